"""What other systems are told of an event: docs/events.md. Ids and money, no names and no addresses."""

from typing import Any, NamedTuple

from plus_one.domain.days import rfc3339
from plus_one.domain.events import Event, EventKind

VERSION = 1
BOOKED, CANCELLED = "plus_one.booked", "plus_one.cancelled"


class Announcement(NamedTuple):
    kind: str
    detail: dict[str, Any]


def announcement(event: Event) -> Announcement:
    """A +1 is due, or is due no more: it was cancelled, or taken back with the completion that had booked it."""
    facts = event.facts
    money = {"amount": facts["rate"], "currency": facts["currency"]}
    if event.kind is EventKind.PLUS_ONE_BOOKED:
        of_package = {name: facts[name] for name in ("completed_session_id", "package_id")}
        return Announcement(BOOKED, _of(event) | of_package | {"due": money})
    return Announcement(CANCELLED, _of(event) | {"no_longer_due": money})


def _of(event: Event) -> dict[str, Any]:
    return {
        "version": VERSION,
        "id": event.event_id,
        "at": rfc3339(event.at),
        "client_id": event.client_id,
        "coach_id": event.coach_id,
        "session_id": event.facts["session_id"],
    }
