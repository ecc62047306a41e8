"""Offers are no megaphone: to whom a coach may make custom offers, how many, and which of them are mailed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from plus_one.domain.ids import UserId
from plus_one.store import keys
from plus_one.store.table import Write
from tests.conftest import TABLE, aws
from tests.integration.api.contacts import custom, key_of, store, switch
from tests.integration.api.pair import OFFER, Pair, refused
from tests.marketplace import Json, Person, Reply, client, coach

type Later = Callable[..., None]

KEY = "offer-me-once"


def offers_of(pair: Pair, many: int, **changes: Json) -> list[str]:
    return [pair.offer(client_id=pair.client.user_id, **changes)["offer_id"] for _ in range(many)]


def withdraw(pair: Pair, offer_id: str) -> None:
    assert pair.marketplace.call(pair.coach, "DELETE", f"/v1/offers/{offer_id}").status == 204


def forget(key: keys.Key, attribute: str) -> None:
    """As version 0.1.0 would have written the item."""
    write: Write = {"Key": {name: {"S": value} for name, value in key.item().items()}}
    aws("dynamodb").update_item(TableName=TABLE, **write, UpdateExpression=f"REMOVE {attribute}")


def of_version_0_1_0(pair: Pair) -> str:
    """An open custom offer that is in no contact."""
    offer_id: str = pair.offer(client_id=pair.client.user_id)["offer_id"]
    forget(keys.offer(UserId(pair.coach.user_id), offer_id), "mailed")
    key = {name: {"S": value} for name, value in key_of(pair).item().items()}
    aws("dynamodb").delete_item(TableName=TABLE, Key=key)
    return offer_id


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
    assert pair.marketplace.call(pair.client, "GET", "/v1/inbox").body["items"] == [offer]


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


def unknown(pair: Pair) -> Person:
    return client("Nobody")


def only_a_coach(pair: Pair) -> Person:
    sky = coach("Sky")
    pair.marketplace.call(sky, "GET", "/v1/profile")
    return sky


def declines(pair: Pair) -> Person:
    pair.sign_in()
    switch(pair, wanted=False)
    return pair.client


def seen(reply: Reply) -> object:
    return reply.status, {name: value for name, value in reply.headers.items() if name != "x-request-id"}, reply.body


@pytest.mark.parametrize("who", [only_a_coach, declines])
def test_an_unknown_id_a_coach_and_a_stranger_who_wants_no_offers_are_answered_alike(
    pair: Pair, who: Callable[[Pair], Person]
) -> None:
    pair.offer()  # the coach has been here before
    nobody, somebody = (replace(pair, client=person) for person in (unknown(pair), who(pair)))
    asked: list[list[str]] = []
    for each in (nobody, somebody):
        with pair.marketplace.writing_nothing():
            asked.append(calls_of(partial(custom, each)))

    assert asked[0] == asked[1], "what takes longer tells something"
    refused(custom(nobody), 404, "NOT_FOUND")
    assert seen(custom(nobody)) == seen(custom(somebody))


def calls_of(ask: Callable[[], object]) -> list[str]:
    """What the function of a coach asks of DynamoDB meanwhile, in how many keys."""
    made: list[str] = []
    events: Any = import_module("functions.coach_api.app").table.client.meta.events

    def listen(params: Json, model: Any, **_: Any) -> None:
        made.append(f"{model.name} {str(params).count('PK')}")

    events.register("before-parameter-build.dynamodb", listen)
    ask()
    events.unregister("before-parameter-build.dynamodb", listen)
    return made


@pytest.mark.parametrize("who", [unknown, only_a_coach, declines])
def test_a_preview_tells_nobody_who_is_a_client(pair: Pair, who: Callable[[Pair], Person]) -> None:
    figures = {name: OFFER[name] for name in ("sessions", "price")}
    asked = [figures | {"client_id": person.user_id} for person in (client("Sam"), who(pair))]
    first, second = (pair.marketplace.call(pair.coach, "POST", "/v1/offers/preview", body) for body in asked)

    assert seen(first) == seen(second)


def test_who_has_booked_and_wants_no_more_offers_is_said_to_want_none(pair: Pair) -> None:
    pair.book()
    switch(pair, wanted=False)

    with pair.marketplace.writing_nothing():
        refused(custom(pair), 409, "OFFERS_DECLINED")


def test_who_signs_in_as_a_client_for_the_first_time_can_get_offers_from_then_on(pair: Pair) -> None:
    alex = replace(pair.client, groups=())
    pair.marketplace.call(alex, "GET", "/v1/profile")
    refused(custom(pair), 404, "NOT_FOUND")
    pair.sign_in()

    assert custom(pair).status == 201


def test_signing_in_as_a_client_again_writes_nothing_more(pair: Pair) -> None:
    pair.sign_in()

    with pair.marketplace.writing_nothing():
        pair.sign_in()


def test_a_client_of_version_0_1_0_counts_with_a_pairing_and_without_one_once_they_sign_in(pair: Pair) -> None:
    pair.book()
    stranger = replace(pair, coach=coach("Sky"))
    forget(keys.profile(UserId(pair.client.user_id)), "is_client")

    assert custom(pair).status == 201
    refused(custom(stranger), 404, "NOT_FOUND")
    pair.sign_in()
    assert custom(stranger).status == 201


def test_an_open_offer_of_version_0_1_0_is_booked_and_withdrawn_and_no_contact_is_made_for_it(pair: Pair) -> None:
    withdraw(pair, of_version_0_1_0(pair))
    assert pair.try_to_book(of_version_0_1_0(pair)).status == 201

    assert store().get(key_of(pair)) == [None]


def test_an_open_offer_of_version_0_1_0_takes_no_room(pair: Pair) -> None:
    of_version_0_1_0(pair)
    offers_of(pair, 3)

    refused(custom(pair), 409, "TOO_MANY_OPEN_OFFERS")
