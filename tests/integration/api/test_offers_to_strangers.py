"""A coach makes offers to twenty strangers a day at most: to people who never booked with them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.integration.api.contacts import custom, switch
from tests.integration.api.pair import Pair, refused
from tests.marketplace import client

type Later = Callable[..., None]

KEY = "offer-me-once"


@pytest.fixture
def known_to_twenty(pair: Pair) -> list[Pair]:
    """The coach has made an offer to each of twenty clients."""
    pairs = [replace(pair, client=client(f"Client {n}")) for n in range(20)]
    for each in pairs:
        each.offer(client_id=each.client.user_id)
    return pairs


def test_the_twenty_first_stranger_within_a_day_has_to_wait(
    pair: Pair, known_to_twenty: list[Pair], later: Later
) -> None:
    pair.sign_in()
    later(hours=23)
    with pair.marketplace.writing_nothing():
        reply = custom(pair)
    refused(reply, 429, "TOO_MANY_OFFERS")
    wait = int(reply.headers["retry-after"])
    assert 3500 < wait <= 3600

    later(seconds=wait - 20)
    refused(custom(pair), 429, "TOO_MANY_OFFERS")
    later(seconds=20)
    assert custom(pair).status == 201


def test_a_stranger_counts_once_a_day_and_who_has_booked_does_not_count(
    pair: Pair, known_to_twenty: list[Pair]
) -> None:
    assert custom(known_to_twenty[0]).status == 201
    pair.book()

    assert custom(pair).status == 201


def test_nobody_learns_from_the_limit_who_is_a_client(pair: Pair, known_to_twenty: list[Pair]) -> None:
    """Not even by what is answered once it is reached."""
    refused(custom(replace(pair, client=client("Nobody"))), 429, "TOO_MANY_OFFERS")
    pair.sign_in()
    switch(pair, wanted=False)
    refused(custom(pair), 429, "TOO_MANY_OFFERS")


def test_too_many_strangers_come_before_too_many_open_offers(
    pair: Pair, known_to_twenty: list[Pair], later: Later
) -> None:
    first = known_to_twenty[0]
    for _ in range(2):
        assert custom(first).status == 201
    refused(custom(first), 409, "TOO_MANY_OPEN_OFFERS")
    later(hours=24, seconds=30)
    for n in range(20):
        pair.offer_to(client(f"Another {n}"))

    refused(custom(first), 429, "TOO_MANY_OFFERS")


def test_a_repetition_is_answered_as_the_first_request_was(pair: Pair, known_to_twenty: list[Pair]) -> None:
    first = known_to_twenty[0]
    made = custom(first, idempotency_key=KEY)
    custom(first)
    refused(custom(first), 409, "TOO_MANY_OPEN_OFFERS")

    again = custom(first, idempotency_key=KEY)
    assert (again.status, again.body) == (made.status, made.body)
