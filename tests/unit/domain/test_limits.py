"""How often one pairing may do what costs the other person a mail (product.md, "Limits")."""

from datetime import datetime, timedelta

import pytest

from plus_one.domain import limits
from plus_one.domain.booking import with_offer
from plus_one.domain.completions import cancel_plus_one, reopen
from plus_one.domain.ids import PackageId
from plus_one.domain.limits import end_copy_leaves, enrollment_copy_leaves, full_minute, with_turn
from plus_one.domain.packages import Offer, OfferState
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import TooManyPackages, TooManyReopenings
from plus_one.domain.sessions import Outcome, Trigger
from tests.builders import CLIENT, COACH, MS, NOW, pairing, plus_one, session, usd

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(hours=24)
NOON = full_minute(NOW)
COMPLETED = session().completed(Outcome.ATTENDED, Trigger.RENEWAL, NOW)


@pytest.mark.parametrize(("at", "minute"), [(NOON, NOON), (NOON + MS, NOON + MINUTE), (NOON - MS, NOON)])
def test_moments_are_full_minutes_rounded_up(at: datetime, minute: datetime) -> None:
    assert full_minute(at) == minute


def turns(*at: datetime) -> tuple[datetime, ...]:
    taken: tuple[datetime, ...] = ()
    for each in at:
        taken = with_turn(taken, each)
    return taken


@pytest.mark.parametrize(("most", "after"), [(1, 50), (2, 40), (3, 30)])
def test_there_is_room_when_the_oldest_that_counts_is_24_hours_old(most: int, after: int) -> None:
    now = NOW.replace(second=0, microsecond=0) + timedelta(hours=1)
    moments = [now - timedelta(minutes=60 - each) for each in (50, 30, 40)]
    room = limits.room_at([now - 2 * DAY, *moments], most, now)
    assert room == now - timedelta(minutes=60 - after) + DAY
    assert len(limits.recent(moments, room)) == most - 1
    assert len(limits.recent(moments, room - MS)) == most


def test_what_is_undone_takes_its_turn_at_once_six_times_in_24_hours() -> None:
    assert turns(*[NOON + n * MINUTE for n in range(6)]) == tuple(NOON + n * MINUTE for n in range(6))


def test_the_seventh_has_its_turn_24_hours_after_the_first_and_the_thirteenth_24_hours_after_the_seventh() -> None:
    assert turns(*[NOON + n * MINUTE for n in range(7)])[-1] == NOON + DAY
    assert turns(*[NOON + n * MINUTE for n in range(13)])[-1] == NOON + 2 * DAY


def test_there_are_never_more_than_six_turns_in_any_24_hours() -> None:
    taken: tuple[datetime, ...] = ()
    made: list[datetime] = []
    for n in range(60):
        taken = with_turn(taken, NOON + n * HOUR)
        made.append(taken[-1])
    assert all(later - earlier >= DAY for earlier, later in zip(made, made[6:], strict=False))


def test_a_turn_of_a_clock_that_was_a_year_ahead_holds_up_nobody() -> None:
    ahead = (NOON + 365 * DAY,) * 6
    assert with_turn(ahead, NOON)[-1] == NOON
    assert limits.is_free(ahead, NOON)


def undone(*at: datetime) -> Pairing:
    return pairing(undoings=at)


def test_a_session_is_reopened_three_times() -> None:
    thrice = COMPLETED
    for _ in range(3):
        reopened = reopen(pairing(), thrice, None, None, NOW).session
        thrice = reopened.completed(Outcome.ATTENDED, Trigger.RENEWAL, NOW)
    with pytest.raises(TooManyReopenings):
        reopen(pairing(), thrice, None, None, NOW)


def test_a_seventh_completion_within_24_hours_is_not_undone() -> None:
    six = [NOON - DAY + MINUTE] + [NOON] * 5
    with pytest.raises(TooManyReopenings):
        reopen(undone(*six), COMPLETED, None, None, NOON)
    assert reopen(undone(*six), COMPLETED, None, None, NOON + MINUTE).pairing.undoings[-1] == NOON + MINUTE


def test_a_plus_one_can_always_be_cancelled() -> None:
    after, _ = cancel_plus_one(undone(*[NOON] * 6), plus_one(), NOON)
    assert after.undoings == (*[NOON] * 5, NOON + DAY)


def test_taking_back_the_plus_one_of_a_reopened_session_takes_no_turn_of_its_own() -> None:
    assert reopen(pairing(on_deck=1), COMPLETED, None, plus_one(), NOON).pairing.undoings == (NOON,)


OFFER = Offer(
    offer_id="offer",  # type: ignore[arg-type]
    coach_id=COACH,
    coach_name="Maya Chen",
    title="One",
    sessions=1,
    price=usd(6667),
    auto_renewal=True,
    client_id=None,
    written_state=OfferState.OPEN,
    created_at=NOW,
    expires_at=None,
)


def booked(before: Pairing | None, at: datetime) -> Pairing:
    client = Profile(user_id=CLIENT, name="Iris Novak", email="iris@example.com")
    return with_offer(before, client, None, OFFER, PackageId("package"), at)


def test_a_pairing_books_five_packages_in_24_hours() -> None:
    five = booked(None, NOON)
    for n in range(1, 5):
        five = booked(five, NOON + n * HOUR)
    assert five.recent_packages == tuple(NOON + n * HOUR for n in range(5))
    with pytest.raises(TooManyPackages):
        booked(five, NOON + DAY - MS)
    assert booked(five, NOON + DAY).recent_packages == tuple(NOON + n * HOUR for n in (1, 2, 3, 4, 24))


@pytest.mark.parametrize(
    ("turned_before", "leaves"),
    [
        (None, NOW + 10 * MINUTE),
        (NOW - 3 * HOUR, NOW + 10 * MINUTE),
        (NOW - 2 * HOUR + 11 * MINUTE, NOW + 11 * MINUTE),
        (NOW - MINUTE, NOW + 2 * HOUR - MINUTE),
        (NOW + HOUR, NOW + 3 * HOUR),
        (NOW + HOUR + MS, NOW + 10 * MINUTE),
    ],
)
def test_the_copy_about_the_enrollment_waits_ten_minutes_and_two_hours_after_the_turn_before(
    turned_before: datetime | None, leaves: datetime
) -> None:
    assert enrollment_copy_leaves(NOW, turned_before) == leaves


@pytest.mark.parametrize(
    ("turned_before", "leaves"),
    [
        (None, NOW + 10 * MINUTE),
        (NOW - 12 * HOUR, NOW + 10 * MINUTE),
        (NOW - MINUTE, NOW + 12 * HOUR - MINUTE),
        (NOW + HOUR + MS, NOW + 10 * MINUTE),
    ],
)
def test_the_copy_about_the_coachs_end_waits_ten_minutes_and_twelve_hours_after_the_turn_before(
    turned_before: datetime | None, leaves: datetime
) -> None:
    assert end_copy_leaves(NOW, turned_before) == leaves
