"""A coach withdraws an offer that nobody has booked."""

from plus_one.actions.offer_to_client import closing
from plus_one.actions.reading import read
from plus_one.domain.ids import OfferId
from plus_one.domain.packages import Offer, OfferState
from plus_one.domain.refusals import NotFound, OfferClosed
from plus_one.domain.requests import Request
from plus_one.store import contacts, keys, offers
from plus_one.store.table import Table, until_committed


def withdraw_offer(table: Table, request: Request, offer_id: OfferId) -> None:
    def act(offer: Offer, _: Offer) -> None:
        if offer.written_state is OfferState.BOOKED:
            raise OfferClosed
        if offer.written_state is OfferState.OPEN:
            _withdraw(table, request, offer)

    until_committed(lambda: _read(table, request, offer_id), act)


def _withdraw(table: Table, request: Request, offer: Offer) -> None:
    """Only the offer says whose contact it is in, so that is read after it."""
    if offer.client_id is None:
        table.write(offers.close(offer, OfferState.WITHDRAWN))
        return
    [item] = table.get(keys.contact(offer.client_id, offer.coach_id))
    contact = contacts.from_item(item, offer.client_id, offer.coach_id)
    table.commit(*closing(offer, OfferState.WITHDRAWN, contact, request.now))


def _read(table: Table, request: Request, offer_id: OfferId) -> Offer:
    [item] = read(table, request, keys.offer(request.caller.user_id, offer_id)).items
    if item is None:
        raise NotFound
    return offers.from_item(item)
