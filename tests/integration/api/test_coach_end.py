"""R16: a coach ends with one client, and takes that back."""

from dataclasses import replace
from typing import Any

import pytest

from plus_one.domain.copies import is_true
from plus_one.domain.events import Side
from plus_one.domain.limits import COPY_WAITS, MOST_RETURNS
from plus_one.store import events, pairings
from plus_one.store.items import Item, moment, unmarshal
from tests.integration.api.contacts import custom
from tests.integration.api.pair import OFFER, Pair, refused
from tests.integration.test_sweep import sweep
from tests.marketplace import Reply, client, coach


def end(pair: Pair, method: str = "PUT") -> Any:
    reply = pair.by_coach(method, "/end")
    assert reply.status == 200, reply.body
    return reply.body


def kinds(pair: Pair) -> list[str]:
    return [entry["kind"] for entry in pair.by_client("GET", "/timeline?limit=100").body["items"]]


@pytest.fixture
def ended(pair: Pair) -> Pair:
    pair.book(sessions=1)
    pair.enroll()
    end(pair)
    return pair


def test_both_read_that_the_coach_has_ended_and_that_it_is_taken_back(ended: Pair) -> None:
    assert ended.by_coach("GET").body["ended"]
    assert ended.pairing()["ended"]
    assert not end(ended, "DELETE")["ended"]
    assert not ended.pairing()["ended"]


def test_nothing_can_be_booked_or_offered(ended: Pair) -> None:
    offer_id = ended.offer()["offer_id"]
    refused(ended.try_to_book(offer_id), 409, "COACH_ENDED")
    refused(ended.by_client("POST", "/preview", {"offer_id": offer_id}), 409, "COACH_ENDED")
    refused(custom(ended), 409, "COACH_ENDED")
    refused(rates(ended), 409, "COACH_ENDED")


def rates(pair: Pair) -> Reply:
    body = {name: OFFER[name] for name in ("sessions", "price")} | {"client_id": pair.client.user_id}
    return pair.marketplace.call(pair.coach, "POST", "/v1/offers/preview", body)


def test_everything_can_be_booked_and_offered_again(ended: Pair) -> None:
    end(ended, "DELETE")
    assert rates(ended).status == 200
    ended.book(client_id=ended.client.user_id)


def test_only_this_client_is_meant(ended: Pair) -> None:
    assert replace(ended, client=client("Robin")).book()["pairing"]["ended"] is False


def test_a_renewal_ends(ended: Pair) -> None:
    assert ended.by_client("GET", "/preview").body["reason"] == "COACH_ENDED"
    assert ended.renew()["reason"] == "COACH_ENDED"
    end(ended, "DELETE")
    sweep(ended.marketplace)
    assert ended.pairing()["on_deck"] == 0


def test_a_hold_ends_with_it_for_good(pair: Pair) -> None:
    pair.book(sessions=1)
    pair.enroll()
    pair.adjust(stop_after=0)
    assert pair.renew()["state"] == "held"
    assert end(pair)["renewal"]["reason"] == "COACH_ENDED"
    assert pair.pairing()["renewal"]["state"] == "skipped"
    end(pair, "DELETE")
    saved = pair.adjust()
    assert (saved["plus_one"], pair.pairing()["on_deck"]) == (None, 0)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_repetition_answers_the_same_and_says_nothing(ended: Pair, method: str) -> None:
    first = end(ended, method)
    said = kinds(ended)
    with ended.marketplace.writing_nothing():
        assert end(ended, method) == first
    assert kinds(ended) == said


def test_nothing_is_taken_back_that_never_ended(pair: Pair) -> None:
    pair.book()
    with pair.marketplace.writing_nothing():
        assert end(pair, "DELETE")["ended"] is False


def test_a_client_of_another_coach_is_not_there(ended: Pair) -> None:
    refused(replace(ended, coach=coach("Sky")).by_coach("PUT", "/end"), 404, "NOT_FOUND")


def test_what_is_on_deck_stays(ended: Pair) -> None:
    [session] = ended.sessions()
    assert (session["status"], ended.pairing()["on_deck"]) == ("booked", 1)


def test_an_end_is_taken_back_ten_times_a_day_and_ending_is_never_refused(ended: Pair, later: Any) -> None:
    for _ in range(MOST_RETURNS):
        end(ended, "DELETE")
        end(ended)
    refused(ended.by_coach("DELETE", "/end"), 409, "TOO_MANY_RETURNS")
    assert end(ended)["ended"]
    later(days=1, minutes=1)
    assert not end(ended, "DELETE")["ended"]


def stored(pair: Pair) -> list[Item]:
    return [unmarshal(item) for item in pair.marketplace.items()]


def test_the_clients_copy_waits_and_leaves_only_if_it_is_true(ended: Pair) -> None:
    [first] = [item for item in stored(ended) if item.get("kind") == "coach_ended"]
    assert moment(first["notices"]["client"]["not_before"]) == moment(first["at"]) + COPY_WAITS
    assert "not_before" not in first["notices"]["coach"]
    end(ended, "DELETE")
    [pairing] = [pairings.from_item(item) for item in stored(ended) if item["type"] == "pairing"]
    assert not is_true(events.from_item(first), Side.CLIENT, pairing)
