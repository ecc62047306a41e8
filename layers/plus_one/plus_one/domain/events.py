"""One thing that happened to a pairing, written once, and whom it is told to."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from plus_one.domain.ids import EventId, UserId
from plus_one.domain.notices import UNSENT, Notice
from plus_one.domain.stored_enum import StoredEnum


class EventKind(StoredEnum):
    OFFER_MADE = "offer_made"
    PACKAGE_BOOKED = "package_booked"
    ENROLLED = "enrolled"
    UNENROLLED = "unenrolled"
    SESSION_COMPLETED = "session_completed"
    PLUS_ONE_BOOKED = "plus_one_booked"
    NOT_BOOKED = "not_booked"
    HELD = "held"
    RESUMES_SOON = "resumes_soon"
    COACH_ENDED = "coach_ended"
    COACH_RETURNED = "coach_returned"
    ADJUSTED = "adjusted"
    SESSION_REOPENED = "session_reopened"
    PLUS_ONE_CANCELLED = "plus_one_cancelled"
    SUPPORT_HELPED = "support_helped"


# What can happen before anything is booked, when the two have no pairing yet.
WITHOUT_PAIRING = (EventKind.OFFER_MADE, EventKind.SUPPORT_HELPED)


class Side(StrEnum):
    CLIENT = "client"
    COACH = "coach"


def other_side(side: Side) -> Side:
    return Side.COACH if side is Side.CLIENT else Side.CLIENT


class Bus(StrEnum):
    """Where other systems hear what is due."""

    BUS = "bus"


type To = Side | Bus


SLOW_AFTER = timedelta(days=1)

BOTH = (Side.CLIENT, Side.COACH)
EVERYBODY = (*BOTH, Bus.BUS)

# Which sides always get a mail about which kind of event (product.md, "Notices"), and what the bus hears; `notify` says
# it of the others.
NOTICES: dict[EventKind, tuple[To, ...]] = {
    EventKind.PACKAGE_BOOKED: BOTH,
    EventKind.ENROLLED: BOTH,
    EventKind.UNENROLLED: BOTH,
    EventKind.PLUS_ONE_BOOKED: EVERYBODY,
    EventKind.RESUMES_SOON: (Side.CLIENT,),
    EventKind.COACH_ENDED: BOTH,
    EventKind.COACH_RETURNED: BOTH,
    EventKind.PLUS_ONE_CANCELLED: EVERYBODY,
}

# What the notice of an event is called, where that is not the event's own kind.
NOTICE_KINDS = {EventKind.SESSION_COMPLETED: "heads_up", EventKind.SESSION_REOPENED: "plus_one_cancelled"}

# What an event is about, of its facts.
_IDS = ("session_id", "completed_session_id", "last_plus_one_id", "package_id", "offer_id")

type Fact = str | int | bool | None
type Facts = dict[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Facts never change; the state of the notices does."""

    event_id: EventId
    kind: EventKind
    at: datetime
    client_id: UserId
    coach_id: UserId
    reason: str | None = None
    facts: Facts = field(default_factory=dict)
    notices: dict[To, Notice] = field(default_factory=dict)

    @property
    def notice_kind(self) -> str:
        return NOTICE_KINDS.get(self.kind, self.kind.value)

    @property
    def unsent(self) -> list[To]:
        return [to for to, notice in self.notices.items() if notice.state in UNSENT]

    def free(self, now: datetime) -> list[To]:
        return [to for to, notice in self.notices.items() if notice.is_free(now)]

    def with_notice(self, to: To, notice: Notice) -> "Event":
        return replace(self, notices={**self.notices, to: notice})

    def fails_for_long(self, now: datetime) -> bool:
        """Its next attempt may be as vain, and comes after those of the others."""
        return now - self.at >= SLOW_AFTER and any(self.notices[to].attempts for to in self.unsent)

    def look_again_at(self, now: datetime) -> datetime:
        """When the next of its unsent notices is due."""
        return min((self.notices[to].not_before or now for to in self.unsent), default=now)


class Written(NamedTuple):
    """Which event was written."""

    client_id: UserId
    coach_id: UserId
    event_id: EventId


def event(
    kind: EventKind, event_id: EventId, at: datetime, client_id: UserId, coach_id: UserId, **facts: Fact
) -> Event:
    """A new event of a kind, with the notices that the kind asks for."""
    reason = facts.pop("reason", None)
    return Event(
        event_id=event_id,
        kind=kind,
        at=at,
        client_id=client_id,
        coach_id=coach_id,
        reason=None if reason is None else str(reason),
        facts=facts,
        notices={to: Notice() for to in NOTICES.get(kind, ())},
    )


def notify(what: Event, *whom: To) -> Event:
    """The same event with notices that its kind does not always ask for."""
    return replace(what, notices={to: Notice() for to in whom})


def copied(what: Event, to: Side, not_before: datetime) -> Event:
    """The other side's copy of what one person can do again and again: it waits, and leaves only if it is true then."""
    return what.with_notice(to, Notice(not_before=not_before))


def timeline_ids(event: Event) -> dict[str, str]:
    facts = {name: event.facts.get(name) for name in _IDS}
    return {"event_id": event.event_id, **{name: str(fact) for name, fact in facts.items() if fact is not None}}
