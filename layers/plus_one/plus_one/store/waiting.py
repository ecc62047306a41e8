"""How long what is due waits: from the completion or the event itself, for each failed attempt moves its due time."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from plus_one.domain.events import Bus
from plus_one.domain.notices import UNSENT, Cause
from plus_one.domain.renewals import RenewalState
from plus_one.store import bookings, events
from plus_one.store.items import Item, moment


class Kind(StrEnum):
    """Named as the figure that says how old the oldest is."""

    RENEWAL = "OldestDueRenewal"
    NOTICE = "OldestUnsentNotice"
    ANNOUNCEMENT = "OldestUnsentAnnouncement"


# What waits longer rings (template.yaml). A mail that SES refuses for its rate may have five tries within the hour.
LATE = {
    Kind.RENEWAL: timedelta(minutes=10),
    Kind.NOTICE: timedelta(hours=1),
    Kind.ANNOUNCEMENT: timedelta(minutes=10),
}


class Waiting(NamedTuple):
    kind: Kind
    since: datetime


def waiting(item: Item, stop: Item | None = None) -> Iterator[Waiting]:
    """What of it could be done. Whose person is suspended, or has no address yet, waits for them and not for us. While
    an operator has stopped bookings (`stop`), no renewal waits for us, and afterwards only since then."""
    since = _renewal_since(item)
    if since and not bookings.are_stopped(stop):
        yield Waiting(Kind.RENEWAL, max(since, bookings.started_at(stop) or since))
    for side, notice in item.get("notices", {}).items():
        if notice["state"] in UNSENT and notice.get("feedback") != Cause.NO_ADDRESS:
            yield Waiting(Kind.NOTICE, events.waits_since(item, side))
    if "announcement" in item and item["announcement"]["state"] in UNSENT:
        yield Waiting(Kind.ANNOUNCEMENT, events.waits_since(item, Bus.BUS))


def _renewal_since(item: Item) -> datetime | None:
    """One on hold waits since the moment when to look at it, if there is one."""
    if "completed_at" not in item or "waits_for" in item:
        return None
    since = item["completed_at"]
    if item["state"] == RenewalState.HELD:
        since = item.get("remind_at") or item.get("resumes_at")
    return moment(max(since, item.get("held_until", ""))) if since else None


def late_since(item: Item, now: datetime, stop: Item | None = None) -> datetime | None:
    """Of the longest of it that waits for longer than it should."""
    return min((since for kind, since in waiting(item, stop) if now - since > LATE[kind]), default=None)


def longest(items: Iterable[Item], now: datetime, stop: Item | None = None) -> dict[Kind, timedelta]:
    """Of each kind; nothing if nothing waits, or if all of it is held back until later."""
    found = [each for item in items for each in waiting(item, stop)]
    return {kind: now - min([now, *(each.since for each in found if each.kind is kind)]) for kind in Kind}
