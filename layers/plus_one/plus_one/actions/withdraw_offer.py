"""A coach withdraws an offer that nobody has booked."""

from plus_one.actions.reading import read
from plus_one.domain.ids import OfferId
from plus_one.domain.packages import Offer, OfferState
from plus_one.domain.refusals import NotFound, OfferClosed
from plus_one.domain.requests import Request
from plus_one.store import keys, offers
from plus_one.store.table import Table, until_committed


def withdraw_offer(table: Table, request: Request, offer_id: OfferId) -> None:
    def act(offer: Offer, _: Offer) -> None:
        if offer.written_state is OfferState.BOOKED:
            raise OfferClosed
        if offer.written_state is OfferState.OPEN:
            table.write(offers.close(offer, OfferState.WITHDRAWN))

    until_committed(lambda: _read(table, request, offer_id), act)


def _read(table: Table, request: Request, offer_id: OfferId) -> Offer:
    [item] = read(table, request, keys.offer(request.caller.user_id, offer_id)).items
    if item is None:
        raise NotFound
    return offers.from_item(item)
