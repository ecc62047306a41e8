"""A client un-enrolls: never refused, and after the answer no +1 appears."""

from collections.abc import Callable

import pytest

from tests.integration.api.pair import Pair, refused
from tests.marketplace import Reply, client, coach

LESSENED: dict[str, dict[str, str | None]] = {
    "a new address that is not verified": {"email": "typo@example.com", "email_verified": "false"},
    "no address": {"email": None, "email_verified": None},
    "no group": {"cognito:groups": None},
    "another group": {"cognito:groups": "[coach]"},
    "nothing but who it is": {"email": None, "email_verified": None, "cognito:groups": None, "name": None},
}


def leave(pair: Pair, **claims: str | None) -> Reply:
    path = f"/v1/coaches/{pair.coach.user_id}/enrollment"
    return pair.marketplace.call_as(pair.client.claims(**claims), "DELETE", path)


@pytest.fixture
def enrolled(pair: Pair) -> Pair:
    pair.book(sessions=1)
    pair.enroll()
    return pair


def test_the_receipt_says_when_and_that_no_plus_one_is_on_deck(enrolled: Pair) -> None:
    receipt = enrolled.unenroll()

    assert receipt["last_plus_one"] is None
    assert receipt["unenrolled_at"] == enrolled.enrollment()["unenrolled_at"]
    assert enrolled.enrollment()["state"] == "not_enrolled"
    assert enrolled.enrollment()["effective"] == "off"


def test_the_receipt_names_the_plus_one_that_is_on_deck_and_it_stays_there(enrolled: Pair) -> None:
    enrolled.renew()
    [plus_one] = enrolled.sessions("?status=booked")

    assert enrolled.unenroll()["last_plus_one"] == plus_one
    assert enrolled.sessions("?status=booked") == [plus_one]


def test_the_receipt_names_the_plus_one_among_other_sessions_some_of_them_completed(enrolled: Pair) -> None:
    enrolled.renew()
    [plus_one] = enrolled.sessions("?status=booked")
    [session, *_] = enrolled.book()["sessions"]
    enrolled.complete(session["session_id"])

    assert enrolled.unenroll()["last_plus_one"] == plus_one


def test_a_plus_one_that_is_used_up_is_not_in_the_receipt(enrolled: Pair) -> None:
    enrolled.renew()
    enrolled.book()
    plus_one = enrolled.sessions("?status=booked")[-1]
    assert plus_one["origin"] == "plus_one"
    enrolled.complete(plus_one["session_id"])

    assert enrolled.unenroll()["last_plus_one"] is None


def test_again_answers_the_stored_receipt_whatever_happened_since(enrolled: Pair, later: Callable[..., None]) -> None:
    enrolled.renew()
    receipt = enrolled.unenroll()
    enrolled.complete_all()
    later(hours=1)

    with enrolled.marketplace.writing_nothing():
        assert enrolled.unenroll() == receipt


def test_who_never_enrolled_gets_a_receipt_of_nulls(pair: Pair) -> None:
    pair.book()

    with pair.marketplace.writing_nothing():
        assert pair.unenroll() == {"unenrolled_at": None, "last_plus_one": None, "ended_hold": False}


def test_without_a_pairing_there_is_nothing_to_leave(pair: Pair) -> None:
    refused(pair.by_client("DELETE", "/enrollment"), 404, "NOT_FOUND")


def test_a_new_enrollment_gets_a_new_receipt(enrolled: Pair, later: Callable[..., None]) -> None:
    enrolled.renew()
    first = enrolled.unenroll()
    enrolled.complete_all()
    assert enrolled.enroll().body["unenrolled_at"] is None
    later(hours=1)
    second = enrolled.unenroll()

    assert second["last_plus_one"] is None
    assert second["unenrolled_at"] > first["unenrolled_at"]


def test_after_un_enrolling_completions_book_nothing(enrolled: Pair) -> None:
    enrolled.unenroll()
    done = enrolled.complete_all()
    enrolled.settle()

    assert done["renewal"]["reason"] == "NOT_ENROLLED"
    assert enrolled.pairing()["on_deck"] == 0


def test_a_package_without_auto_renewal_refuses_no_un_enrolling(enrolled: Pair) -> None:
    enrolled.book(auto_renewal=False)

    assert enrolled.unenroll()["unenrolled_at"]


@pytest.mark.parametrize("body", ["{}", '{"why": "moving"}', "null", "bye"])
def test_no_body_makes_un_enrolling_fail(enrolled: Pair, body: str) -> None:
    claims, path = enrolled.client.claims(), f"/v1/coaches/{enrolled.coach.user_id}/enrollment"
    reply = enrolled.marketplace.call_as(claims, "DELETE", path, body, content_type="text/plain")

    assert reply.status == 200, reply.body
    assert enrolled.enrollment()["state"] == "not_enrolled"


@pytest.mark.parametrize("claims", LESSENED.values(), ids=LESSENED)
def test_whoever_the_client_is_by_now_can_leave(enrolled: Pair, claims: dict[str, str | None]) -> None:
    enrolled.renew()
    reply = leave(enrolled, **claims)

    assert (reply.status, reply.body["unenrolled_at"]) == (200, enrolled.enrollment()["unenrolled_at"])
    assert reply.body["last_plus_one"]
    assert enrolled.enrollment()["state"] == "not_enrolled"
    assert leave(enrolled, **claims).body == reply.body


@pytest.mark.parametrize("claims", LESSENED.values(), ids=LESSENED)
def test_no_address_is_taken_from_the_token_of_who_leaves(enrolled: Pair, claims: dict[str, str | None]) -> None:
    profile = f"USER#{enrolled.client.user_id}"
    before = [item for item in enrolled.marketplace.items() if item["PK"]["S"] == profile]
    leave(enrolled, **{"email": "typo@example.com", "iat": "9999999999"} | claims)
    enrolled.marketplace.tell_the_other_side()

    assert [item for item in enrolled.marketplace.items() if item["PK"]["S"] == profile] == before
    assert {mail.to for mail in enrolled.marketplace.mails_of("unenrolled")} == {
        (enrolled.client.email,),
        (enrolled.coach.email,),
    }


def test_only_a_token_that_names_somebody_at_sign_in_leaves(enrolled: Pair) -> None:
    with enrolled.marketplace.writing_nothing():
        refused(leave(enrolled, token_use="access"), 403, "ID_TOKEN_REQUIRED")
        refused(leave(enrolled, sub=None), 403, "FORBIDDEN")


def test_nobody_but_the_client_can_enroll(enrolled: Pair) -> None:
    for method, body in (("GET", None), ("PUT", {})):
        with enrolled.marketplace.writing_nothing():
            path = f"/v1/coaches/{enrolled.coach.user_id}/enrollment"
            refused(enrolled.marketplace.call(enrolled.coach, method, path, body), 403, "FORBIDDEN")


def test_nobody_but_the_client_can_leave(enrolled: Pair) -> None:
    path = f"/v1/coaches/{enrolled.coach.user_id}/enrollment"
    with enrolled.marketplace.writing_nothing():
        for person in (enrolled.coach, client("Sam"), coach("Sky")):
            refused(enrolled.marketplace.call(person, "DELETE", path), 404, "NOT_FOUND")
