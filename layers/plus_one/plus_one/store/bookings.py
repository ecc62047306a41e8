"""TABLE / BOOKINGS: an operator has stopped the booking of +1s in the whole stack (R17). Kept when that is over."""

from collections.abc import Sequence
from datetime import datetime

from plus_one.store import keys, suspensions
from plus_one.store.items import Item, moment, text
from plus_one.store.table import Write, put, update


def put_stopped(why: str, now: datetime) -> Write:
    item = {"type": "bookings", "stopped_at": text(now), "why": why}
    return put(keys.BOOKINGS, item, "attribute_not_exists(PK) OR attribute_exists(started_at)")


def put_started(now: datetime) -> Write:
    is_stopped = "attribute_exists(PK) AND attribute_not_exists(started_at)"
    return update(keys.BOOKINGS, "SET started_at = :now", is_stopped, now=text(now))


def are_stopped(item: Item | None) -> bool:
    return item is not None and "started_at" not in item


def is_stopped_by(stops: Sequence[Item | None]) -> bool:
    """`stops`: what is there of `keys.stops`."""
    *people, stop = stops
    return any(map(suspensions.is_on, people)) or are_stopped(stop)


def started_at(item: Item | None) -> datetime | None:
    """Renewals have waited for us since then, and no longer."""
    return moment(item["started_at"]) if item and "started_at" in item else None
