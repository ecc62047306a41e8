"""Offers are no megaphone: how many custom offers may be open to one client, and which of them are mailed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from plus_one.domain.ids import OfferId, UserId
from plus_one.store import keys
from plus_one.store.table import update
from tests.conftest import TABLE, aws
from tests.integration.api.contacts import custom, forget, key_of, store, switch
from tests.integration.api.pair import Pair, refused
from tests.marketplace import Json, client

type Later = Callable[..., None]

KEY = "offer-me-once"


def offers_of(pair: Pair, many: int, **changes: Json) -> list[str]:
    return [pair.offer(client_id=pair.client.user_id, **changes)["offer_id"] for _ in range(many)]


def withdraw(pair: Pair, offer_id: str) -> None:
    assert pair.marketplace.call(pair.coach, "DELETE", f"/v1/offers/{offer_id}").status == 204


def test_a_coach_has_three_open_offers_to_one_client_at_most(pair: Pair) -> None:
    offers_of(pair, 3)

    with pair.marketplace.writing_nothing():
        refused(custom(pair), 409, "TOO_MANY_OPEN_OFFERS")
    pair.offer_to(client("Sam"))
    pair.offer()


def booked(pair: Pair, offer_id: str, _: Later) -> None:
    assert pair.try_to_book(offer_id).status == 201


def withdrawn(pair: Pair, offer_id: str, _: Later) -> None:
    withdraw(pair, offer_id)


def ended(_: Pair, __: str, later: Later) -> None:
    later(hours=1)


@pytest.mark.parametrize("closed", [booked, withdrawn, ended])
def test_an_offer_that_is_booked_withdrawn_or_over_makes_room_for_one_more(
    pair: Pair, later: Later, closed: Callable[[Pair, str, Later], None]
) -> None:
    soon = (datetime.now(UTC) + timedelta(minutes=30)).isoformat()
    offers_of(pair, 2)
    [first] = offers_of(pair, 1, expires_at=soon)
    closed(pair, first, later)

    assert custom(pair).status == 201
    refused(custom(pair), 409, "TOO_MANY_OPEN_OFFERS")


def test_an_offer_that_version_0_1_0_booked_meanwhile_takes_no_room(pair: Pair) -> None:
    """It was gone back to for a while, and knew of no contact."""
    first, *_ = offers_of(pair, 3)
    key = keys.offer(UserId(pair.coach.user_id), OfferId(first))
    store().write(update(key, "SET #state = :booked", "attribute_exists(PK)", {"#state": "state"}, booked="booked"))

    assert custom(pair).status == 201
    refused(custom(pair), 409, "TOO_MANY_OPEN_OFFERS")


def test_withdrawing_what_is_withdrawn_already_makes_no_second_room(pair: Pair) -> None:
    first, *_ = offers_of(pair, 3)
    withdraw(pair, first)
    withdraw(pair, first)

    assert custom(pair).status == 201
    refused(custom(pair), 409, "TOO_MANY_OPEN_OFFERS")


def test_the_fourth_offer_within_a_day_is_made_and_not_mailed(pair: Pair, later: Later) -> None:
    told = []
    for _ in range(4):
        made = pair.offer(client_id=pair.client.user_id)
        told.append(made["mailed"])
        pair.marketplace.settle()
        pair.try_to_book(made["offer_id"])

    assert told == [True, True, True, False]
    assert len(pair.marketplace.mails_of("offer_made")) == 3
    timeline = pair.by_client("GET", "/timeline?limit=100").body["items"]
    assert [line["kind"] for line in timeline].count("offer_made") == 4
    assert len(pair.marketplace.call(pair.client, "GET", "/v1/inbox").body["items"]) == 4
    later(hours=24)
    assert pair.offer(client_id=pair.client.user_id)["mailed"] is True


def test_who_wants_no_offers_by_mail_gets_none_and_has_them_in_the_inbox(pair: Pair) -> None:
    switch(pair, by_mail=False)

    offer = pair.offer(client_id=pair.client.user_id)
    pair.marketplace.settle()
    assert offer.pop("mailed") is False
    assert pair.marketplace.mails_of("offer_made") == []
    assert pair.marketplace.call(pair.client, "GET", "/v1/inbox").body["items"] == [offer | {"worked_together": False}]


@pytest.mark.parametrize("by_mail", [True, False])
def test_a_repetition_says_again_whether_the_first_was_mailed(pair: Pair, by_mail: bool) -> None:
    pair.sign_in()
    switch(pair, by_mail=by_mail)
    first = custom(pair, idempotency_key=KEY)
    switch(pair, by_mail=not by_mail, wanted=False)

    with pair.marketplace.writing_nothing():
        again = custom(pair, idempotency_key=KEY)
    assert (again.status, again.body) == (first.status, first.body)
    assert again.body["mailed"] is by_mail


def test_a_coach_makes_one_client_twenty_offers_a_day_whatever_becomes_of_them(pair: Pair, later: Later) -> None:
    for _ in range(20):
        withdraw(pair, pair.offer(client_id=pair.client.user_id)["offer_id"])
    later(hours=23)

    with pair.marketplace.writing_nothing():
        reply = custom(pair)
    refused(reply, 429, "TOO_MANY_OFFERS")
    assert 3500 < int(reply.headers["retry-after"]) <= 3660
    pair.offer_to(client("Sam"))
    pair.offer()
    later(hours=1, minutes=1)
    assert custom(pair).status == 201


def of_version_0_1_0(pair: Pair) -> str:
    """An open custom offer that is in no contact."""
    offer_id: str = pair.offer(client_id=pair.client.user_id)["offer_id"]
    forget(keys.offer(UserId(pair.coach.user_id), offer_id), "mailed")
    key = {name: {"S": value} for name, value in key_of(pair).item().items()}
    aws("dynamodb").delete_item(TableName=TABLE, Key=key)
    return offer_id


def test_an_open_offer_of_version_0_1_0_is_booked_and_withdrawn_and_no_contact_is_made_for_it(pair: Pair) -> None:
    withdraw(pair, of_version_0_1_0(pair))
    assert pair.try_to_book(of_version_0_1_0(pair)).status == 201

    assert store().get(key_of(pair)) == [None]


def test_an_open_offer_of_version_0_1_0_takes_no_room(pair: Pair) -> None:
    of_version_0_1_0(pair)
    offers_of(pair, 3)

    refused(custom(pair), 409, "TOO_MANY_OPEN_OFFERS")
