"""When a hold is decided again (R11, R15), by trying every moment at which an obstacle may pass."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.model.law_decision import decide
from tests.model.law_limits import DAY, minute_up
from tests.model.law_terms import TERMS, Pairing, Renewal

LONGEST, MONTHS = 180 * DAY, 8
SECOND = timedelta(seconds=1)


def resumes_at(pairing: Pairing, renewal: Renewal, velocity_limit: int, now: datetime) -> datetime | None:
    """Nobody books more than 180 days after the completion, or under terms that do not say so."""
    if pairing.terms < TERMS:
        return None
    for at in sorted(_moments(pairing, now)):
        if now < at <= renewal.completed_at + LONGEST and decide(pairing, renewal, velocity_limit, at) == "BOOKED":
            return at
    return None


def _moments(pairing: Pairing, now: datetime) -> Iterator[datetime]:
    zone = pairing.client.zone
    if pairing.settings.paused_until:
        yield first_instant(pairing.settings.paused_until + DAY, zone)
    month = pairing.client.today(now)
    for _ in range(MONTHS):
        month = (month.replace(day=1) + 32 * DAY).replace(day=1)
        yield first_instant(month, zone)
    yield from (minute_up(one.booked_at) + DAY for one in pairing.plus_ones[-24:])


@cache
def first_instant(day: date, zone: str) -> datetime:
    """Of this day there, by halving."""
    before = datetime.combine(day, time(), UTC) - 2 * DAY
    least, most = 0, 4 * 24 * 60 * 60
    while most - least > 1:
        half = (least + most) // 2
        is_there = (before + half * SECOND).astimezone(ZoneInfo(zone)).date() >= day
        least, most = (least, half) if is_there else (half, most)
    return before + most * SECOND
