"""The access matrix: over every route of the OpenAPI document, nobody reaches what is somebody else's.

That the owner does succeed with the same requests is in test_shapes.py and test_shapes_of_writes.py.
"""

import pytest

from tests.integration.api.routes import CLIENT, GOOD, PUBLIC, Deal, declared
from tests.marketplace import Person, Reply, client, coach

ADDRESSING = [route for route in GOOD if "{" in route]
NOBODYS = dict.fromkeys(("client_id", "coach_id", "offer_id", "session_id", "package_id"), "nobody-and-nothing")


@pytest.fixture
def strangers(standing_deal: Deal) -> dict[str, Person]:
    """One of each role, signed in."""
    people = {"client": client("Sam"), "coach": coach("Sky"), "anybody": client("Ash")}
    for person in people.values():
        assert standing_deal.pair.marketplace.call(person, "GET", "/v1/profile").status == 200
    return people


def answer(reply: Reply) -> object:
    """All that can be seen of it, but the ids of the request itself."""
    return reply.status, {k: v for k, v in reply.headers.items() if k != "x-request-id"}, reply.body


def test_every_route_of_the_document_has_a_request_here() -> None:
    assert declared() == set(GOOD) | PUBLIC


@pytest.mark.parametrize("route", ADDRESSING)
def test_a_stranger_with_the_owners_ids_gets_the_answer_of_ids_that_do_not_exist(
    standing_deal: Deal, strangers: dict[str, Person], route: str
) -> None:
    stranger = strangers[GOOD[route].role]
    with standing_deal.pair.marketplace.writing_nothing():
        of_the_owner = standing_deal.request(route, stranger)
        of_nobody = Deal(standing_deal.pair, NOBODYS).request(route, stranger)

    assert answer(of_the_owner) == answer(of_nobody)


@pytest.mark.parametrize("route", ADDRESSING)
def test_ones_own_id_as_the_other_side_is_nobodys(
    standing_deal: Deal, strangers: dict[str, Person], route: str
) -> None:
    stranger = strangers[GOOD[route].role]
    mine = Deal(standing_deal.pair, NOBODYS | {"client_id": stranger.user_id, "coach_id": stranger.user_id})
    with standing_deal.pair.marketplace.writing_nothing():
        reply = mine.request(route, stranger)

    assert answer(reply) == answer(Deal(standing_deal.pair, NOBODYS).request(route, stranger))


@pytest.mark.parametrize("route", [route for route in GOOD if route not in ADDRESSING and route.startswith("GET ")])
def test_a_strangers_own_lists_hold_nothing_of_the_owners(
    standing_deal: Deal, strangers: dict[str, Person], route: str
) -> None:
    told = str(standing_deal.request(route, strangers[GOOD[route].role]).body)

    secrets = [*standing_deal.ids.values(), standing_deal.pair.client.email, standing_deal.pair.coach.email]
    assert not [secret for secret in secrets if secret in told]


def test_the_other_side_of_the_pairing_is_no_owner_either(standing_deal: Deal) -> None:
    pair = standing_deal.pair
    both = {
        "client": Person(pair.client.user_id, "Alex", pair.client.email, ("client", "coach")),
        "coach": Person(pair.coach.user_id, "Casey", pair.coach.email, ("client", "coach")),
    }
    with pair.marketplace.writing_nothing():
        for route in ADDRESSING:
            wrong_side = both["coach" if GOOD[route].role == CLIENT else "client"]
            reply, of_nobody = (each.request(route, wrong_side) for each in (standing_deal, Deal(pair, NOBODYS)))
            assert answer(reply) == answer(of_nobody), route
