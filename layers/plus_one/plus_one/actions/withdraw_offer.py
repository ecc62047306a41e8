"""A coach withdraws an offer that nobody has booked."""

from plus_one.actions.reading import read
from plus_one.domain.ids import OfferId
from plus_one.domain.packages import Offer, OfferState
from plus_one.domain.refusals import NotFound, OfferClosed
from plus_one.domain.requests import Request
from plus_one.store import keys, offers, open_offers
from plus_one.store.items import Item
from plus_one.store.table import Table, Write, until_committed


def withdraw_offer(table: Table, request: Request, offer_id: OfferId) -> None:
    def act(item: Item, _: Item) -> None:
        offer = offers.from_item(item)
        if offer.written_state is OfferState.BOOKED:
            raise OfferClosed
        if offer.written_state is OfferState.OPEN:
            table.commit(*_closed(offer, item))

    until_committed(lambda: _read(table, request, offer_id), act)


def _read(table: Table, request: Request, offer_id: OfferId) -> Item:
    [item] = read(table, request, keys.offer(request.caller.user_id, offer_id)).items
    if item is None:
        raise NotFound
    return item


def _closed(offer: Offer, item: Item) -> list[Write]:
    return [offers.close(offer, OfferState.WITHDRAWN)] if offer.is_custom else open_offers.withdraw(item)
