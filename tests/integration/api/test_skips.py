"""A renewal that books nothing says why, to both sides; then only the next package starts +1 again."""

import pytest

from tests.integration.api.pair import Pair
from tests.marketplace import Json

LOOPS_BEFORE_THE_GUARD = 12


@pytest.fixture
def enrolled(pair: Pair) -> Pair:
    pair.book(sessions=1)
    pair.enroll()
    return pair


def skipped(pair: Pair, reason: str) -> None:
    """The latest renewal is skipped for this reason, and nothing is on deck but what a package put there."""
    pair.settle()
    renewal: Json = pair.pairing()["renewal"]
    assert (renewal["state"], renewal["reason"], renewal["session_id"]) == ("skipped", reason, None)
    assert pair.by_coach("GET").body["renewal"] == renewal
    assert all(session["origin"] == "package" for session in pair.sessions("?status=booked"))


def test_who_un_enrolled_after_the_completion_gets_no_plus_one(enrolled: Pair) -> None:
    enrolled.complete_all()
    enrolled.unenroll()

    skipped(enrolled, "NOT_ENROLLED")


def test_a_renewal_of_an_ended_enrollment_is_skipped_although_the_client_enrolled_anew(enrolled: Pair) -> None:
    enrolled.complete_all()
    enrolled.unenroll()
    enrolled.enroll()

    skipped(enrolled, "ENROLLMENT_CHANGED")


def test_a_package_that_is_booked_before_the_renewal_is_settled_is_enough(enrolled: Pair) -> None:
    enrolled.complete_all()
    enrolled.book(sessions=2)

    skipped(enrolled, "ALREADY_ON_DECK")
    assert enrolled.pairing()["on_deck"] == 2


def test_an_old_renewal_books_nothing_after_a_package_that_was_used_up(enrolled: Pair) -> None:
    """The old renewal books nothing, although nothing is on deck; that of the later package does."""
    enrolled.complete_all()
    late = enrolled.marketplace.new_records()
    enrolled.book(sessions=1)
    enrolled.complete_all()
    enrolled.marketplace.deliver(late)
    assert enrolled.pairing()["on_deck"] == 0
    enrolled.settle()

    assert enrolled.pairing()["on_deck"] == 1
    assert enrolled.pairing()["renewal"]["reason"] == "BOOKED"


def test_while_the_last_package_is_without_auto_renewal_nothing_is_booked(enrolled: Pair) -> None:
    enrolled.book(sessions=1, auto_renewal=False)
    enrolled.complete_all()

    skipped(enrolled, "PACKAGE_NOT_RENEWABLE")


def test_at_a_rate_of_zero_nothing_is_booked(enrolled: Pair) -> None:
    enrolled.book(sessions=1, price={"amount": 0, "currency": "USD"})
    assert enrolled.enrollment()["reason"] == "ZERO_RATE"
    enrolled.complete_all()

    skipped(enrolled, "ZERO_RATE")


def test_a_coach_who_completes_in_a_loop_is_stopped_by_the_velocity_guard(enrolled: Pair) -> None:
    for _ in range(LOOPS_BEFORE_THE_GUARD):
        assert enrolled.renew()["reason"] == "BOOKED"
    assert enrolled.enrollment()["reason"] == "VELOCITY_GUARD"
    enrolled.complete_all()

    enrolled.settle()
    renewal: Json = enrolled.pairing()["renewal"]
    assert (renewal["state"], renewal["reason"], renewal["session_id"]) == ("held", "VELOCITY_GUARD", None)
    assert renewal["resumes_at"]
    of_coach: Json = enrolled.by_coach("GET").body["renewal"]
    assert of_coach == renewal | {"resumes_at": None, "at": of_coach["at"]}
    assert of_coach["at"] == max(one["completed_at"] for one in enrolled.sessions() if one["completed_at"])
    assert len(enrolled.sessions()) == 1 + LOOPS_BEFORE_THE_GUARD


def test_after_a_skip_the_next_package_starts_plus_one_again(enrolled: Pair) -> None:
    enrolled.complete_all()
    enrolled.unenroll()
    enrolled.settle()
    enrolled.enroll()
    enrolled.settle()
    assert enrolled.pairing()["on_deck"] == 0
    enrolled.book(sessions=1)

    assert enrolled.renew()["reason"] == "BOOKED"
