"""Lists: newest first, in pages that lose and double nothing."""

from collections.abc import Callable

import pytest

from tests.integration.api.pair import OFFER, Pair
from tests.integration.api.routes import LISTS
from tests.marketplace import Json, Person, client, coach

type Make = Callable[[Pair], list[str]]


def offers(pair: Pair) -> list[str]:
    return [pair.offer()["offer_id"] for _ in range(5)]


def custom_offers_of_many_coaches(pair: Pair) -> list[str]:
    pair.sign_in()
    coaches = [coach(f"Coach {n}") for n in range(5)]
    return [offered(pair, each, client_id=pair.client.user_id)["offer_id"] for each in coaches]


def packages(pair: Pair) -> list[str]:
    return [pair.book(sessions=1)["package"]["package_id"] for _ in range(5)]


def sessions(pair: Pair) -> list[str]:
    return [each["session_id"] for _ in range(2) for each in pair.book(sessions=2)["sessions"]]


def pairings_with_many_coaches(pair: Pair) -> list[str]:
    coaches = [coach(f"Coach {n}") for n in range(5)]
    return [met(pair, pair.client, each).coach.user_id for each in coaches]


def pairings_with_many_clients(pair: Pair) -> list[str]:
    clients = [client(f"Client {n}") for n in range(5)]
    return [met(pair, each, pair.coach).client.user_id for each in clients]


def offered(pair: Pair, by: Person, **changes: Json) -> Json:
    return pair.marketplace.call(by, "POST", "/v1/offers", OFFER | changes).body


def met(pair: Pair, one: Person, other: Person) -> Pair:
    new = Pair(pair.marketplace, one, other)
    new.book(sessions=1)
    return new


# Each list: who reads it, the field that names its items, and what makes five of them, oldest first.
FILLED: dict[str, tuple[str, str, Make]] = {
    "GET /v1/offers": ("coach", "offer_id", offers),
    "GET /v1/coaches/{coach_id}/offers": ("client", "offer_id", offers),
    "GET /v1/inbox": ("client", "offer_id", custom_offers_of_many_coaches),
    "GET /v1/coaches/{coach_id}/packages": ("client", "package_id", packages),
    "GET /v1/clients/{client_id}/packages": ("coach", "package_id", packages),
    "GET /v1/coaches/{coach_id}/sessions": ("client", "session_id", sessions),
    "GET /v1/clients/{client_id}/sessions": ("coach", "session_id", sessions),
    "GET /v1/coaches": ("client", "coach_id", pairings_with_many_coaches),
    "GET /v1/clients": ("coach", "client_id", pairings_with_many_clients),
}


def read(pair: Pair, route: str, query: str) -> Json:
    who, _, _ = FILLED[route]
    path = route.split()[1].format(client_id=pair.client.user_id, coach_id=pair.coach.user_id)
    reply = pair.marketplace.call(pair.coach if who == "coach" else pair.client, "GET", f"{path}?{query}")
    assert reply.status == 200, reply.body
    return reply.body


def pages(pair: Pair, route: str, query: str) -> list[list[Json]]:
    page = read(pair, route, query)
    found = [page["items"]]
    while page["next"]:
        page = read(pair, route, f"{query}&cursor={page['next']}")
        found.append(page["items"])
    return found


def test_the_lists_of_the_document_are_all_here() -> None:
    assert set(FILLED) == {route for route in LISTS if not route.endswith("/timeline")}


# A pairing has no one date: these are in the order of the other side's id (DECISIONS.md).
BY_ID = ("GET /v1/coaches", "GET /v1/clients")


@pytest.mark.parametrize("route", BY_ID)
def test_pairings_are_listed_in_the_order_of_the_other_sides_id(pair: Pair, route: str) -> None:
    _, name, make = FILLED[route]
    made = make(pair)

    assert [item[name] for item in read(pair, route, "limit=100")["items"]] == sorted(made, reverse=True)


@pytest.mark.parametrize("route", [route for route in FILLED if route not in BY_ID])
def test_a_list_is_newest_first(pair: Pair, route: str) -> None:
    _, name, make = FILLED[route]
    made = make(pair)

    assert [item[name] for item in read(pair, route, "limit=100")["items"]] == made[::-1]


@pytest.mark.parametrize("route", FILLED)
def test_pages_to_the_end_lose_nothing_and_double_nothing(pair: Pair, route: str) -> None:
    _, name, make = FILLED[route]
    made = make(pair)
    whole = read(pair, route, "limit=100")

    assert whole["next"] is None
    assert sorted(item[name] for item in whole["items"]) == sorted(made)
    for limit in (2, len(made)):
        found = pages(pair, route, f"limit={limit}")
        assert [item for page in found for item in page] == whole["items"]
        assert len(found) == -(-len(made) // limit)


def test_what_comes_while_somebody_pages_moves_nothing(pair: Pair) -> None:
    made = offers(pair)
    first = read(pair, "GET /v1/offers", "limit=3")
    pair.offer()
    second = read(pair, "GET /v1/offers", f"limit=3&cursor={first['next']}")

    assert [offer["offer_id"] for offer in first["items"] + second["items"]] == made[::-1]


def test_a_page_has_25_items_unless_asked_otherwise(pair: Pair) -> None:
    pair.book(sessions=26)

    assert len(pair.sessions()) == 25
    assert len(pair.sessions("?limit=26")) == 26


def test_sessions_are_filtered_by_status_across_pages(pair: Pair) -> None:
    session_ids = sessions(pair)
    for done in session_ids[::2]:
        pair.complete(done)

    for route in ("GET /v1/coaches/{coach_id}/sessions", "GET /v1/clients/{client_id}/sessions"):
        found = [item for page in pages(pair, route, "status=completed&limit=1") for item in page]
        assert [item["session_id"] for item in found] == session_ids[::2][::-1]
        assert pages(pair, route, "status=cancelled") == [[]]


def test_open_offers_fill_their_pages_although_others_are_left_out(pair: Pair) -> None:
    sam = client("Sam")
    made = [
        (pair.offer_to(sam) if custom else pair.offer())["offer_id"] for custom in (False, True, False, True, False)
    ]

    found = pages(pair, "GET /v1/coaches/{coach_id}/offers", "limit=2")
    assert [[offer["offer_id"] for offer in page] for page in found] == [[made[4], made[2]], [made[0]]]


def test_a_cursor_carries_nothing_over_into_what_is_somebody_elses(pair: Pair) -> None:
    sessions(pair)
    stranger = Pair(pair.marketplace, client("Sam"), coach("Sky"))
    stranger.book(sessions=1)
    cursor = read(pair, "GET /v1/coaches/{coach_id}/sessions", "limit=1")["next"]

    reply = stranger.by_client("GET", f"/sessions?cursor={cursor}")
    assert reply.status == 400 or reply.body["items"] == []
