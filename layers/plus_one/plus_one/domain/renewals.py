"""The record of one "last session was completed": what became of its +1."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from plus_one.domain.ids import SessionId, UserId, plus_one_id
from plus_one.domain.stored_enum import StoredEnum


class Reason(StoredEnum):
    """In the order in which the rule asks. COMPLETION_UNDONE is written by reopening, and PROGRAM_STOPPED is
    said of a stop that an operator makes: the rule never asks for them."""

    BOOKED = "BOOKED"
    NOT_ENROLLED = "NOT_ENROLLED"
    ENROLLMENT_CHANGED = "ENROLLMENT_CHANGED"
    COMPLETION_UNDONE = "COMPLETION_UNDONE"
    ALREADY_ON_DECK = "ALREADY_ON_DECK"
    COACH_ENDED = "COACH_ENDED"
    PROGRAM_STOPPED = "PROGRAM_STOPPED"
    PACKAGE_NOT_RENEWABLE = "PACKAGE_NOT_RENEWABLE"
    ZERO_RATE = "ZERO_RATE"
    PAUSED = "PAUSED"
    STOP_AFTER_REACHED = "STOP_AFTER_REACHED"
    SPEND_CAP_REACHED = "SPEND_CAP_REACHED"
    RATE_ABOVE_MAXIMUM = "RATE_ABOVE_MAXIMUM"
    NOTICE_UNDELIVERABLE = "NOTICE_UNDELIVERABLE"
    VELOCITY_GUARD = "VELOCITY_GUARD"


# R11. These pass, or the client can pass them: the renewal is held. All others end it.
HOLDS = frozenset(
    {
        Reason.PAUSED,
        Reason.STOP_AFTER_REACHED,
        Reason.SPEND_CAP_REACHED,
        Reason.RATE_ABOVE_MAXIMUM,
        Reason.NOTICE_UNDELIVERABLE,
        Reason.VELOCITY_GUARD,
    }
)
# A person can act on these (product.md, "Notices").
WORTH_A_NOTICE = frozenset(Reason) - {
    Reason.BOOKED,
    Reason.NOT_ENROLLED,
    Reason.ALREADY_ON_DECK,
    Reason.COMPLETION_UNDONE,
}


class RenewalState(StoredEnum):
    PENDING = "pending"
    HELD = "held"
    BOOKED = "booked"
    SKIPPED = "skipped"


REMINDED_BEFORE = timedelta(days=3)
NO_REMINDER_WITHIN = timedelta(days=7)


class Due(NamedTuple):
    """Which renewal: that of one completion of one session."""

    client_id: UserId
    coach_id: UserId
    session_id: SessionId
    completion: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """`session_id` and `completion` name what triggered it; `epoch` and `deck_seq` are the pairing's at that moment.
    `resumes_at`: when a held one is decided again; None: it waits for the client. `unwritten`: the client was not
    enrolled, so only the pairing knows of it. Two are in the item only: `remind_at`, and `held_until`: it waited for
    somebody until then, as they were suspended, or was on hold."""

    session_id: SessionId
    completion: int
    completed_at: datetime
    epoch: int
    deck_seq: int
    state: RenewalState = RenewalState.PENDING
    reason: Reason | None = None
    settled_at: datetime | None = None
    resumes_at: datetime | None = None
    unwritten: bool = False
    remind_at: datetime | None = field(default=None, compare=False)
    held_until: datetime | None = field(default=None, compare=False)

    @property
    def plus_one_id(self) -> SessionId:
        """The id that its +1 has, or would have."""
        return plus_one_id(self.session_id, self.completion, self.completed_at)

    @property
    def is_open(self) -> bool:
        return self.state in (RenewalState.PENDING, RenewalState.HELD)

    @property
    def is_held(self) -> bool:
        return self.state is RenewalState.HELD

    def booked(self, now: datetime) -> "Renewal":
        return self._settled(RenewalState.BOOKED, Reason.BOOKED, now)

    def skipped(self, reason: Reason, now: datetime) -> "Renewal":
        return self._settled(RenewalState.SKIPPED, reason, now)

    def held(self, reason: Reason, resumes_at: datetime | None, now: datetime) -> "Renewal":
        """R15: the client is reminded of a moment that is far away."""
        is_far = resumes_at is not None and resumes_at - now > NO_REMINDER_WITHIN
        remind_at = resumes_at - REMINDED_BEFORE if resumes_at and is_far else None
        held = self._settled(RenewalState.HELD, reason, now)
        return replace(held, resumes_at=resumes_at, remind_at=remind_at)

    def _settled(self, state: RenewalState, reason: Reason, now: datetime) -> "Renewal":
        return replace(
            self,
            state=state,
            reason=reason,
            settled_at=now,
            resumes_at=None,
            remind_at=None,
            held_until=self.remind_at or self.resumes_at or self.held_until,
            unwritten=False,
        )

    def same_trigger(self, other: "Renewal | None") -> bool:
        return other is not None and (self.session_id, self.completion) == (other.session_id, other.completion)


def unwritten(renewal: Renewal) -> Renewal:
    """Of a last completion whose client was not enrolled."""
    return replace(renewal.skipped(Reason.NOT_ENROLLED, renewal.completed_at), unwritten=True)
