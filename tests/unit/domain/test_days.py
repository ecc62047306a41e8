"""Days and months are those of the client's time zone (product.md, "What a client can adjust")."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from plus_one.domain.days import day_of, month_of, zone
from tests.builders import NOW

LATE_IN_NOVEMBER = NOW.replace(day=30, hour=23, minute=30)


def test_a_day_is_the_day_where_the_client_lives() -> None:
    assert day_of(LATE_IN_NOVEMBER, "UTC") == date(2026, 11, 30)
    assert day_of(LATE_IN_NOVEMBER, "Europe/Berlin") == date(2026, 12, 1)


def test_a_calendar_month_is_that_where_the_client_lives() -> None:
    assert month_of(LATE_IN_NOVEMBER, "UTC") == "2026-11"
    assert month_of(LATE_IN_NOVEMBER, "Europe/Berlin") == "2026-12"


def test_a_known_name_is_its_zone() -> None:
    assert zone("Asia/Tokyo") == ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize("name", ["No/Such_Zone", "../escape", "/etc/passwd", "", "America", "a\0b", "é", "a" * 300])
def test_a_name_that_is_no_time_zone_any_more_is_utc(name: str) -> None:
    assert zone(name) == ZoneInfo("UTC")
