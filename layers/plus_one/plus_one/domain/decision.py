"""The rule: what a completed last session becomes. Renewal, preview and standing all ask this one function."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plus_one.domain.days import day_of, later_than
from plus_one.domain.enrollments import Effective, Standing
from plus_one.domain.limits import recent
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason


class Book(NamedTuple):
    rate: Money


class Skip(NamedTuple):
    reason: Reason


type Decision = Book | Skip


def decide(pairing: Pairing, *, epoch: int, deck_seq: int, velocity_limit: int, now: datetime) -> Decision:
    """`epoch` and `deck_seq` are the pairing's at the completion. `velocity_limit`: +1s per 24 h, 0 = no limit."""
    if not pairing.enrollment.is_on:
        return Skip(Reason.NOT_ENROLLED)
    if pairing.enrollment.epoch != epoch:
        return Skip(Reason.ENROLLMENT_CHANGED)
    if pairing.on_deck > 0 or pairing.deck_seq != deck_seq:
        return Skip(Reason.ALREADY_ON_DECK)
    if pairing.coach_has_ended:
        return Skip(Reason.COACH_ENDED)
    if not pairing.last_package.auto_renewal:
        return Skip(Reason.PACKAGE_NOT_RENEWABLE)
    if pairing.rate.amount == 0:
        return Skip(Reason.ZERO_RATE)
    if _is_paused(pairing, now):
        return Skip(Reason.PAUSED)
    if pairing.enrollment.settings.has_stopped:
        return Skip(Reason.STOP_AFTER_REACHED)
    if _would_exceed_cap(pairing, now):
        return Skip(Reason.SPEND_CAP_REACHED)
    if _is_above_maximum(pairing):
        return Skip(Reason.RATE_ABOVE_MAXIMUM)
    if pairing.client_undeliverable:
        return Skip(Reason.NOTICE_UNDELIVERABLE)
    if _too_many(pairing, velocity_limit, now):
        return Skip(Reason.VELOCITY_GUARD)
    return Book(pairing.rate)


def decide_now(pairing: Pairing, *, velocity_limit: int, now: datetime) -> Decision:
    """The decision if the last session were completed now, whatever is on deck. That completion would be later than all
    that has happened to the pairing, whatever the clocks say."""
    return decide(
        replace(pairing, on_deck=0),
        epoch=pairing.enrollment.epoch,
        deck_seq=pairing.deck_seq,
        velocity_limit=velocity_limit,
        now=later_than(now, pairing.latest_at),
    )


def foretold(decision: Decision, *, stopped: bool) -> Decision:
    """While one of the two is suspended, or all bookings are stopped, what would book waits until that is over."""
    return Skip(Reason.PROGRAM_STOPPED) if stopped and isinstance(decision, Book) else decision


def heads_up_is_due(pairing: Pairing, *, velocity_limit: int, now: datetime) -> bool:
    """One session is left, its completion would book, and the client has not been told so since the deck was empty."""
    told = pairing.heads_up_seq == pairing.deck_seq
    return not told and heads_up_is_true(pairing, velocity_limit=velocity_limit, now=now)


def heads_up_is_true(pairing: Pairing, *, velocity_limit: int, now: datetime) -> bool:
    books = isinstance(decide_now(pairing, velocity_limit=velocity_limit, now=now), Book)
    return books and pairing.on_deck == 1 and pairing.enrollment.settings.heads_up


def standing(pairing: Pairing, *, velocity_limit: int, now: datetime) -> Standing:
    """Suspended means: enrolled, and a last completion now would be skipped."""
    enrollment = pairing.enrollment
    decision = decide_now(pairing, velocity_limit=velocity_limit, now=now)
    skipped = decision.reason if enrollment.is_on and isinstance(decision, Skip) else None
    return Standing(
        state=enrollment.state,
        effective=_effective(enrollment.is_on, skipped),
        reason=skipped,
        enrolled_at=enrollment.enrolled_at,
        unenrolled_at=enrollment.unenrolled_at,
        terms_version=enrollment.terms_version,
        settings=enrollment.settings,
    )


def _is_paused(pairing: Pairing, now: datetime) -> bool:
    until = pairing.enrollment.settings.paused_until
    return until is not None and day_of(now, pairing.client_time_zone) <= until


def _would_exceed_cap(pairing: Pairing, now: datetime) -> bool:
    cap = pairing.enrollment.settings.monthly_spend_cap
    return cap is not None and pairing.spent_now(now) + pairing.rate.amount > cap.amount


def _is_above_maximum(pairing: Pairing) -> bool:
    max_rate = pairing.enrollment.settings.max_rate
    return max_rate is not None and pairing.rate.amount > max_rate.amount


def _effective(is_on: bool, skipped: Reason | None) -> Effective:
    if not is_on:
        return Effective.OFF
    return Effective.SUSPENDED if skipped else Effective.ACTIVE


def _too_many(pairing: Pairing, velocity_limit: int, now: datetime) -> bool:
    """The guard holds while the limit-th latest +1 is younger than 24 hours, whatever became of it."""
    return 0 < velocity_limit <= len(recent(pairing.recent_plus_ones, now))
