"""Windows of 24 hours that begin with the first of what is counted (product.md, "Limits")."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from plus_one.domain.limits import MOST_ENROLLINGS, NEVER, Window, full_minute
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import TooManyEnrollments
from plus_one.domain.settings import DEFAULTS
from tests.builders import ENDED_BY, MS, NOW, pairing

DAY, HOUR, MINUTE = timedelta(hours=24), timedelta(hours=1), timedelta(minutes=1)
NOON = full_minute(NOW)


def test_a_window_begins_with_the_first_and_counts_the_others() -> None:
    assert NEVER.with_one_more(NOON).with_one_more(NOON + HOUR) == Window(NOON, 2)
    assert NEVER.with_one_more(NOON + MS) == Window(NOON + MINUTE, 1)


def test_the_next_window_begins_after_24_hours() -> None:
    full = Window(NOON, 5)
    assert [full.is_full(5, NOON + DAY - MS), full.is_full(5, NOON + DAY), full.is_full(6, NOON)] == [
        True,
        False,
        False,
    ]
    assert full.with_one_more(NOON + DAY) == Window(NOON + DAY, 1)


def test_a_window_of_a_clock_that_was_far_ahead_counts_for_nothing() -> None:
    assert not Window(NOON + HOUR + MINUTE, 5).is_full(5, NOON)
    assert Window(NOON + HOUR, 5).is_full(5, NOON)


def test_when_a_window_ends_is_rounded_up_to_seconds() -> None:
    assert Window(NOON, 1).ends_in(NOON + DAY - timedelta(seconds=2, milliseconds=-1)) == 2


def off(known: Pairing) -> Pairing:
    return replace(known, enrollment=known.enrollment.turned_off(ENDED_BY, NOON))


def turned(times: int) -> Pairing:
    """Off and on."""
    known = replace(pairing(), client_time_zone="Europe/Berlin")
    for _ in range(times):
        known = off(known).with_settings(DEFAULTS, NOON)
    return known


def test_plus_one_is_turned_on_ten_times_in_a_window() -> None:
    ten = off(turned(MOST_ENROLLINGS))
    with pytest.raises(TooManyEnrollments):
        ten.with_settings(DEFAULTS, NOON + DAY - MS)
    assert ten.with_settings(DEFAULTS, NOON + DAY).enrollings == Window(NOON + DAY, 1)


def test_settings_can_be_saved_as_often_as_somebody_likes() -> None:
    known = turned(MOST_ENROLLINGS)
    for _ in range(20):
        known = known.with_settings(DEFAULTS, NOON)
    assert known.enrollings == Window(NOON, MOST_ENROLLINGS)


def test_who_is_refused_reads_from_when_it_is_possible_again() -> None:
    with pytest.raises(TooManyEnrollments) as refused:
        off(turned(MOST_ENROLLINGS)).with_settings(DEFAULTS, NOON)
    again = (NOON + DAY).astimezone(ZoneInfo("Europe/Berlin"))
    assert refused.value.detail == (
        "You can turn the +1 Program on 10 times in 24 hours with one coach. "
        f"You can turn it on again on {again.day} {again:%B %Y, %H:%M} (Europe/Berlin)."
    )
