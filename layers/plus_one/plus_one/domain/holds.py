"""What a due or held renewal becomes (R11, R12). A passing obstacle is a hold, and `decide` is asked when it passes."""

from datetime import datetime, timedelta
from typing import NamedTuple

from plus_one.domain.days import day_of, first_instant, next_month
from plus_one.domain.decision import Book, Skip, decide
from plus_one.domain.events import BOTH, Side
from plus_one.domain.limits import room_at
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import HOLDS, Reason, Renewal

LONGEST = timedelta(days=180)
# A pause, the cap of this month and of the next one, and the guard after it; each is asked again at the next moment.
_MOST_OBSTACLES = 10


class Hold(NamedTuple):
    """`resumes_at`: None if nothing but the client can end it."""

    reason: Reason
    resumes_at: datetime | None


type Outcome = Book | Hold | Skip


def outcome(pairing: Pairing, renewal: Renewal, *, velocity_limit: int, now: datetime) -> Outcome:
    decision = _decide(pairing, renewal, velocity_limit, now)
    if isinstance(decision, Book) or decision.reason not in HOLDS:
        return decision
    return Hold(decision.reason, _resumes_at(pairing, renewal, velocity_limit, now))


def who_hears(before: Renewal, held: Renewal, time_zone: str) -> tuple[Side, ...]:
    """R12: both, and later the client again, if the reason or the day differs: a coach would read the same as before.
    Of what the guard holds for some hours, its booking tells."""
    if _is_brief(held):
        return ()
    if not before.is_held or _is_brief(before):
        return BOTH
    is_known = (before.reason, _day(before, time_zone)) == (held.reason, _day(held, time_zone))
    return () if is_known else (Side.CLIENT,)


def _resumes_at(pairing: Pairing, renewal: Renewal, velocity_limit: int, now: datetime) -> datetime | None:
    if not pairing.enrollment.allows_resuming:
        return None
    moment = _books_at(pairing, renewal, velocity_limit, now)
    return moment if moment and moment - renewal.completed_at <= LONGEST else None


def _books_at(pairing: Pairing, renewal: Renewal, velocity_limit: int, now: datetime) -> datetime | None:
    """The earliest moment at which the decision is to book, if nobody does anything."""
    for _ in range(_MOST_OBSTACLES):
        decision = _decide(pairing, renewal, velocity_limit, now)
        if isinstance(decision, Book):
            return now
        passes = _passes(pairing, decision.reason, velocity_limit, now)
        if passes is None or passes <= now:
            return None
        now = passes
    return None


def _passes(pairing: Pairing, reason: Reason, velocity_limit: int, now: datetime) -> datetime | None:
    settings, time_zone = pairing.enrollment.settings, pairing.client_time_zone
    match reason:
        case Reason.PAUSED if settings.paused_until:
            return first_instant(settings.paused_until + timedelta(days=1), time_zone)
        case Reason.SPEND_CAP_REACHED if settings.monthly_spend_cap:
            fits = pairing.rate.amount <= settings.monthly_spend_cap.amount
            return next_month(now, time_zone) if fits else None
        case Reason.VELOCITY_GUARD:
            return room_at(pairing.recent_plus_ones, velocity_limit, now)
    return None


def _decide(pairing: Pairing, renewal: Renewal, velocity_limit: int, now: datetime) -> Book | Skip:
    return decide(pairing, epoch=renewal.epoch, deck_seq=renewal.deck_seq, velocity_limit=velocity_limit, now=now)


def _is_brief(held: Renewal) -> bool:
    return held.reason is Reason.VELOCITY_GUARD and held.resumes_at is not None


def _day(renewal: Renewal, time_zone: str) -> object:
    return renewal.resumes_at and day_of(renewal.resumes_at, time_zone)
