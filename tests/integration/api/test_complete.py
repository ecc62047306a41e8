"""A coach marks a session complete."""

import pytest

from tests.integration.api.pair import Pair, refused
from tests.marketplace import Json, client, coach


@pytest.fixture
def last(pair: Pair) -> str:
    """The last session of an enrolled client."""
    [session] = pair.book(sessions=1)["sessions"]
    pair.enroll()
    return str(session["session_id"])


def renewals(pair: Pair) -> list[Json]:
    return [item for item in pair.marketplace.items() if item["type"]["S"] == "renewal"]


def test_completing_all_but_the_last_triggers_nothing(pair: Pair) -> None:
    first, second, _ = (session["session_id"] for session in pair.book()["sessions"])
    pair.enroll()
    done = [pair.complete(each) for each in (first, second)]

    assert [each["renewal"] for each in done] == [None, None]
    assert [each["pairing"]["on_deck"] for each in done] == [2, 1]
    assert renewals(pair) == []


def test_completing_the_last_one_answers_with_a_pending_renewal(pair: Pair, last: str) -> None:
    done = pair.complete(last)

    at = done["session"]["completed_at"]
    assert done["renewal"] == {"state": "pending", "reason": None, "at": at, "session_id": None, "resumes_at": None}
    assert done["pairing"]["renewal"] == done["renewal"]
    assert done["pairing"] == pair.by_coach("GET").body
    assert done["pairing"]["on_deck"] == 0


def test_completing_twice_answers_the_same_and_triggers_once(pair: Pair, last: str) -> None:
    first = pair.complete(last)
    with pair.marketplace.writing_nothing():
        assert pair.complete(last) == first
    pair.settle()
    pair.complete(last)
    pair.settle()

    assert len(renewals(pair)) == 1
    assert pair.pairing()["on_deck"] == 1


def test_a_repetition_after_the_booking_says_booked_and_shows_the_pairing_as_it_is(pair: Pair, last: str) -> None:
    first = pair.complete(last)
    pair.settle()
    again = pair.complete(last)
    [plus_one] = pair.sessions("?status=booked")

    assert again["session"] == first["session"]
    assert again["renewal"]["state"] == "booked"
    assert (again["renewal"]["reason"], again["renewal"]["session_id"]) == ("BOOKED", plus_one["session_id"])
    assert again["pairing"] == pair.by_coach("GET").body


def test_a_repetition_tells_of_its_own_renewal_when_there_is_a_later_one(pair: Pair, last: str) -> None:
    pair.complete(last)
    pair.settle()
    [plus_one] = pair.sessions("?status=booked")
    pair.complete(plus_one["session_id"])

    again = pair.complete(last)
    assert (again["renewal"]["state"], again["renewal"]["session_id"]) == ("booked", plus_one["session_id"])
    assert again["pairing"]["renewal"]["state"] == "pending"


def test_the_first_outcome_stays(pair: Pair, last: str) -> None:
    pair.complete(last, {"outcome": "no_show"})

    assert pair.complete(last, {"outcome": "attended"})["session"]["outcome"] == "no_show"
    assert pair.sessions()[0]["outcome"] == "no_show"


def test_a_no_show_triggers_like_any_completion(pair: Pair, last: str) -> None:
    assert pair.complete(last, {"outcome": "no_show"})["renewal"]["state"] == "pending"
    pair.settle()

    assert pair.pairing()["on_deck"] == 1


def test_a_completion_needs_no_body(pair: Pair, last: str) -> None:
    reply = pair.by_coach("POST", f"/sessions/{last}/complete")

    assert (reply.status, reply.body["session"]["outcome"]) == (200, "attended")


def test_the_plus_one_renews_again_when_it_is_completed(pair: Pair, last: str) -> None:
    pair.complete(last)
    pair.settle()

    assert pair.renew()["state"] == "booked"
    assert [session["origin"] for session in pair.sessions()] == ["plus_one", "plus_one", "package"]


def test_without_an_enrollment_the_answer_says_so_and_no_renewal_is_written(pair: Pair) -> None:
    [session] = pair.book(sessions=1)["sessions"]
    done = pair.complete(session["session_id"])
    pair.settle()

    at = done["session"]["completed_at"]
    assert done["renewal"] == {
        "state": "skipped",
        "reason": "NOT_ENROLLED",
        "at": at,
        "session_id": None,
        "resumes_at": None,
    }
    assert renewals(pair) == []
    assert (done["pairing"]["renewal"], pair.pairing()["on_deck"]) == (done["renewal"], 0)
    assert pair.complete(session["session_id"]) == done


def test_an_earlier_completion_without_an_enrollment_is_answered_as_it_was(pair: Pair) -> None:
    [session] = pair.book(sessions=1)["sessions"]
    said = pair.complete(session["session_id"])["renewal"]
    pair.book(sessions=1)
    pair.complete_all()

    assert pair.complete(session["session_id"])["renewal"] == said


def test_enrolling_after_the_last_completion_books_nothing(pair: Pair) -> None:
    [session] = pair.book(sessions=1)["sessions"]
    pair.complete(session["session_id"])
    pair.enroll()
    pair.complete(session["session_id"])
    pair.settle()

    assert pair.pairing()["on_deck"] == 0


def test_another_coach_does_not_complete_it_even_with_the_same_client(pair: Pair, last: str) -> None:
    other = Pair(pair.marketplace, pair.client, coach("Sky"))
    other.book()

    with pair.marketplace.writing_nothing():
        refused(other.try_to_complete(last), 404, "NOT_FOUND")
    assert pair.pairing()["on_deck"] == 1


def test_it_is_not_found_with_another_client_of_the_same_coach(pair: Pair, last: str) -> None:
    other = Pair(pair.marketplace, client("Sam"), pair.coach)
    other.book()

    with pair.marketplace.writing_nothing():
        refused(other.try_to_complete(last), 404, "NOT_FOUND")


def test_both_are_mailed_once_about_one_plus_one_however_often_the_stream_delivers(pair: Pair, last: str) -> None:
    pair.complete(last)
    pair.marketplace.settle(times=3)

    assert pair.pairing()["on_deck"] == 1
    assert sorted(mail.to for mail in pair.marketplace.mails_of("plus_one_booked")) == [
        (pair.client.email,),
        (pair.coach.email,),
    ]
