"""Names every violation of what is promised of a table: at any moment, beside all that writes to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ops.audit.due import due_since
from ops.audit.pairs import Pair, Two, pairs
from ops.audit.people import violations_of_people
from ops.audit.rules import OF_A_PAIRING, OF_ANY_PAIR, nobodys
from ops.audit.snapshots import all_pairs, snapshot
from plus_one.store import bookings, keys, suspensions
from plus_one.store.items import Item, text
from plus_one.store.keys import Key
from plus_one.store.table import Table
from plus_one.store.waiting import LATE, Kind

# The sweep comes each minute: what is due for so long has been passed over.
OVERDUE = LATE[Kind.RENEWAL]
LOOKS_AGAIN = timedelta(hours=1) + OVERDUE  # what waits for support is looked at once an hour


@dataclass(frozen=True, slots=True)
class Audited:
    """One pairing and what is wrong with it, in sentences."""

    whose: Two
    wrong: list[str] = field(default_factory=list)


def audit(table: Table, now: datetime) -> Iterator[Audited]:
    """Every pairing of the table, once. Keeps the ids of all pairings in memory; costs about one read of the table for
    finding them and one for looking at them."""
    [stop] = table.get(keys.BOOKINGS)
    for whose, offers in all_pairs(table).items():
        yield Audited(whose, _examined(table, whose, offers, now, stop))


def violations(items: Iterable[Item]) -> list[str]:
    """What is wrong in a whole table that nobody is writing to."""
    kept = list(items)
    found = [(whose, wrong) for whose, pair in pairs(kept).items() for wrong in _wrong(pair)]
    of_pairs = [f"{whose.client_id} with {whose.coach_id}: {wrong}" for whose, wrong in found]
    return of_pairs + list(violations_of_people(kept))


def overdue(items: Iterable[Item], now: datetime, stop: Item | None = None) -> Iterator[str]:
    """Renewals only, and none that waits for support: a notice may wait for an address as long as it takes. When the
    sweep looks again does not count: it moves on with each failure. `stop`: while bookings are stopped, nothing waits,
    and afterwards only since they began again."""
    if bookings.are_stopped(stop):
        return
    for item in items:
        since = due_since(item)
        if since and max(since, (stop or {}).get("started_at", "")) < text(now - OVERDUE):
            yield f"renewal {item['SK']} is due since {since}"


def asleep(table: Table, whose: Two, items: Iterable[Item], now: datetime) -> Iterator[str]:
    """A renewal waits for nobody who is suspended. One that was under way when a suspension was lifted has an hour."""
    waiting = [item for item in items if "waits_for" in item]
    holds = table.get(*map(keys.suspension, whose)) if waiting else []
    lifted = [item["resumed_at"] for item in holds if item and "resumed_at" in item]
    if waiting and not any(map(suspensions.is_on, holds)) and max(lifted, default="") < text(now - LOOKS_AGAIN):
        yield from (f"renewal {item['SK']} waits, and nobody is suspended" for item in waiting)


def _examined(table: Table, whose: Two, offers: set[Key], now: datetime, stop: Item | None) -> list[str]:
    try:
        items = snapshot(table, whose, offers)
        late = [*overdue(items, now, stop), *asleep(table, whose, items, now)]
        return _wrong(pairs(items).get(whose, Pair())) + late
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [f"cannot be read: {error!r}"]


def _wrong(pair: Pair) -> list[str]:
    of_any = [wrong for rule in OF_ANY_PAIR for wrong in rule(pair)]
    if pair.pairing is None:
        return of_any + list(nobodys(pair))
    return of_any + [wrong for rule in OF_A_PAIRING for wrong in rule(pair.pairing, pair)]
