"""The velocity guard: a coach completes +1 after +1 in a loop (product.md, "Doubtful cases")."""

from datetime import datetime, timedelta

import pytest

from plus_one.domain.decision import Book, Decision, Skip, decide
from plus_one.domain.limits import LARGEST_VELOCITY_LIMIT, full_minute
from plus_one.domain.renewals import Reason
from tests.builders import MS, NOW, RATE, pairing, plus_one, renewal

DAY = timedelta(hours=24)
GUARDED = Skip(Reason.VELOCITY_GUARD)


def decision_after(*plus_ones_at: datetime, limit: int = 12) -> Decision:
    recent = pairing(on_deck=0, recent_plus_ones=plus_ones_at)
    return decide(recent, epoch=1, deck_seq=1, velocity_limit=limit, now=NOW)


@pytest.mark.parametrize(
    ("age_of_the_12th_latest", "decision"),
    [(DAY - MS, GUARDED), (DAY, Book(RATE)), (DAY + MS, Book(RATE))],
    ids=["a moment younger than 24 h", "exactly 24 h old", "a moment older"],
)
def test_the_guard_holds_while_the_12th_latest_plus_one_is_younger_than_24_hours(
    age_of_the_12th_latest: timedelta, decision: Decision
) -> None:
    eleven_just_now = [NOW] * 11
    assert decision_after(NOW - age_of_the_12th_latest, *eleven_just_now) == decision


def test_eleven_within_24_hours_do_not_raise_the_guard() -> None:
    assert decision_after(*[NOW - timedelta(minutes=5)] * 11) == Book(RATE)


@pytest.mark.parametrize("limit", [1, 2, 23, LARGEST_VELOCITY_LIMIT])
def test_the_limit_is_configurable(limit: int) -> None:
    assert decision_after(*[NOW] * limit, limit=limit) == GUARDED
    assert decision_after(*[NOW] * (limit - 1), limit=limit) == Book(RATE)


def test_no_limit_is_larger_than_what_a_pairing_remembers() -> None:
    assert LARGEST_VELOCITY_LIMIT == 24


def test_limit_0_switches_the_guard_off() -> None:
    assert decision_after(*[NOW] * 24, limit=0) == Book(RATE)
    assert decision_after(limit=0) == Book(RATE)


def test_a_plus_one_of_a_clock_that_was_a_year_ahead_does_not_count_until_then() -> None:
    assert decision_after(NOW + 365 * DAY, limit=1) == Book(RATE)


def test_with_no_plus_one_yet_even_limit_1_books() -> None:
    assert decision_after(limit=1) == Book(RATE)


def remembered(*plus_ones_at: datetime) -> tuple[datetime, ...]:
    known = pairing(on_deck=0)
    for at in plus_ones_at:
        known = known.with_plus_one(plus_one(booked_at=at), renewal())
    return known.recent_plus_ones


def test_a_pairing_remembers_its_plus_ones_of_the_last_24_hours_oldest_first() -> None:
    at = [full_minute(NOW) - DAY, NOW - DAY + timedelta(minutes=1), NOW - MS, full_minute(NOW)]
    assert remembered(*at) == tuple(map(full_minute, at[1:]))


def test_a_pairing_remembers_the_latest_as_many_as_the_largest_limit() -> None:
    at = [NOW + minute * timedelta(minutes=1) for minute in range(LARGEST_VELOCITY_LIMIT + 6)]
    assert remembered(*at) == tuple(map(full_minute, at[6:]))
