"""A coach withdraws an offer that nobody has booked."""

from plus_one.actions.offer_to_client import closing
from plus_one.actions.reading import read
from plus_one.domain.ids import OfferId
from plus_one.domain.packages import Offer, OfferState
from plus_one.domain.refusals import NotFound, OfferClosed
from plus_one.domain.requests import Request
from plus_one.store import contacts, keys, offers, open_offers
from plus_one.store.items import Item
from plus_one.store.table import Table, until_committed


def withdraw_offer(table: Table, request: Request, offer_id: OfferId) -> None:
    def act(item: Item, _: Item) -> None:
        offer = offers.from_item(item)
        if offer.written_state is OfferState.BOOKED:
            raise OfferClosed
        if offer.written_state is OfferState.OPEN:
            _withdraw(table, request, item, offer)

    until_committed(lambda: _read(table, request, offer_id), act)


def _withdraw(table: Table, request: Request, item: Item, offer: Offer) -> None:
    """Only the offer says whose contact it is in, so that is read after it."""
    if offer.client_id is None:
        table.commit(*open_offers.withdraw(item))
        return
    [known] = table.get(keys.contact(offer.client_id, offer.coach_id))
    contact = contacts.from_item(known, offer.client_id, offer.coach_id)
    table.commit(*closing(offer, OfferState.WITHDRAWN, contact, request.now))


def _read(table: Table, request: Request, offer_id: OfferId) -> Item:
    [item] = read(table, request, keys.offer(request.caller.user_id, offer_id)).items
    if item is None:
        raise NotFound
    return item
