"""R11, R12, R15: when a hold is decided again. Moments are in UTC, days in the client's time zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from plus_one.domain.days import month_of
from plus_one.domain.decision import Book, Skip
from plus_one.domain.events import BOTH, Side
from plus_one.domain.holds import LONGEST, Hold, outcome, who_hears
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import HOLDS, Reason
from plus_one.domain.settings import Settings
from tests.builders import ENROLLED, NOW, RATE, pairing, renewal, usd

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NEVER = None
ALWAYS_FULL, FULL = usd(RATE.amount - 1), RATE


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def held(now: datetime, zone: str = "UTC", velocity_limit: int = 0, *, terms: str = "2026-12", **known: Any) -> Any:
    """What the renewal of a completion at this moment becomes at once."""
    given = {name: known.pop(name) for name in Settings.__dataclass_fields__ if name in known}
    enrollment = replace(ENROLLED, settings=Settings(**given), terms_version=terms)
    of = pairing(on_deck=0, enrollment=enrollment, client_time_zone=zone, **known)
    return outcome(of, renewal(completed_at=now), velocity_limit=velocity_limit, now=now)


@pytest.mark.parametrize(
    ("now", "last_day", "zone", "moment"),
    [
        ("2026-12-08T10:00", "2027-01-10", "UTC", "2027-01-11T00:00"),
        ("2026-12-08T10:00", "2026-12-08", "UTC", "2026-12-09T00:00"),
        # on both sides of the date line
        ("2026-12-08T10:00", "2027-01-10", "Pacific/Kiritimati", "2027-01-10T10:00"),
        ("2026-12-08T10:00", "2027-01-10", "Pacific/Pago_Pago", "2027-01-11T11:00"),
        # before and after the clocks change, and on that day
        ("2027-03-01T10:00", "2027-03-27", "Europe/Berlin", "2027-03-27T23:00"),
        ("2027-03-01T10:00", "2027-03-28", "Europe/Berlin", "2027-03-28T22:00"),
        ("2026-10-01T10:00", "2026-10-24", "Europe/Berlin", "2026-10-24T22:00"),
        ("2026-10-01T10:00", "2026-10-25", "Europe/Berlin", "2026-10-25T23:00"),
        # 24 April 2026 has no midnight in Cairo: it begins at one o'clock
        ("2026-04-01T10:00", "2026-04-23", "Africa/Cairo", "2026-04-23T22:00"),
        # 30 December 2011 was left out in Samoa: after the 29th came the 31st
        ("2011-12-20T10:00", "2011-12-29", "Pacific/Apia", "2011-12-30T10:00"),
        ("2011-12-20T10:00", "2011-12-30", "Pacific/Apia", "2011-12-30T10:00"),
    ],
)
def test_a_pause_ends_with_the_first_instant_of_the_next_day(now: str, last_day: str, zone: str, moment: str) -> None:
    decided = held(at(now), zone, paused_until=date.fromisoformat(last_day))
    assert decided == Hold(Reason.PAUSED, at(moment))


@pytest.mark.parametrize(
    ("now", "zone", "moment"),
    [
        ("2026-11-23T10:00", "UTC", "2026-12-01T00:00"),
        ("2026-12-31T23:59", "UTC", "2027-01-01T00:00"),
        ("2026-12-31T23:59", "Europe/Berlin", "2027-01-31T23:00"),
        ("2026-12-31T12:00", "Pacific/Kiritimati", "2027-01-31T10:00"),
        ("2027-01-01T10:59", "Pacific/Pago_Pago", "2027-01-01T11:00"),
        ("2028-02-29T10:00", "UTC", "2028-03-01T00:00"),
        # 1 October 2017 had no midnight in Asuncion: the month began at one o'clock
        ("2017-09-15T10:00", "America/Asuncion", "2017-10-01T04:00"),
    ],
)
def test_a_full_cap_has_room_in_the_next_month(now: str, zone: str, moment: str) -> None:
    spent = {month_of(at(now), zone): RATE.amount}
    assert held(at(now), zone, monthly_spend_cap=FULL, spent=spent) == Hold(Reason.SPEND_CAP_REACHED, at(moment))


PAUSED = {"paused_until": date(2026, 11, 30)}
THREE_TODAY = {"recent_plus_ones": tuple(NOW.replace(second=0, microsecond=0) - n * MINUTE for n in (30, 20, 10))}


@pytest.mark.parametrize(
    ("known", "reason", "moment"),
    [
        # two obstacles: the reason is the first one's, the moment that of the last to pass
        (PAUSED | {"monthly_spend_cap": FULL, "spent": {"2026-11": 1}}, Reason.PAUSED, "2026-12-01T00:00"),
        (PAUSED | {"monthly_spend_cap": FULL, "spent": {"2026-12": 1}}, Reason.PAUSED, "2027-01-01T00:00"),
        (
            {"monthly_spend_cap": FULL, "spent": {"2026-11": 1, "2026-12": 1}},
            Reason.SPEND_CAP_REACHED,
            "2027-01-01T00:00",
        ),
        (THREE_TODAY, Reason.VELOCITY_GUARD, "2026-11-24T09:30"),
        (THREE_TODAY | {"paused_until": date(2026, 11, 23)}, Reason.PAUSED, "2026-11-24T09:30"),
        (THREE_TODAY | {"paused_until": date(2026, 11, 24)}, Reason.PAUSED, "2026-11-25T00:00"),
        # nothing but the client ends these
        ({"monthly_spend_cap": ALWAYS_FULL}, Reason.SPEND_CAP_REACHED, NEVER),
        ({"stop_after": 0}, Reason.STOP_AFTER_REACHED, NEVER),
        ({"max_rate": ALWAYS_FULL}, Reason.RATE_ABOVE_MAXIMUM, NEVER),
        ({"client_undeliverable": True}, Reason.NOTICE_UNDELIVERABLE, NEVER),
        (PAUSED | {"monthly_spend_cap": ALWAYS_FULL}, Reason.PAUSED, NEVER),
        (PAUSED | {"stop_after": 0}, Reason.PAUSED, NEVER),
        (PAUSED | {"max_rate": ALWAYS_FULL}, Reason.PAUSED, NEVER),
        (PAUSED | {"client_undeliverable": True}, Reason.PAUSED, NEVER),
        # who enrolled under older terms is asked
        (PAUSED | {"terms": "2026-11"}, Reason.PAUSED, NEVER),
        (PAUSED | {"terms": None}, Reason.PAUSED, NEVER),
        (PAUSED | {"terms": "2027-06"}, Reason.PAUSED, "2026-12-01T00:00"),
    ],
)
def test_a_hold_has_the_reason_of_now_and_the_moment_of_the_last_obstacle(
    known: dict[str, Any], reason: Reason, moment: str | None
) -> None:
    assert held(NOW, velocity_limit=3, **known) == Hold(reason, at(moment) if moment else None)


def test_nothing_books_more_than_180_days_after_its_completion() -> None:
    last = (NOW + LONGEST).date()
    midnight = datetime(last.year, last.month, last.day, tzinfo=UTC)
    assert held(NOW, paused_until=last - DAY) == Hold(Reason.PAUSED, midnight)
    assert held(NOW, paused_until=last) == Hold(Reason.PAUSED, None)


def test_the_180_days_begin_with_the_completion_and_not_with_a_later_look_at_it() -> None:
    of, known = renewal(completed_at=NOW - 170 * DAY), _paused_until(date(2026, 12, 10))
    assert outcome(known, of, velocity_limit=0, now=NOW) == Hold(Reason.PAUSED, None)
    assert outcome(known, replace(of, completed_at=NOW), velocity_limit=0, now=NOW).resumes_at  # type: ignore[union-attr]


def test_a_cap_that_is_full_for_many_months_waits_for_the_client() -> None:
    months = {f"{year}-{month:02}": RATE.amount for year in (2026, 2027) for month in range(1, 13)}
    assert held(NOW, monthly_spend_cap=FULL, spent=months) == Hold(Reason.SPEND_CAP_REACHED, None)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"enrolled": False}, Reason.NOT_ENROLLED),
        ({"deck_seq": 2}, Reason.ALREADY_ON_DECK),
        ({"on_deck": 1}, Reason.ALREADY_ON_DECK),
        ({"coach_has_ended": True}, Reason.COACH_ENDED),
        ({"auto_renewal": False}, Reason.PACKAGE_NOT_RENEWABLE),
        ({"rate": usd(0)}, Reason.ZERO_RATE),
    ],
)
def test_what_does_not_pass_is_no_hold(changed: dict[str, Any], reason: Reason) -> None:
    assert reason not in HOLDS
    known = pairing(**{"on_deck": 0} | changed)
    assert outcome(known, renewal(), velocity_limit=0, now=NOW) == Skip(reason)


def test_without_an_obstacle_it_books() -> None:
    assert outcome(pairing(on_deck=0), renewal(), velocity_limit=0, now=NOW) == Book(RATE)


def _paused_until(day: date) -> Pairing:
    return pairing(on_deck=0, enrollment=replace(ENROLLED, settings=Settings(paused_until=day)))


MOMENT = at("2027-01-11T00:00")
TOLD = renewal().held(Reason.PAUSED, MOMENT, NOW)


@pytest.mark.parametrize(
    ("after", "zone", "told"),
    [
        (TOLD, "UTC", True),
        (replace(TOLD, resumes_at=MOMENT + 23 * timedelta(hours=1)), "UTC", True),
        (replace(TOLD, resumes_at=MOMENT + DAY), "UTC", False),
        (replace(TOLD, resumes_at=MOMENT + 6 * timedelta(hours=1)), "America/New_York", False),
        (replace(TOLD, resumes_at=None), "UTC", False),
        (replace(TOLD, reason=Reason.SPEND_CAP_REACHED), "UTC", False),
    ],
)
def test_a_client_knows_a_hold_by_its_reason_and_its_day(after: Any, zone: str, *, told: bool) -> None:
    assert who_hears(TOLD, after, zone) == (() if told else (Side.CLIENT,))


@pytest.mark.parametrize(
    ("waits", "reminded_after"),
    [
        (7 * DAY, None),
        (7 * DAY + timedelta(milliseconds=1), 4 * DAY + timedelta(milliseconds=1)),
        (30 * DAY, 27 * DAY),
        (None, None),
    ],
)
def test_a_client_is_reminded_three_days_before_a_moment_that_is_more_than_seven_away(
    waits: timedelta | None, reminded_after: timedelta | None
) -> None:
    hold = renewal().held(Reason.PAUSED, None if waits is None else NOW + waits, NOW)
    assert hold.remind_at == (reminded_after and NOW + reminded_after)
    assert (hold.is_held, hold.is_open, hold.settled_at) == (True, True, NOW)


def test_what_ends_a_hold_takes_moment_and_reminder_with_it() -> None:
    hold = renewal().held(Reason.PAUSED, NOW + 30 * DAY, NOW)
    for ended in (hold.booked(NOW), hold.skipped(Reason.NOT_ENROLLED, NOW)):
        assert (ended.resumes_at, ended.remind_at, ended.is_open) == (None, None, False)


def test_nobody_is_mailed_while_the_guard_holds_for_some_hours() -> None:
    """A mail for each would break the promise of 40 a day; the mail of the booking tells."""
    pending = renewal()
    brief = pending.held(Reason.VELOCITY_GUARD, NOW + timedelta(hours=3), NOW)
    asked = pending.held(Reason.VELOCITY_GUARD, None, NOW)
    paused = pending.held(Reason.PAUSED, NOW + timedelta(days=3), NOW)
    assert who_hears(pending, brief, "UTC") == who_hears(paused, brief, "UTC") == ()
    assert who_hears(pending, asked, "UTC") == who_hears(brief, paused, "UTC") == BOTH
