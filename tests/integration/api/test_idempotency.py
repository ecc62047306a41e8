"""An Idempotency-Key makes a POST that is sent again the same one."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from plus_one import clock
from plus_one.domain.days import rfc3339
from tests.integration.api.pair import OFFER, Pair, refused
from tests.integration.api.routes import POSTS, Deal
from tests.marketplace import Json, client

KEY = "3f1c1c1e-retry-me"
OTHER_BODIES: dict[str, Json] = {
    "POST /v1/profile/retry-mail": {"again": True},
    "POST /v1/offers": {"title": "Another", "sessions": 1, "price": {"amount": 1, "currency": "USD"}},
    "POST /v1/coaches/{coach_id}/packages": {"offer_id": "another"},
    "POST /v1/clients/{client_id}/sessions/{session_id}/complete": {"outcome": "no_show"},
}


@pytest.mark.parametrize("route", POSTS)
def test_the_same_key_and_body_get_the_same_answer_and_write_nothing_more(deal: Deal, route: str) -> None:
    first = deal.request(route, idempotency_key=KEY)

    with deal.pair.marketplace.writing_nothing():
        again = deal.request(route, idempotency_key=KEY)
    assert (again.status, again.body) == (first.status, first.body)


@pytest.mark.parametrize("route", POSTS)
def test_the_same_key_with_another_body_is_refused(deal: Deal, route: str) -> None:
    deal.request(route, idempotency_key=KEY)

    with deal.pair.marketplace.writing_nothing():
        again = deal.request(route, body=OTHER_BODIES[route], idempotency_key=KEY)
    refused(again, 422, "IDEMPOTENCY_KEY_REUSED")


def test_the_same_key_and_body_on_another_path_are_refused(pair: Pair) -> None:
    first, second, _ = (session["session_id"] for session in pair.book()["sessions"])
    pair.try_to_complete(first, idempotency_key=KEY)

    with pair.marketplace.writing_nothing():
        refused(pair.try_to_complete(second, idempotency_key=KEY), 422, "IDEMPOTENCY_KEY_REUSED")


def test_without_a_key_an_offer_and_a_booking_are_made_again(pair: Pair) -> None:
    body = {"offer_id": pair.offer()["offer_id"]}

    assert pair.offer()["offer_id"] != pair.offer()["offer_id"]
    assert pair.by_client("POST", "/packages", body).body != pair.by_client("POST", "/packages", body).body
    assert pair.pairing()["on_deck"] == 6


def test_a_repeated_booking_answers_with_its_own_package_as_things_stand_now(pair: Pair) -> None:
    body = {"offer_id": pair.offer()["offer_id"]}
    first = pair.by_client("POST", "/packages", body, idempotency_key=KEY).body
    pair.complete(first["sessions"][0]["session_id"])
    pair.book(sessions=1)
    again = pair.by_client("POST", "/packages", body, idempotency_key=KEY)

    assert again.status == 201
    assert again.body["package"] == first["package"]
    assert (again.body["rate_before"], again.body["rate_after"]) == (first["rate_before"], first["rate_after"])
    assert [session["session_id"] for session in again.body["sessions"]] == [
        session["session_id"] for session in first["sessions"]
    ]
    assert [session["status"] for session in again.body["sessions"]] == ["completed", "booked", "booked"]
    assert again.body["pairing"] == pair.pairing()


def test_a_repeated_booking_of_a_custom_offer_is_no_second_one(deal: Deal) -> None:
    first = deal.request("POST /v1/coaches/{coach_id}/packages", idempotency_key=KEY)
    again = deal.request("POST /v1/coaches/{coach_id}/packages", idempotency_key=KEY)

    assert (again.status, again.body["package"]) == (201, first.body["package"])
    refused(deal.request("POST /v1/coaches/{coach_id}/packages"), 409, "OFFER_CLOSED")


def test_a_repeated_offer_answers_what_became_of_it(pair: Pair) -> None:
    offer = {"title": "Once", "sessions": 1, "price": {"amount": 1, "currency": "USD"}}
    first = pair.marketplace.call(pair.coach, "POST", "/v1/offers", offer, idempotency_key=KEY).body
    pair.marketplace.call(pair.coach, "DELETE", f"/v1/offers/{first['offer_id']}")
    again = pair.marketplace.call(pair.coach, "POST", "/v1/offers", offer, idempotency_key=KEY)

    assert (again.status, again.body) == (201, first | {"state": "withdrawn"})


def test_an_offer_that_is_repeated_after_its_end_is_still_the_first_one(pair: Pair, later: Callable[..., None]) -> None:
    offer = OFFER | {"expires_at": rfc3339(clock.now() + timedelta(hours=1))}
    first = pair.marketplace.call(pair.coach, "POST", "/v1/offers", offer, idempotency_key=KEY).body
    later(hours=2)

    with pair.marketplace.writing_nothing():
        again = pair.marketplace.call(pair.coach, "POST", "/v1/offers", offer, idempotency_key=KEY)
    assert (again.status, again.body) == (201, first | {"state": "expired"})


@pytest.mark.parametrize("route", POSTS)
def test_a_key_is_kept_for_48_hours_however_long_its_receipt_lies_there(
    deal: Deal, route: str, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start)
    first = deal.request(route, idempotency_key=KEY)
    later(hours=48, seconds=-1)
    assert deal.request(route, idempotency_key=KEY).body == first.body

    later(seconds=1)
    other = deal.request(route, body=OTHER_BODIES[route], idempotency_key=KEY)
    assert other.body.get("code") != "IDEMPOTENCY_KEY_REUSED"


def test_a_key_whose_time_is_up_may_be_used_again(pair: Pair, later: Callable[..., None]) -> None:
    body = {"offer_id": pair.offer()["offer_id"]}
    first = pair.by_client("POST", "/packages", body, idempotency_key=KEY).body["package"]
    later(hours=49)
    second, again = (pair.by_client("POST", "/packages", body, idempotency_key=KEY).body["package"] for _ in "ab")

    assert second == again != first
    assert pair.pairing()["on_deck"] == 6


def test_two_people_may_choose_the_same_key(pair: Pair) -> None:
    body = {"offer_id": pair.offer()["offer_id"]}
    sam = Pair(pair.marketplace, client("Sam"), pair.coach)
    booked = [each.by_client("POST", "/packages", body, idempotency_key=KEY) for each in (pair, sam)]

    assert [reply.status for reply in booked] == [201, 201]
    assert len({reply.body["package"]["package_id"] for reply in booked}) == 2


def test_a_completion_without_the_key_does_not_use_it_up_for_another_body(deal: Deal) -> None:
    """Whoever repeats with a key gets it bound to what was answered."""
    complete = "POST /v1/clients/{client_id}/sessions/{session_id}/complete"
    first = deal.request(complete)
    again = deal.request(complete, idempotency_key=KEY)

    assert again.body == first.body
    refused(deal.request(complete, body={"outcome": "no_show"}, idempotency_key=KEY), 422, "IDEMPOTENCY_KEY_REUSED")


def test_a_refused_request_leaves_its_key_free(pair: Pair) -> None:
    refused(pair.by_client("POST", "/packages", {"offer_id": "nothing"}, idempotency_key=KEY), 404, "NOT_FOUND")
    body = {"offer_id": pair.offer()["offer_id"]}

    assert pair.by_client("POST", "/packages", body, idempotency_key=KEY).status == 201


def test_the_longest_key_is_honoured(pair: Pair) -> None:
    offer = {"title": "Once", "sessions": 1, "price": {"amount": 1, "currency": "USD"}}
    made = [pair.marketplace.call(pair.coach, "POST", "/v1/offers", offer, idempotency_key="~" * 255) for _ in "ab"]

    assert made[0].body == made[1].body


def test_a_key_that_only_repeats_a_cancel_is_kept_too(pair: Pair) -> None:
    pair.book()
    pair.enroll()
    pair.renew()
    [plus_one] = pair.sessions("?status=booked")
    path = f"/sessions/{plus_one['session_id']}/cancel"
    assert pair.by_client("POST", path).status == 200
    assert pair.by_client("POST", path, idempotency_key=KEY).status == 200

    booking = pair.by_client("POST", "/packages", {"offer_id": pair.offer()["offer_id"]}, idempotency_key=KEY)
    refused(booking, 422, "IDEMPOTENCY_KEY_REUSED")
