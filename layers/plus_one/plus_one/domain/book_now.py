"""R13: the client books the +1 of the latest last completion with one tap, past the client's own limits."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plus_one.domain import refusals
from plus_one.domain.days import later_than
from plus_one.domain.decision import Book, decide
from plus_one.domain.ids import SessionId
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason, Renewal, RenewalState

_REFUSALS = {
    Reason.NOT_ENROLLED: refusals.NotEnrolled,
    Reason.ALREADY_ON_DECK: refusals.AlreadyOnDeck,
    Reason.COACH_ENDED: refusals.CoachEnded,
    Reason.PROGRAM_STOPPED: refusals.ProgramStopped,
    Reason.PACKAGE_NOT_RENEWABLE: refusals.PackageNotRenewable,
    Reason.ZERO_RATE: refusals.ZeroRate,
    Reason.NOTICE_UNDELIVERABLE: refusals.NoticeUndeliverable,
    Reason.VELOCITY_GUARD: refusals.VelocityGuard,
}


class Tap(NamedTuple):
    """What the page showed."""

    session_id: SessionId
    completion: int
    rate: Money


class BookNow(NamedTuple):
    """What a tap would book: `refused` says why it would not."""

    renewal: Renewal | None
    rate: Money
    refused: Reason | None


def book_now(pairing: Pairing, *, velocity_limit: int, stopped: bool, now: datetime) -> BookNow:
    """For a page, before the tap, which would be later than all that has happened to the pairing."""
    then = later_than(now, pairing.latest_at)
    return BookNow(bookable(pairing), pairing.rate, refused_because(pairing, velocity_limit, stopped, then))


def bookable(pairing: Pairing) -> Renewal | None:
    """The latest last completion, while it stands, nothing has been on deck since and it has booked no +1."""
    latest = pairing.renewal
    if latest is None or pairing.on_deck or latest.deck_seq != pairing.deck_seq:
        return None
    return latest if latest.state is not RenewalState.BOOKED else None


def refused_because(pairing: Pairing, velocity_limit: int, stopped: bool, now: datetime) -> Reason | None:
    """What a tap does not pass, in the order of the rule. The client's own limits and an older epoch it does."""
    free = replace(pairing.enrollment, settings=pairing.enrollment.settings.without_limits())
    decision = decide(
        replace(pairing, enrollment=free),
        epoch=free.epoch,
        deck_seq=pairing.deck_seq,
        velocity_limit=velocity_limit,
        now=now,
    )
    reason = None if isinstance(decision, Book) else decision.reason
    stops = stopped and reason not in (Reason.NOT_ENROLLED, Reason.ALREADY_ON_DECK, Reason.COACH_ENDED)
    return Reason.PROGRAM_STOPPED if stops else reason


def check(pairing: Pairing, tap: Tap, *, velocity_limit: int, stopped: bool, now: datetime) -> Renewal:
    """The renewal that the tap books. Raises what refuses it."""
    reason, latest = refused_because(pairing, velocity_limit, stopped, now), pairing.renewal
    if reason in (Reason.NOT_ENROLLED, Reason.ALREADY_ON_DECK):
        raise _REFUSALS[reason]
    if latest is None or not _is_of(latest, tap):
        raise refusals.NothingToBook
    if latest.state is RenewalState.BOOKED:
        raise refusals.PlusOneUsed
    if bookable(pairing) is None:
        raise refusals.NothingToBook
    if reason:
        raise _REFUSALS[reason]
    if tap.rate != pairing.rate:
        raise refusals.RateChanged
    return latest


def _is_of(renewal: Renewal, tap: Tap) -> bool:
    return (renewal.session_id, renewal.completion) == (tap.session_id, tap.completion)
