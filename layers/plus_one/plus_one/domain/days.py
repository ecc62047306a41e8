"""Moments as text, always in UTC; days and months are those of the client's time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MS = timedelta(milliseconds=1)
MOST_AHEAD = timedelta(hours=1)


def rfc3339(moment: datetime) -> str:
    """With milliseconds, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def years_after(moment: datetime, years: int) -> datetime:
    """The same day of a later year; 1 March where there is no 29 February."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, month=3, day=1)


def zone(name: str) -> ZoneInfo:
    """UTC for a name that the time zone data no longer knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def day_of(moment: datetime, time_zone: str) -> date:
    return moment.astimezone(zone(time_zone)).date()


def in_words(day: date) -> str:
    """Like 1 March 2027."""
    return f"{day.day} {day:%B %Y}"


def month_of(moment: datetime, time_zone: str) -> str:
    """Like 2026-11."""
    return f"{day_of(moment, time_zone):%Y-%m}"


def first_instant(day: date, time_zone: str) -> datetime:
    """Of this day there. Where a day has no midnight, that is when the clocks jump over it."""
    return datetime(day.year, day.month, day.day, tzinfo=zone(time_zone)).astimezone(UTC)


def next_month(moment: datetime, time_zone: str) -> datetime:
    """The first instant of the month after it."""
    day = day_of(moment, time_zone)
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)  # noqa: PLR2004
    return first_instant(date(year, month, 1), time_zone)


def later_than(now: datetime, *earlier: datetime | None) -> datetime:
    """A moment that is more than an hour ahead comes from a broken clock. It does not count, or it would hold up the
    time of its pairing for as long as it is ahead."""
    return max([now, *(moment + MS for moment in earlier if moment and moment - now <= MOST_AHEAD)])


def is_recent(moment: datetime, window: timedelta, now: datetime) -> bool:
    """In the window that ends now, as far as clocks can be believed."""
    return now - window < moment <= now + MOST_AHEAD
