"""Moments at which something may change: midnights, months, clock changes, ends of windows, and plain jumps."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from tests.model.law_limits import minute_up
from tests.model.law_moments import LONGEST
from tests.model.law_terms import Pairing, Renewal

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe",
    "Africa/Cairo", "Asia/Kathmandu",
)  # fmt: skip
MS, MINUTE, HOUR, DAY = timedelta(milliseconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JUMPS = (MS, 20 * MS, MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, DAY - MS, DAY, 3 * DAY, 12 * DAY, 40 * DAY, 200 * DAY)
SECOND = timedelta(seconds=1)
LAST_YEAR = 2060
BEHIND = 0.1  # how often the next machine has a slower clock


def later(random: Random, now: datetime, pairing: Pairing | None) -> datetime:
    if random.random() < BEHIND:
        return now - random.choice((MS, 20 * MS, 5 * SECOND, 5 * MINUTE))
    waits = pairing and pairing.held and [at for at in _of_hold(pairing.held) if at > now]
    if waits and random.random() < 0.7:
        return random.choice(waits[:2]) + random.choice((-MS, timedelta(0), timedelta(0), MS, MINUTE, DAY))
    if now.year >= LAST_YEAR or random.random() < 0.6:
        return now + random.choice(JUMPS[:6] if random.random() < 0.8 or now.year >= LAST_YEAR else JUMPS)
    moments = [*_ends(pairing), *_midnights(pairing, now)] if pairing else []
    edge = random.choice([at for at in moments if at > now] or [now + HOUR])
    return max(now + MS, edge + random.choice((-MS, timedelta(0), timedelta(0), MS)))


def _ends(pairing: Pairing) -> Iterator[datetime]:
    """Ends of the window to reopen in, and of the velocity guard's."""
    for session in list(pairing.sessions.values())[-6:]:
        yield (session.completed_at or session.booked_at) + DAY
        yield session.booked_at + DAY
        yield minute_up(session.booked_at) + DAY
    yield from (turn + pause for turn in pairing.turns[-6:] for pause in (10 * MINUTE, DAY))
    if turned := pairing.unenrolled_at or pairing.enrolled_at:
        yield from (turned + pause for pause in (10 * MINUTE, 2 * HOUR))


def _of_hold(held: Renewal) -> Iterator[datetime]:
    yield from filter(None, (held.looks_at, held.resumes_at))
    yield held.completed_at + LONGEST


def _midnights(pairing: Pairing, now: datetime) -> Iterator[datetime]:
    zone = pairing.client.zone
    today = pairing.client.today(now)
    days = [today + DAY, (today.replace(day=1) + 32 * DAY).replace(day=1)]
    paused = pairing.settings.paused_until
    for day in days + ([paused + DAY] if paused and paused.year < LAST_YEAR else []):
        yield datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    yield next((at for at in _clock_changes(zone) if at > now), now)


@cache
def _clock_changes(zone: str) -> tuple[datetime, ...]:
    """To the hour, with half-hour changes counted at the hour before."""
    place, start = ZoneInfo(zone), datetime(2026, 11, 1, tzinfo=UTC)
    days = [start + n * DAY for n in range(366 * 8)]
    changing = [day for day in days if _offset(day, place) != _offset(day + DAY, place)]
    return tuple(
        next(day + n * HOUR for n in range(1, 25) if _offset(day + n * HOUR, place) != _offset(day, place))
        for day in changing
    )


def _offset(at: datetime, place: ZoneInfo) -> timedelta | None:
    return at.astimezone(place).utcoffset()
