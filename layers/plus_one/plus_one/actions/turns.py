"""The events of a pairing sort in the order of commit, whatever the clocks of two machines say (DECISIONS 88)."""

from dataclasses import replace
from datetime import datetime

from plus_one.domain.days import MS, later_than
from plus_one.domain.events import Event
from plus_one.domain.ids import EventId, UserId, moved
from plus_one.domain.requests import Asked
from plus_one.store import events, keys
from plus_one.store.table import Table


def in_turn[One: Asked](asked: One, *earlier: datetime | None) -> One:
    """The next try of a request: at a moment later than these, with an event id of that moment."""
    at = later_than(asked.now, *earlier)
    event_id = EventId(moved(asked.event_id, at))
    asked.tried.append(event_id)
    return replace(asked, now=at, event_id=event_id)


def next_event[One: Asked](asked: One) -> One:
    """For a second event of the same try, right after the first."""
    at = asked.now + MS
    return replace(asked, now=at, event_id=EventId(moved(asked.event_id, at)))


def own_event(table: Table, asked: Asked, client_id: UserId, coach_id: UserId) -> Event | None:
    """What this request has written already. It has to be read after the pairing. Then the last try is the only one
    that counts: if it is still under way, it succeeds only while the pairing stays as it is, and the next try has the
    same id."""
    for event_id in asked.tried[-1:]:
        [item] = table.get(keys.event(client_id, coach_id, event_id))
        return events.from_item(item) if item else None
    return None
