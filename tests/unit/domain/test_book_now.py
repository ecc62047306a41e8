"""R13: what a tap books, what it passes, and what refuses it, in which order."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest

from plus_one.domain import refusals
from plus_one.domain.book_now import BookNow, Tap, book_now, bookable, check
from plus_one.domain.ids import SessionId
from plus_one.domain.limits import full_minute
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason, RenewalState, unwritten
from plus_one.domain.settings import Settings
from tests.builders import ENDED_BY, ENROLLED, LAST_SESSION_ID, MS, NOW, RATE, pairing, renewal, usd

DAY = timedelta(days=1)
HELD = renewal().held(Reason.PAUSED, NOW + DAY, NOW)
TAP = Tap(LAST_SESSION_ID, 1, RATE)
OFF = ENROLLED.turned_off(ENDED_BY, NOW)
STOPPED = {"stopped": True}
NO_PACKAGE = pairing(auto_renewal=False).last_package
FREE = pairing(rate=usd(0)).last_package

# In the order of the law. Each is one change of what can be booked, and of how it is asked.
type Obstacle = tuple[type[refusals.Refusal], dict[str, Any], dict[str, Any]]
OBSTACLES: list[Obstacle] = [
    (refusals.NotEnrolled, {"enrollment": OFF}, {}),
    (refusals.AlreadyOnDeck, {"on_deck": 1}, {}),
    (refusals.NothingToBook, {}, {"tap": TAP._replace(completion=2)}),
    (refusals.PlusOneUsed, {"renewal": HELD.booked(NOW)}, {}),
    (refusals.CoachEnded, {"coach_has_ended": True}, {}),
    (refusals.ProgramStopped, {}, STOPPED),
    (refusals.PackageNotRenewable, {"last_package": NO_PACKAGE}, {}),
    (refusals.ZeroRate, {"last_package": FREE}, {}),
    (refusals.NoticeUndeliverable, {"client_undeliverable": True}, {}),
    (refusals.VelocityGuard, {"recent_plus_ones": (NOW, NOW, NOW)}, {}),
    (refusals.RateChanged, {}, {"tap": TAP._replace(rate=usd(1))}),
]
# A free package is not one without renewal: of these two, one takes the place of the other.
PAIRS = [(one, other) for one, other in combinations(OBSTACLES, 2) if not one[1].keys() & other[1].keys()]
TELLING = {
    refusals.CoachEnded: Reason.COACH_ENDED,
    refusals.ProgramStopped: Reason.PROGRAM_STOPPED,
    refusals.PackageNotRenewable: Reason.PACKAGE_NOT_RENEWABLE,
    refusals.ZeroRate: Reason.ZERO_RATE,
    refusals.NoticeUndeliverable: Reason.NOTICE_UNDELIVERABLE,
    refusals.VelocityGuard: Reason.VELOCITY_GUARD,
}


def held(**changed: Any) -> Pairing:
    return replace(pairing(on_deck=0, renewal=HELD), **changed)


def tapped(known: Pairing, tap: Tap = TAP, *, stopped: bool = False) -> Any:
    return check(known, tap, velocity_limit=3, stopped=stopped, now=NOW)


@pytest.mark.parametrize(("refusal", "changed", "asked"), OBSTACLES)
def test_each_of_these_refuses_a_tap(refusal: type[Exception], changed: Any, asked: Any) -> None:
    with pytest.raises(refusal):
        tapped(held(**changed), **asked)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_of_two_the_first_in_the_law_is_told(first: Obstacle, second: Obstacle) -> None:
    changed, asked = second[1] | first[1], second[2] | first[2]
    if "tap" in first[2] and "tap" in second[2]:
        asked = {"tap": Tap(LAST_SESSION_ID, 2, usd(1))}
    with pytest.raises(first[0]):
        tapped(held(**changed), **asked)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(paused_until=date(2027, 1, 10)),
        Settings(stop_after=0),
        Settings(monthly_spend_cap=usd(0)),
        Settings(max_rate=usd(0)),
        Settings(paused_until=date(2027, 1, 10), stop_after=0, monthly_spend_cap=usd(0), max_rate=usd(0)),
    ],
)
def test_a_tap_passes_the_client_s_own_limits(settings: Settings) -> None:
    assert tapped(held(enrollment=replace(ENROLLED, settings=settings))) == HELD


@pytest.mark.parametrize(
    "latest",
    [
        renewal(),
        HELD,
        replace(HELD, resumes_at=None),
        renewal().skipped(Reason.PAUSED, NOW),
        renewal().skipped(Reason.ENROLLMENT_CHANGED, NOW),
        unwritten(renewal()),
        renewal(epoch=0),
    ],
)
def test_it_makes_no_difference_what_became_of_the_renewal(latest: Any) -> None:
    assert tapped(held(renewal=latest)) == latest
    assert bookable(held(renewal=latest)) == latest


@pytest.mark.parametrize(
    ("changed", "tap"),
    [
        ({"renewal": None}, TAP),
        ({}, TAP._replace(session_id=SessionId("another"))),
        ({"deck_seq": 2}, TAP),
        ({"renewal": HELD.skipped(Reason.ALREADY_ON_DECK, NOW), "deck_seq": 2}, TAP),
    ],
)
def test_what_is_not_the_latest_last_completion_books_nothing(changed: Any, tap: Tap) -> None:
    with pytest.raises(refusals.NothingToBook):
        tapped(held(**changed), tap)


@pytest.mark.parametrize("changed", [{"renewal": None}, {"on_deck": 1}, {"deck_seq": 2}, {"renewal": HELD.booked(NOW)}])
def test_a_page_has_nothing_to_book_then(changed: Any) -> None:
    assert bookable(held(**changed)) is None
    assert shown(held(**changed)).renewal is None


def shown(known: Pairing, *, stopped: bool = False, now: datetime = NOW) -> BookNow:
    return book_now(known, velocity_limit=3, stopped=stopped, now=now)


def test_a_page_shows_what_the_tap_books() -> None:
    assert shown(held()) == (HELD, RATE, None)


@pytest.mark.parametrize(("refusal", "changed", "asked"), [one for one in OBSTACLES if one[0] in TELLING])
def test_a_page_says_why_a_tap_would_be_refused(refusal: Any, changed: Any, asked: Any) -> None:
    now = shown(held(**changed), **asked)
    assert (now.renewal, now.refused) == (HELD, TELLING[refusal])


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"enrollment": OFF}, Reason.NOT_ENROLLED),
        ({"on_deck": 1}, Reason.ALREADY_ON_DECK),
        ({"coach_has_ended": True}, Reason.COACH_ENDED),
        ({}, Reason.PROGRAM_STOPPED),
    ],
)
def test_a_stop_hides_nothing_that_is_told_before_it(changed: Any, reason: Reason) -> None:
    assert shown(held(**changed), stopped=True).refused is reason


def test_a_page_is_asked_for_a_moment_after_all_that_has_happened() -> None:
    """As the tap is, when the clock of its machine is behind."""
    oldest = full_minute(NOW) - DAY
    known = held(recent_plus_ones=(oldest, NOW, NOW), latest_at=oldest + DAY - MS)
    before = oldest + DAY - 2 * MS
    assert shown(known, now=before).refused is None
    assert shown(replace(known, latest_at=None), now=before).refused is Reason.VELOCITY_GUARD


def test_the_order_is_the_law_s() -> None:
    codes = [refusal.code for refusal, _, _ in OBSTACLES]
    assert codes == [
        "NOT_ENROLLED",
        "ALREADY_ON_DECK",
        "NOTHING_TO_BOOK",
        "PLUS_ONE_USED",
        "COACH_ENDED",
        "PROGRAM_STOPPED",
        "PACKAGE_NOT_RENEWABLE",
        "ZERO_RATE",
        "NOTICE_UNDELIVERABLE",
        "VELOCITY_GUARD",
        "RATE_CHANGED",
    ]


def test_a_tap_past_a_used_up_count_takes_nothing_and_gives_nothing_back() -> None:
    for left, then in [(None, None), (2, 1), (1, 0), (0, 0)]:
        known = held(enrollment=replace(ENROLLED, settings=Settings(stop_after=left)))
        one = known.next_plus_one(HELD.plus_one_id, RATE, NOW)
        booked = known.with_plus_one(one, HELD.booked(NOW))
        assert booked.enrollment.settings.stop_after == then
        assert booked.without_plus_one(one).enrollment.settings.stop_after == left
        assert (booked.on_deck, booked.renewal and booked.renewal.state) == (1, RenewalState.BOOKED)
