"""A session is marked complete, that is undone, or a +1 is cancelled: what it does to the pairing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from plus_one.domain import limits
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import (
    NotCancellable,
    NotCompleted,
    PlusOneInUse,
    ReopenWindowOver,
    TooManyReopenings,
)
from plus_one.domain.renewals import Reason, Renewal, unwritten
from plus_one.domain.sessions import Outcome, Session, SessionStatus, Trigger

REOPEN_WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Completion:
    session: Session
    pairing: Pairing
    renewal: Renewal | None


def complete(pairing: Pairing, session: Session, outcome: Outcome, now: datetime) -> Completion:
    """R2: only a completion that takes on deck from 1 to 0 triggers, and only for an enrolled client."""
    trigger = _trigger_of(pairing)
    done = session.completed(outcome, trigger, now)
    left = pairing.without(done)
    if trigger is Trigger.NOTHING:
        return Completion(done, left, None)
    renewal = Renewal(
        session_id=done.session_id,
        completion=done.completions,
        completed_at=now,
        epoch=left.enrollment.epoch,
        deck_seq=left.deck_seq,
    )
    if trigger is Trigger.NOT_ENROLLED:
        renewal = unwritten(renewal)
    return Completion(done, replace(left, renewal=renewal), renewal)


def _trigger_of(pairing: Pairing) -> Trigger:
    if pairing.on_deck > 1:
        return Trigger.NOTHING
    return Trigger.RENEWAL if pairing.enrollment.is_on else Trigger.NOT_ENROLLED


def cancel_plus_one(pairing: Pairing, session: Session, now: datetime) -> tuple[Pairing, Session]:
    """Only a +1 that is still booked can be cancelled; that triggers nothing, and is never too often."""
    cancelled, gone = _without(pairing, session, now)
    return cancelled.with_undoing(now), gone


def _without(pairing: Pairing, session: Session, now: datetime) -> tuple[Pairing, Session]:
    if not session.is_untouched_plus_one:
        raise NotCancellable
    cancelled = session.cancelled(now)
    return pairing.without_plus_one(cancelled), cancelled


class Reopening(NamedTuple):
    """`renewal` is that of the completion, as it was, and `undone` the same, if it was open and is now skipped;
    `taken_back` its +1, if that was booked and is now cancelled."""

    session: Session
    pairing: Pairing
    renewal: Renewal | None
    undone: Renewal | None
    taken_back: Session | None


def reopen(
    pairing: Pairing, session: Session, renewal: Renewal | None, plus_one: Session | None, now: datetime
) -> Reopening:
    """Undoes a completion. `renewal` and `plus_one` are those of that completion, if there are any."""
    _check(pairing, session, plus_one, now)
    taken_back, undone, again = None, None, session.reopened()
    if plus_one is not None and plus_one.status is SessionStatus.BOOKED:
        pairing, taken_back = _without(pairing, plus_one, now)
    if renewal is not None and renewal.is_open:
        undone = renewal.skipped(Reason.COMPLETION_UNDONE, now)
        pairing = pairing.with_settled(undone)
    return Reopening(again, pairing.with_back(again, now).with_undoing(now), renewal, undone, taken_back)


def _check(pairing: Pairing, session: Session, plus_one: Session | None, now: datetime) -> None:
    if session.status is not SessionStatus.COMPLETED or session.completed_at is None:
        raise NotCompleted
    if now - session.completed_at > REOPEN_WINDOW:
        raise ReopenWindowOver
    if plus_one is not None and plus_one.status is SessionStatus.COMPLETED:
        raise PlusOneInUse
    if session.completions > limits.MOST_REOPENINGS_OF_A_SESSION or not limits.is_free(pairing.undoings, now):
        raise TooManyReopenings
