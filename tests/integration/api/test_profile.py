"""A profile: the address is the token's verified e-mail, nothing else."""

from dataclasses import replace

import pytest

from plus_one.domain.profiles import NO_NAME
from tests.integration.api.pair import refused
from tests.integration.api.routes import WRITES, Deal
from tests.marketplace import Json, Marketplace, client, coach

LEAVE = "DELETE /v1/coaches/{coach_id}/enrollment"
CHOSEN = {"name": "Alexandra", "time_zone": "Europe/Berlin"}


def stored(marketplace: Marketplace, user_id: str) -> Json:
    [item] = [
        item for item in marketplace.items() if item["PK"]["S"] == f"USER#{user_id}" and item["SK"]["S"] == "PROFILE"
    ]
    return item


def test_the_first_look_makes_a_profile_of_the_token(marketplace: Marketplace) -> None:
    alex = client("Alex")
    reply = marketplace.call(alex, "GET", "/v1/profile")

    assert reply.body == {
        "user_id": alex.user_id,
        "name": "Alex",
        "email": "alex@example.com",
        "email_verified": True,
        "time_zone": "UTC",
        "mail": "ok",
    }
    assert stored(marketplace, alex.user_id)["email"] == {"S": "alex@example.com"}


def test_name_and_time_zone_are_for_the_person_to_choose(marketplace: Marketplace) -> None:
    alex = client("Alex")
    saved = marketplace.call(alex, "PUT", "/v1/profile", CHOSEN).body

    assert {name: saved[name] for name in CHOSEN} == CHOSEN
    assert marketplace.call(alex, "GET", "/v1/profile").body == saved


def test_another_name_in_a_token_changes_no_chosen_one(marketplace: Marketplace) -> None:
    alex = client("Alex")
    marketplace.call(alex, "PUT", "/v1/profile", CHOSEN)

    assert marketplace.call(replace(alex, name="Other"), "GET", "/v1/profile").body["name"] == "Alexandra"


def test_a_look_without_news_writes_nothing(marketplace: Marketplace) -> None:
    alex = client("Alex")
    marketplace.call(alex, "GET", "/v1/profile")

    with marketplace.writing_nothing():
        marketplace.call(alex, "GET", "/v1/profile")


def test_a_look_with_a_new_address_stores_it_and_nothing_else(marketplace: Marketplace) -> None:
    alex = client("Alex")
    before = marketplace.call(alex, "PUT", "/v1/profile", CHOSEN).body
    after = marketplace.call(replace(alex, email="new@example.com"), "GET", "/v1/profile").body

    assert after == before | {"email": "new@example.com"}
    assert stored(marketplace, alex.user_id)["email"] == {"S": "new@example.com"}


@pytest.mark.parametrize("route", [route for route in WRITES if route != LEAVE])
def test_every_write_stores_a_new_address(deal: Deal, route: str) -> None:
    person = replace(deal.asker(route), email="new@example.com")
    assert deal.request(route, person).status < 300

    assert stored(deal.pair.marketplace, person.user_id)["email"] == {"S": "new@example.com"}


@pytest.mark.parametrize("route", ["GET /v1/coaches", "GET /v1/clients"])
def test_other_reads_store_nothing(deal: Deal, route: str) -> None:
    with deal.pair.marketplace.writing_nothing():
        deal.request(route, replace(deal.asker(route), email="new@example.com"))


def test_mails_go_to_the_address_of_the_latest_token(deal: Deal) -> None:
    moved = replace(deal.pair.client, email="new@example.com")
    deal.pair.complete_all()
    deal.pair.marketplace.call(moved, "GET", "/v1/profile")
    deal.pair.marketplace.settle()

    assert ("new@example.com",) in [mail.to for mail in deal.pair.marketplace.mails_of("plus_one_booked")]


def test_a_new_name_is_seen_by_the_other_side_after_the_next_write(deal: Deal) -> None:
    pair = deal.pair
    pair.marketplace.call(pair.client, "PUT", "/v1/profile", CHOSEN)
    pair.book()

    assert pair.by_coach("GET").body["name"] == "Alexandra"


def test_a_coachs_name_is_on_the_offers_made_after_it_was_chosen(marketplace: Marketplace) -> None:
    casey = coach("Casey")
    marketplace.call(casey, "PUT", "/v1/profile", CHOSEN)
    offer = {"title": "One", "sessions": 1, "price": {"amount": 1, "currency": "USD"}}

    assert marketplace.call(casey, "POST", "/v1/offers", offer).body["coach_name"] == "Alexandra"


def test_nobody_has_a_name_they_never_said(marketplace: Marketplace) -> None:
    nameless = client()
    profile = marketplace.call_as(nameless.claims(name=None), "GET", "/v1/profile")

    assert profile.status == 200
    assert profile.body["name"]


def test_a_name_in_a_token_is_freed_of_what_no_name_has(marketplace: Marketplace) -> None:
    evil = client().claims(name=" Al\u202eex\r\n\0 " + "x" * 100)
    name = marketplace.call_as(evil, "GET", "/v1/profile").body["name"]

    assert name.startswith("Al ex x")
    assert len(name) <= 60


@pytest.mark.parametrize("name", ["\u3164", "\u115f\u1160", "\uffa0", "\u2800", "\u034f", "\ufe0f"])
def test_a_name_that_shows_nothing_is_no_name(marketplace: Marketplace, name: str) -> None:
    alex = client()
    refused(marketplace.call(alex, "PUT", "/v1/profile", {"name": name, "time_zone": "UTC"}), 422, "INVALID", "name")

    nameless = marketplace.call_as(client().claims(name=name), "GET", "/v1/profile")
    assert nameless.body["name"] == NO_NAME
