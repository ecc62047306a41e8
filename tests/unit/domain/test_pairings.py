"""One client with one coach: what is on deck, the rate, the latest +1 (product.md, R1, R3, R4, R7-R10)."""

from dataclasses import replace

import pytest

from plus_one.domain.completions import complete
from plus_one.domain.decision import Book, Skip, decide_now
from plus_one.domain.enrollments import NEVER_ENROLLED
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.renewals import Reason
from plus_one.domain.sessions import Outcome, Trigger, sessions_of
from tests.builders import (
    CLIENT,
    COACH,
    ENDED_BY,
    MS,
    NOW,
    RATE,
    YESTERDAY,
    package,
    pairing,
    plus_one,
    renewal,
    session,
    usd,
)

DEARER = package(package_id="dearer", sessions=5, price=usd(50_000), rate_before=RATE, booked_at=NOW)


@pytest.mark.parametrize(("on_deck", "sessions"), [(0, 1), (0, 50), (1, 5), (3, 10)])
def test_all_sessions_of_a_package_go_on_deck(on_deck: int, sessions: int) -> None:
    booked = package(sessions=sessions)
    assert pairing(on_deck).with_package(booked).on_deck == on_deck + sessions == on_deck + len(sessions_of(booked))


def test_a_pairing_begins_with_the_first_package() -> None:
    new = Pairing(
        client_id=CLIENT, coach_id=COACH, client_name="Iris Novak", coach_name="Maya Chen", last_package=package()
    )
    begun = new.with_package(package(sessions=10))
    assert (begun.version, begun.on_deck, begun.deck_seq, begun.package_seq) == (0, 10, 1, 1)
    assert (begun.enrollment, begun.renewal, begun.plus_one_on_deck) == (NEVER_ENROLLED, None, None)
    assert (begun.recent_plus_ones, begun.spent, begun.heads_up_seq) == ((), {}, 0)
    assert (begun.client_seq, begun.client_undeliverable, begun.client_time_zone) == (0, False, "UTC")


@pytest.mark.parametrize("size", [1, 2, 50])
def test_exactly_one_session_is_booked_whatever_size_the_package_had(size: int) -> None:
    before = pairing(on_deck=0, last_package=package(sessions=size))
    assert before.with_plus_one(plus_one(), renewal()).on_deck == 1


@pytest.mark.parametrize("enrolled", [True, False])
def test_booking_a_package_never_changes_the_enrollment(enrolled: bool) -> None:
    before = pairing(enrolled=enrolled)
    assert before.with_package(DEARER).enrollment == before.enrollment


def test_a_new_package_sets_the_rate_at_once() -> None:
    assert pairing(on_deck=1, rate=RATE).with_package(DEARER).rate == usd(10_000)


def test_the_very_next_completion_sees_the_rate_of_a_new_package() -> None:
    last_of_the_old_one = pairing(on_deck=0).with_package(replace(DEARER, sessions=1))
    left = complete(last_of_the_old_one, session(), Outcome.ATTENDED, NOW).pairing
    assert decide_now(left, velocity_limit=12, now=NOW) == Book(usd(10_000))


def test_a_plus_one_never_changes_the_rate_nor_the_last_package() -> None:
    before = pairing(on_deck=0)
    after = before.with_plus_one(plus_one(rate=usd(1)), renewal())
    assert (after.rate, after.last_package) == (before.rate, before.last_package)
    assert after.package_seq == before.package_seq


def test_the_last_package_is_the_last_by_commit_order_not_by_clocks() -> None:
    first = pairing(package_seq=4).with_package(replace(DEARER, booked_at=NOW))
    after = first.with_package(package(price=usd(40_000), booked_at=YESTERDAY))
    assert (after.rate, after.package_seq) == (usd(4000), 6)


def test_a_package_without_auto_renewal_suspends_and_a_normal_one_goes_on_by_itself() -> None:
    suspended = pairing().with_package(replace(DEARER, auto_renewal=False))
    goes_on = suspended.with_package(DEARER)
    assert decide_now(suspended, velocity_limit=12, now=NOW) == Skip(Reason.PACKAGE_NOT_RENEWABLE)
    assert decide_now(goes_on, velocity_limit=12, now=NOW) == Book(usd(10_000))


@pytest.mark.parametrize(("on_deck", "raised"), [(0, 1), (1, 0), (2, 0)])
def test_the_deck_number_is_raised_exactly_when_on_deck_leaves_0(on_deck: int, raised: int) -> None:
    before = pairing(on_deck, deck_seq=4)
    assert before.with_package(DEARER).deck_seq == 4 + raised
    assert before.with_plus_one(plus_one(), renewal()).deck_seq == 4 + raised


@pytest.mark.parametrize("on_deck", [1, 2])
def test_completing_does_not_raise_the_deck_number(on_deck: int) -> None:
    assert pairing(on_deck, deck_seq=4).without(session()).deck_seq == 4


def test_the_plus_one_on_deck_is_known_until_it_is_completed() -> None:
    booked = pairing(on_deck=0).with_plus_one(plus_one(), renewal())
    assert booked.plus_one_on_deck == plus_one()
    completed = plus_one().completed(Outcome.ATTENDED, Trigger.NOTHING, NOW)
    assert booked.without(completed).plus_one_on_deck is None


def test_completing_another_session_leaves_the_plus_one_on_deck() -> None:
    both = pairing(on_deck=0).with_plus_one(plus_one(), renewal()).with_package(DEARER)
    assert both.without(session()).plus_one_on_deck == plus_one()
    assert both.without(session()).on_deck == 5


def test_without_a_plus_one_on_deck_a_completion_leaves_none() -> None:
    assert pairing(on_deck=2).without(session()).plus_one_on_deck is None


def test_a_settled_renewal_is_shown_as_the_latest() -> None:
    settled = renewal().skipped(Reason.PACKAGE_NOT_RENEWABLE, NOW)
    assert pairing(renewal=renewal()).with_settled(settled).renewal == settled


def test_a_booked_renewal_is_shown_as_the_latest() -> None:
    settled = renewal().booked(NOW)
    assert pairing(on_deck=0, renewal=renewal()).with_plus_one(plus_one(), settled).renewal == settled


@pytest.mark.parametrize(
    "latest", [renewal(session_id="a later session"), renewal(completion=2, completed_at=NOW + MS), None]
)
def test_an_older_renewal_that_is_settled_late_does_not_hide_the_latest(latest: object) -> None:
    late = renewal().skipped(Reason.ALREADY_ON_DECK, NOW)
    assert pairing(renewal=latest).with_settled(late).renewal == latest


def test_a_pairing_follows_what_the_profile_of_its_client_says() -> None:
    moved = Profile(user_id=CLIENT, name="Iris N.", email="x", seq=1, time_zone="Europe/Berlin", undeliverable=True)
    known = pairing().as_client_is(moved)
    assert (known.client_name, known.client_seq) == ("Iris N.", 1)
    assert (known.client_time_zone, known.client_undeliverable) == ("Europe/Berlin", True)


def test_an_older_reading_of_the_profile_is_not_laid_over_a_newer_copy() -> None:
    newer = replace(pairing(), client_seq=2)
    assert newer.as_client_is(Profile(user_id=CLIENT, name="Older", email="x", seq=1)) == newer
    assert newer.as_client_is(Profile(user_id=CLIENT, name="Same", email="x", seq=2)).client_name == "Same"


def test_a_renewal_is_due_while_nothing_has_changed_since_its_completion() -> None:
    left = complete(pairing(), session(), Outcome.ATTENDED, NOW).pairing
    assert left.renewal_is_due
    assert not pairing().renewal_is_due
    assert not left.with_settled(renewal().skipped(Reason.ZERO_RATE, NOW)).renewal_is_due
    assert not replace(left, deck_seq=left.deck_seq + 1).renewal_is_due
    assert not replace(left, enrollment=left.enrollment.turned_off(ENDED_BY, NOW)).renewal_is_due


def test_a_new_package_forgets_which_heads_up_was_mailed() -> None:
    assert replace(pairing(), heads_up_seq=3).with_package(DEARER).heads_up_seq == 0
