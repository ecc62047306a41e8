"""A standard offer: anybody may book it, and a coach has at most so many of them open."""

from datetime import datetime

from plus_one.domain.ids import UserId
from plus_one.domain.refusals import TooManyStandardOffers
from plus_one.store import keys, open_offers
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table


def wanted(coach_id: UserId) -> list[keys.Key]:
    return [keys.open_count(coach_id)]


def check_room(table: Table, coach_id: UserId, count: Item | None, now: datetime) -> None:
    """`count`: what was read of it. Expired offers make room. Whether one can be made is then decided again."""
    if not open_offers.is_full(count):
        return
    closed = open_offers.no_longer_open(table, coach_id, now)
    if not closed:
        raise TooManyStandardOffers
    table.commit(*open_offers.take_out(coach_id, closed))
    raise Contended
