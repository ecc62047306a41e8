"""R12: what a save makes of a hold, in its own transaction."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from plus_one.actions.saved_hold import decide_hold
from plus_one.domain.ids import EventId, ulid
from plus_one.domain.pairings import Pairing
from plus_one.domain.previews import Change, preview_after
from plus_one.domain.profiles import Profile
from plus_one.domain.renewals import Reason, Renewal
from plus_one.domain.requests import Asked
from plus_one.domain.settings import DEFAULTS, Settings
from tests.builders import CLIENT, ENROLLED, MS, NOW, RATE, pairing, renewal, usd

DAY = timedelta(days=1)
HELD = renewal().held(Reason.PAUSED, NOW + 30 * DAY, NOW - DAY)


def saved(settings: Settings = DEFAULTS, **given: Any) -> Pairing:
    known = pairing(on_deck=0, renewal=HELD, enrollment=replace(ENROLLED, settings=settings))
    return replace(known, **given)


def decided(known: Pairing, *, stopped: bool = False) -> Any:
    return decide_hold(Asked(now=NOW, event_id=EventId(ulid(NOW, 1))), known, 3, is_stopped=stopped)


def test_without_a_hold_a_save_decides_nothing() -> None:
    known = saved(renewal=renewal())
    assert decided(known) == (known, [], None)


def test_a_save_books_what_nothing_holds_back_right_after_itself() -> None:
    done = decided(saved())
    assert (done.booked.session.rate, done.booked.event.at) == (RATE, NOW + MS)
    assert (done.pairing.on_deck, done.pairing.renewal.reason) == (1, Reason.BOOKED)
    assert len(done.writes) == 2


def test_while_bookings_are_stopped_the_moment_is_now_and_the_sweep_books() -> None:
    done = decided(saved(), stopped=True)
    assert done.booked is None
    assert (done.pairing.hold.reason, done.pairing.hold.resumes_at) == (Reason.PAUSED, NOW)
    assert len(done.writes) == 1


@pytest.mark.parametrize(
    ("settings", "reason", "resumes_at"),
    [
        (Settings(paused_until=date(2026, 11, 30)), Reason.PAUSED, "2026-12-01"),
        (Settings(stop_after=0), Reason.STOP_AFTER_REACHED, None),
        (Settings(max_rate=usd(1)), Reason.RATE_ABOVE_MAXIMUM, None),
    ],
)
def test_a_save_moves_the_moment_earlier_or_later_or_away(
    settings: Settings, reason: Reason, resumes_at: str | None
) -> None:
    done = decided(saved(settings))
    moment = done.pairing.hold.resumes_at
    assert (done.pairing.hold.reason, moment and f"{moment:%Y-%m-%d}") == (reason, resumes_at)
    assert len(done.writes) == 1


def test_a_save_that_leaves_reason_and_moment_writes_nothing() -> None:
    until = NOW.date() + 29 * DAY
    same = replace(HELD, resumes_at=(NOW + 30 * DAY).replace(hour=0, minute=0, microsecond=0))
    known = saved(Settings(paused_until=until), renewal=same)
    assert decided(known) == (known, [], None)


ENDED = pairing(auto_renewal=False).last_package


def test_a_hold_that_nothing_can_book_any_longer_ends_with_the_save() -> None:
    done = decided(saved(last_package=ENDED))
    assert (done.pairing.hold, done.pairing.renewal.reason) == (None, Reason.PACKAGE_NOT_RENEWABLE)
    assert len(done.writes) == 1


@pytest.mark.parametrize(
    ("given", "settings", "hold"),
    [
        ({}, DEFAULTS, HELD),  # it would book: a preview is of what comes next, and says so in words
        ({}, Settings(stop_after=0), replace(HELD, reason=Reason.STOP_AFTER_REACHED, resumes_at=None)),
        ({"last_package": ENDED}, DEFAULTS, None),
    ],
)
def test_a_preview_shows_the_hold_as_the_save_would_leave_it(
    given: Any, settings: Settings, hold: Renewal | None
) -> None:
    person = Profile(user_id=CLIENT, name="Iris Novak", email="iris@example.com")
    change = Change(None, settings)
    then = preview_after(saved(**given), person, change, velocity_limit=3, now=NOW).pairing.hold
    assert (then and (then.reason, then.resumes_at)) == (hold and (hold.reason, hold.resumes_at))
