"""R17: no +1 is booked in the whole stack until an operator says so. Everything else works: people book packages,
complete sessions and cancel, and mails leave."""

from collections.abc import Iterator
from datetime import datetime

from ops.look import all_due, named
from ops.support import CannotHelp
from plus_one.domain.renewals import Due
from plus_one.domain.spelling import visible
from plus_one.store import bookings, keys
from plus_one.store.table import Contended, Table

LONGEST_WHY = 100


def stop(table: Table, why: str, now: datetime) -> Iterator[str]:
    said = visible(why)
    if not 0 < len(said) <= LONGEST_WHY:
        raise CannotHelp(f"Say why, in at most {LONGEST_WHY} characters; operators read it.")
    try:
        table.write(bookings.put_stopped(said, now))
    except Contended:
        raise CannotHelp(f"{stopped(table)} already.") from None
    yield "No +1 is booked from now on, but for one that was under way. Renewals wait; `start-bookings` ends it."


def start(table: Table, now: datetime) -> Iterator[str]:
    try:
        table.write(bookings.put_started(now))
    except Contended:
        raise CannotHelp("Bookings are not stopped.") from None
    waiting = sum(isinstance(named(key), Due) and due_at <= now for due_at, key in all_due(table))
    yield f"+1s are booked again. {waiting} renewals wait; the sweep settles them, the oldest first."


def stopped(table: Table) -> str | None:
    """A sentence, while they are."""
    [stop] = table.get(keys.BOOKINGS)
    if stop is None or not bookings.are_stopped(stop):
        return None
    return f"Bookings are stopped since {stop['stopped_at']} ({stop['why']})"
