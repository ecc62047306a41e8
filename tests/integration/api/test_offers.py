"""What a coach may offer, and who sees it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.integration.api.pair import OFFER, USD_200, Pair, refused
from tests.marketplace import Json, Person, client, coach


def in_an_hour() -> str:
    return (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def open_to(pair: Pair, person: Person) -> list[str]:
    reply = pair.marketplace.call(person, "GET", f"/v1/coaches/{pair.coach.user_id}/offers")
    return [offer["offer_id"] for offer in reply.body["items"]]


def inbox(pair: Pair) -> list[Json]:
    items: list[Json] = pair.marketplace.call(pair.client, "GET", "/v1/inbox").body["items"]
    return items


def withdraw(pair: Pair, offer_id: str) -> None:
    assert pair.marketplace.call(pair.coach, "DELETE", f"/v1/offers/{offer_id}").status == 204


def test_withdrawing_is_answered_with_nothing_at_all(pair: Pair) -> None:
    offer_id = pair.offer()["offer_id"]
    reply = pair.marketplace.call(pair.coach, "DELETE", f"/v1/offers/{offer_id}")

    assert (reply.status, reply.body) == (204, None)
    assert "content-type" not in reply.headers


def test_a_standard_offer_is_open_to_every_client(pair: Pair) -> None:
    offer = pair.offer()

    assert offer == {
        "offer_id": offer["offer_id"],
        "coach_id": pair.coach.user_id,
        "coach_name": "Casey",
        "title": "Three sessions",
        "sessions": 3,
        "price": USD_200,
        "rate": {"amount": 6667, "currency": "USD"},
        "auto_renewal": True,
        "client_id": None,
        "state": "open",
        "created_at": offer["created_at"],
        "expires_at": None,
        "mailed": None,
    }
    assert open_to(pair, pair.client) == open_to(pair, client("Sam")) == [offer["offer_id"]]
    assert inbox(pair) == []


def test_a_custom_offer_is_open_to_its_client_only(pair: Pair) -> None:
    offer = pair.offer(client_id=pair.client.user_id)

    assert offer.pop("mailed") is True
    assert inbox(pair) == [offer | {"worked_together": False}]
    assert open_to(pair, pair.client) == [offer["offer_id"]]
    assert open_to(pair, client("Sam")) == []
    assert pair.marketplace.call(pair.coach, "GET", "/v1/offers").body["items"] == [offer]


def test_an_offer_may_be_made_without_auto_renewal(pair: Pair) -> None:
    assert pair.offer(auto_renewal=False)["auto_renewal"] is False


def test_what_may_not_be_booked_any_more_is_not_among_the_open_offers(pair: Pair, later: Callable[..., None]) -> None:
    custom, standard = pair.offer(client_id=pair.client.user_id), pair.offer()
    withdraw(pair, pair.offer()["offer_id"])
    pair.offer(expires_at=in_an_hour())
    pair.try_to_book(custom["offer_id"])
    later(hours=2)

    assert open_to(pair, pair.client) == [standard["offer_id"]]


def test_the_lists_of_coach_and_inbox_say_what_became_of_each_offer(pair: Pair, later: Callable[..., None]) -> None:
    mine = {"client_id": pair.client.user_id}
    booked, withdrawn = pair.offer(**mine), pair.offer(**mine)
    pair.offer(**mine, expires_at=in_an_hour())
    pair.try_to_book(booked["offer_id"])
    withdraw(pair, withdrawn["offer_id"])
    pair.offer(**mine)
    later(hours=2)

    of_coach = pair.marketplace.call(pair.coach, "GET", "/v1/offers").body["items"]
    assert [offer["state"] for offer in of_coach] == ["open", "expired", "withdrawn", "booked"]
    assert inbox(pair) == [offer | {"worked_together": True} for offer in of_coach]


def test_a_standard_offer_stays_open_however_often_it_is_booked(pair: Pair) -> None:
    offer = pair.offer()
    sam = Pair(pair.marketplace, client("Sam"), pair.coach)

    statuses = [each.try_to_book(offer["offer_id"]).status for each in (pair, pair, sam)]
    assert statuses == [201, 201, 201]
    assert open_to(pair, pair.client) == [offer["offer_id"]]


def test_a_custom_offer_is_booked_once(pair: Pair) -> None:
    offer = pair.offer(client_id=pair.client.user_id)
    assert pair.try_to_book(offer["offer_id"]).status == 201

    with pair.marketplace.writing_nothing():
        refused(pair.try_to_book(offer["offer_id"]), 409, "OFFER_CLOSED")
    assert pair.pairing()["on_deck"] == 3


def test_another_clients_custom_offer_does_not_exist(pair: Pair) -> None:
    offer = pair.offer_to(client("Sam"))

    refused(pair.try_to_book(offer["offer_id"]), 404, "NOT_FOUND")


def test_an_offer_of_another_coach_is_not_found_with_this_one(pair: Pair) -> None:
    offer = pair.marketplace.call(coach("Sky"), "POST", "/v1/offers", OFFER).body

    refused(pair.try_to_book(offer["offer_id"]), 404, "NOT_FOUND")


def test_an_offer_is_booked_until_it_expires(pair: Pair, later: Callable[..., None]) -> None:
    expires_at = in_an_hour()
    offer = pair.offer(expires_at=expires_at)
    assert (offer["expires_at"], offer["state"]) == (expires_at, "open")
    assert pair.try_to_book(offer["offer_id"]).status == 201

    later(hours=1)
    refused(pair.try_to_book(offer["offer_id"]), 409, "OFFER_CLOSED")


def test_withdrawing_twice_is_the_same_as_once(pair: Pair) -> None:
    offer = pair.offer()
    withdraw(pair, offer["offer_id"])
    withdraw(pair, offer["offer_id"])

    refused(pair.try_to_book(offer["offer_id"]), 409, "OFFER_CLOSED")


def test_a_booked_custom_offer_is_not_withdrawn(pair: Pair) -> None:
    offer = pair.offer(client_id=pair.client.user_id)
    pair.try_to_book(offer["offer_id"])

    with pair.marketplace.writing_nothing():
        refused(pair.marketplace.call(pair.coach, "DELETE", f"/v1/offers/{offer['offer_id']}"), 409, "OFFER_CLOSED")


def test_a_standard_offer_that_was_booked_is_withdrawn_all_the_same(pair: Pair) -> None:
    offer = pair.offer()
    pair.try_to_book(offer["offer_id"])
    withdraw(pair, offer["offer_id"])

    assert pair.pairing()["on_deck"] == 3


def test_withdrawing_what_is_not_there_or_not_mine_is_not_found(pair: Pair) -> None:
    offer = pair.offer()

    refused(pair.marketplace.call(pair.coach, "DELETE", "/v1/offers/nothing"), 404, "NOT_FOUND")
    refused(pair.marketplace.call(coach("Sky"), "DELETE", f"/v1/offers/{offer['offer_id']}"), 404, "NOT_FOUND")
    assert open_to(pair, pair.client) == [offer["offer_id"]]


def test_nobody_makes_a_custom_offer_to_themselves(pair: Pair) -> None:
    refused(pair.try_to_offer(client_id=pair.coach.user_id), 422, "SAME_PERSON")


def test_nobody_books_their_own_offer(pair: Pair) -> None:
    both = Person(pair.coach.user_id, "Casey", "casey@example.com", ("client", "coach"))
    myself = Pair(pair.marketplace, both, both)
    offer = myself.offer()

    refused(myself.try_to_book(offer["offer_id"]), 422, "SAME_PERSON")


LIMITS: list[tuple[Json, Json]] = [
    ({"sessions": 1}, {"sessions": 50}),
    ({"price": {"amount": 0, "currency": "USD"}}, {"price": {"amount": 999_999_999, "currency": "USD"}}),
    ({"title": "x"}, {"title": "é" * 100}),
    ({"price": {"amount": 1, "currency": "JPY"}}, {"price": {"amount": 1, "currency": "KWD"}}),
    ({"client_id": None}, {"expires_at": None}),
]


@pytest.mark.parametrize("limits", LIMITS)
def test_an_offer_may_go_to_its_limits(pair: Pair, limits: tuple[Json, Json]) -> None:
    for changes in limits:
        offer = pair.offer(**changes)
        assert {name: offer[name] for name in changes} == changes
