"""Offers are no megaphone: to whom a coach may make custom offers."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from plus_one.domain.ids import UserId
from plus_one.store import keys
from tests.integration.api.contacts import custom, forget, switch
from tests.integration.api.pair import OFFER, Pair, refused
from tests.marketplace import Json, Person, Reply, client, coach

type Later = Callable[..., None]

KEY = "offer-me-once"


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
