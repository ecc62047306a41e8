"""The record of one "last session of an enrolled client was completed"."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from plus_one.domain.ids import SessionId, UserId, plus_one_id
from plus_one.domain.stored_enum import StoredEnum


class Reason(StoredEnum):
    """In the order in which the rule asks. COMPLETION_UNDONE is written by reopening; the rule never asks for it."""

    BOOKED = "BOOKED"
    NOT_ENROLLED = "NOT_ENROLLED"
    ENROLLMENT_CHANGED = "ENROLLMENT_CHANGED"
    COMPLETION_UNDONE = "COMPLETION_UNDONE"
    ALREADY_ON_DECK = "ALREADY_ON_DECK"
    PACKAGE_NOT_RENEWABLE = "PACKAGE_NOT_RENEWABLE"
    ZERO_RATE = "ZERO_RATE"
    PAUSED = "PAUSED"
    STOP_AFTER_REACHED = "STOP_AFTER_REACHED"
    SPEND_CAP_REACHED = "SPEND_CAP_REACHED"
    RATE_ABOVE_MAXIMUM = "RATE_ABOVE_MAXIMUM"
    NOTICE_UNDELIVERABLE = "NOTICE_UNDELIVERABLE"
    VELOCITY_GUARD = "VELOCITY_GUARD"


# A person can act on these (product.md, "Notices").
WORTH_A_NOTICE = frozenset(Reason) - {
    Reason.BOOKED,
    Reason.NOT_ENROLLED,
    Reason.ALREADY_ON_DECK,
    Reason.COMPLETION_UNDONE,
}


ON_HOLD = "ON_HOLD"  # of a preview, while one of the two is suspended


class RenewalState(StoredEnum):
    PENDING = "pending"
    BOOKED = "booked"
    SKIPPED = "skipped"


class Due(NamedTuple):
    """Which renewal: that of one completion of one session."""

    client_id: UserId
    coach_id: UserId
    session_id: SessionId
    completion: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """`session_id` and `completion` name what triggered it; `epoch` and `deck_seq` are the pairing's at that moment.
    `held_until`: it waited for somebody until then, as they were suspended. Only its own item has it."""

    session_id: SessionId
    completion: int
    completed_at: datetime
    epoch: int
    deck_seq: int
    state: RenewalState = RenewalState.PENDING
    reason: Reason | None = None
    settled_at: datetime | None = None
    held_until: datetime | None = field(default=None, compare=False)

    @property
    def plus_one_id(self) -> SessionId:
        """The id that its +1 has, or would have."""
        return plus_one_id(self.session_id, self.completion, self.completed_at)

    def booked(self, now: datetime) -> "Renewal":
        return replace(self, state=RenewalState.BOOKED, reason=Reason.BOOKED, settled_at=now)

    def skipped(self, reason: Reason, now: datetime) -> "Renewal":
        return replace(self, state=RenewalState.SKIPPED, reason=reason, settled_at=now)

    def same_trigger(self, other: "Renewal | None") -> bool:
        return other is not None and (self.session_id, self.completion) == (other.session_id, other.completion)


def never_written(session_id: SessionId, completion: int, completed_at: datetime) -> Renewal:
    """What the answer to a last completion says when the client was not enrolled; it is not stored."""
    pending = Renewal(session_id=session_id, completion=completion, completed_at=completed_at, epoch=0, deck_seq=0)
    return pending.skipped(Reason.NOT_ENROLLED, completed_at)
