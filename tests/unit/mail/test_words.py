"""Counts, moments and people's own text in plain words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from plus_one.mail.words import day, exact_moment, moment, one_line, shortened


@pytest.mark.parametrize(
    ("utc", "zone", "expected"),
    [
        ("2026-11-23T10:00", "UTC", "Mon 23 Nov 2026, 10:00 (UTC)"),
        ("2026-11-23T10:00", "Europe/Berlin", "Mon 23 Nov 2026, 11:00 (Europe/Berlin, UTC+1)"),
        ("2026-11-23T10:00", "Europe/London", "Mon 23 Nov 2026, 10:00 (Europe/London, UTC+0)"),
        ("2026-11-23T03:00", "America/New_York", "Sun 22 Nov 2026, 22:00 (America/New_York, UTC-5)"),
        ("2026-11-23T19:00", "Asia/Kolkata", "Tue 24 Nov 2026, 00:30 (Asia/Kolkata, UTC+5:30)"),
        ("2026-12-31T20:00", "Pacific/Auckland", "Fri 1 Jan 2027, 09:00 (Pacific/Auckland, UTC+13)"),
        ("2026-07-01T10:00", "America/St_Johns", "Wed 1 Jul 2026, 07:30 (America/St_Johns, UTC-2:30)"),
    ],
)
def test_a_moment_is_told_in_the_time_zone_with_its_name(utc: str, zone: str, expected: str) -> None:
    assert moment(datetime.fromisoformat(f"{utc}:59.999+00:00"), ZoneInfo(zone)) == expected


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    told = [moment(datetime(2026, 10, 25, hour, 30, tzinfo=UTC), berlin) for hour in (0, 1)]
    assert told == ["Sun 25 Oct 2026, 02:30 (Europe/Berlin, UTC+2)", "Sun 25 Oct 2026, 02:30 (Europe/Berlin, UTC+1)"]


def test_the_hour_that_is_left_out_is_never_told() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    told = [moment(datetime(2026, 3, 29, hour, 59, tzinfo=UTC), berlin) for hour in (0, 1)]
    assert told == ["Sun 29 Mar 2026, 01:59 (Europe/Berlin, UTC+1)", "Sun 29 Mar 2026, 03:59 (Europe/Berlin, UTC+2)"]


def test_a_receipt_has_the_seconds() -> None:
    at = datetime(2026, 11, 23, 10, 0, 5, 999999, UTC)
    assert exact_moment(at, ZoneInfo("UTC")) == "Mon 23 Nov 2026, 10:00:05 (UTC)"


def test_a_day_is_the_day_there() -> None:
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert [day(at, ZoneInfo(zone)) for zone in ("UTC", "Pacific/Auckland")] == ["23 November 2026", "23 November 2026"]
    assert day(at.replace(hour=12), ZoneInfo("Pacific/Auckland")) == "24 November 2026"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Maya Chen", "Maya Chen"),
        ("J.R. O'Neil", "J.R. O'Neil"),
        ("Zoë Łukasz 田中", "Zoë Łukasz 田中"),
        ("Level 2.0, 3.5 km", "Level 2.0, 3.5 km"),
        ("  a \t b\r\nBcc: c ", "a b Bcc: c"),
        ("a\x00\x1b\x7f\x85b", "a b"),
        ("a\u2028b\u2029c", "a b c"),
        ("\u202egro.live\u202c \u2066x\u2069 \u200f\u200b\ufeff", "gro. live x"),
        ("evil.example", "evil. example"),
        ("www.evil.example/a.php", "www. evil. example/a. php"),
        ("http://evil.example", "http: //evil. example"),
        ("http://127.0.0.1", "http: //127.0.0.1"),
        ("pay@evil.example", "pay@evil. example"),
        ("evil\u3002example evil\uff0eexample", "evil. example evil. example"),
        ("St.John", "St. John"),
        ("evil.e\u200dxample", "evil. e\u200dxample"),
        ("=?utf-8?Q?=E2=80=AEBank?=", "= ?utf-8?Q?=E2=80=AEBank?="),
        ("\u2066a\u2069\u200d", "a"),
    ],
)
def test_peoples_text_is_one_harmless_line(typed: str, shown: str) -> None:
    assert one_line(typed, 100) == shown


def test_what_is_cut_says_so() -> None:
    assert shortened("a" * 60, 60) == "a" * 60
    assert shortened("a" * 61, 60) == "a" * 59 + "…"
    assert one_line("a " * 1000, 60) == "a " * 29 + "a…"
