"""Days and months are those of the client's time zone (product.md, "What a client can adjust")."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from plus_one.domain.days import MS, day_of, first_instant, month_of, next_month, years_after, zone
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


ODD_ZONES = (
    "UTC", "Europe/Berlin", "Africa/Cairo", "America/Havana", "America/Santiago", "America/Nuuk", "Asia/Beirut",
    "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD_ZONES)
def test_no_moment_of_a_day_is_before_its_first_instant(name: str) -> None:
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        first = first_instant(day, name)
        assert day_of(first, name) == day
        assert day_of(first - MS, name) < day


@pytest.mark.parametrize(
    ("day", "name", "moment"),
    [
        (date(2026, 4, 24), "Africa/Cairo", datetime(2026, 4, 23, 22, tzinfo=UTC)),  # at one o'clock
        (date(2011, 12, 30), "Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # left out: that of the 31st
        (date(2011, 12, 31), "Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
        (date(2026, 11, 1), "America/Havana", datetime(2026, 11, 1, 4, tzinfo=UTC)),  # the first of two midnights
    ],
)
def test_a_day_without_a_midnight_begins_when_the_clocks_jump_over_it(day: date, name: str, moment: datetime) -> None:
    assert first_instant(day, name) == moment


def test_after_december_comes_january() -> None:
    assert next_month(LATE_IN_NOVEMBER, "UTC") == datetime(2026, 12, 1, tzinfo=UTC)
    assert next_month(LATE_IN_NOVEMBER, "Europe/Berlin") == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert next_month(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "UTC") == datetime(2027, 1, 1, tzinfo=UTC)
