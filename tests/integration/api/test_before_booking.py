"""Two people between whom there is an offer, and nothing booked: they have no pairing yet, for either of them."""

import pytest

from tests.integration.api.pair import Pair, refused
from tests.marketplace import Reply, client, coach

OF_A_PAIRING = ("", "/packages", "/sessions", "/timeline", "/preview")


@pytest.fixture
def offered(pair: Pair) -> Pair:
    pair.offer(client_id=pair.client.user_id)
    pair.marketplace.call(pair.client, "GET", "/v1/profile")
    return pair


def seen(reply: Reply) -> object:
    return reply.status, {name: value for name, value in reply.headers.items() if name != "x-request-id"}, reply.body


@pytest.mark.parametrize("path", OF_A_PAIRING)
def test_before_anything_is_booked_there_is_no_pairing_to_look_at(offered: Pair, path: str) -> None:
    refused(offered.by_coach("GET", path), 404, "NOT_FOUND")
    refused(offered.by_client("GET", path), 404, "NOT_FOUND")


@pytest.mark.parametrize("path", OF_A_PAIRING)
def test_nobody_learns_from_it_who_has_an_offer_of_whom(offered: Pair, path: str) -> None:
    nobodys = Pair(offered.marketplace, client("Sam"), coach("Sky"))
    strange = (
        Pair(offered.marketplace, offered.client, nobodys.coach),
        Pair(offered.marketplace, nobodys.client, offered.coach),
    )
    for one in (offered, *strange):
        assert seen(one.by_coach("GET", path)) == seen(nobodys.by_coach("GET", path))
        assert seen(one.by_client("GET", path)) == seen(nobodys.by_client("GET", path))


def test_once_something_is_booked_the_timeline_begins_with_the_offer(offered: Pair) -> None:
    [offer] = offered.marketplace.call(offered.client, "GET", "/v1/inbox").body["items"]
    offered.try_to_book(offer["offer_id"])

    for reply in (offered.by_coach("GET", "/timeline"), offered.by_client("GET", "/timeline")):
        assert [line["kind"] for line in reply.body["items"]] == ["package_booked", "offer_made"]


def test_a_page_with_nothing_but_offers_is_one_of_the_timeline(offered: Pair) -> None:
    offered.book()
    offered.offer(client_id=offered.client.user_id)

    assert [line["kind"] for line in offered.by_coach("GET", "/timeline?limit=1").body["items"]] == ["offer_made"]
