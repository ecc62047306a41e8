"""A coach withdraws an offer that nobody has booked."""

from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.packages import Offer, OfferState
from plus_one.domain.refusals import NotFound, OfferClosed
from plus_one.store import keys, offers
from plus_one.store.table import Table, until_committed


def withdraw_offer(table: Table, coach_id: UserId, offer_id: OfferId) -> None:
    def act(offer: Offer, _: Offer) -> None:
        if offer.written_state is OfferState.BOOKED:
            raise OfferClosed
        if offer.written_state is OfferState.OPEN:
            table.write(offers.close(offer, OfferState.WITHDRAWN))

    until_committed(lambda: _read(table, coach_id, offer_id), act)


def _read(table: Table, coach_id: UserId, offer_id: OfferId) -> Offer:
    [item] = table.get(keys.offer(coach_id, offer_id))
    if item is None:
        raise NotFound
    return offers.from_item(item)
