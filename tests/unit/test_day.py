"""On which day the tests run for a commit."""

from datetime import UTC, datetime
from hashlib import sha1

import pytest

from tests.day import BEFORE, FIRST_YEAR, YEARS, day_of, specials

COMMITS = [sha1(str(number).encode(), usedforsecurity=False).hexdigest() for number in range(400)]
DAYS = [day_of(commit) for commit in COMMITS]


def is_special(day: datetime) -> bool:
    return day + BEFORE in specials(datetime(day.year, 1, 1, tzinfo=UTC))


def test_a_commit_has_one_day() -> None:
    assert [day_of(commit) for commit in COMMITS[:9]] == DAYS[:9]


def test_the_days_are_of_all_years_and_months_and_of_no_other_year() -> None:
    assert {day.year for day in DAYS} == set(range(FIRST_YEAR, FIRST_YEAR + YEARS))
    assert {day.month for day in DAYS} == set(range(1, 13))


def test_most_days_are_ordinary_and_some_are_special() -> None:
    assert 60 < sum(is_special(day) for day in DAYS) < 140


@pytest.mark.parametrize(
    "moment",
    [
        "2027-03-28T01:00",  # Berlin
        "2027-10-31T01:00",
        "2027-03-14T07:00",  # New York
        "2027-11-07T06:00",
        "2027-04-04T03:00",  # Santiago, at midnight
        "2027-03-01T00:00",
        "2028-01-01T00:00",
    ],
)
def test_what_is_special_in_2027(moment: str) -> None:
    assert datetime.fromisoformat(moment).replace(tzinfo=UTC) in specials(datetime(2027, 1, 1, tzinfo=UTC))


def test_a_leap_day_is_special() -> None:
    assert datetime(2028, 2, 29, tzinfo=UTC) in specials(datetime(2028, 1, 1, tzinfo=UTC))
