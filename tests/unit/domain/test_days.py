"""Days and months are those of the client's time zone (product.md, "What a client can adjust")."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from plus_one.domain.days import day_of, month_of, years_after, zone
from tests.builders import NOW

LATE_IN_NOVEMBER = NOW.replace(day=30, hour=23, minute=30)


def test_a_day_is_the_day_where_the_client_lives() -> None:
    assert day_of(LATE_IN_NOVEMBER, "UTC") == date(2026, 11, 30)
    assert day_of(LATE_IN_NOVEMBER, "Europe/Berlin") == date(2026, 12, 1)


def test_a_calendar_month_is_that_where_the_client_lives() -> None:
    assert month_of(LATE_IN_NOVEMBER, "UTC") == "2026-11"
    assert month_of(LATE_IN_NOVEMBER, "Europe/Berlin") == "2026-12"


def test_so_many_years_later_is_the_same_day_and_after_a_leap_day_the_first_of_march() -> None:
    assert years_after(NOW, 5) == NOW.replace(year=2031)
    assert years_after(datetime(2028, 2, 29, 23, 59, tzinfo=UTC), 4) == datetime(2032, 2, 29, 23, 59, tzinfo=UTC)
    assert years_after(datetime(2028, 2, 29, 23, 59, tzinfo=UTC), 5) == datetime(2033, 3, 1, 23, 59, tzinfo=UTC)


def test_a_known_name_is_its_zone() -> None:
    assert zone("Asia/Tokyo") == ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize("name", ["No/Such_Zone", "../escape", "/etc/passwd", "", "America", "a\0b", "é", "a" * 300])
def test_a_name_that_is_no_time_zone_any_more_is_utc(name: str) -> None:
    assert zone(name) == ZoneInfo("UTC")
