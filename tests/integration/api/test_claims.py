"""Who may ask, by the claims of the token as API Gateway passes them."""

import json

import pytest

from tests.integration.api.pair import refused
from tests.integration.api.routes import ANYBODY, CLIENT, COACH, GOOD, WITH_BODY, Deal
from tests.marketplace import Person, Reply

LEAVE = "DELETE /v1/coaches/{coach_id}/enrollment"  # never refused (R6): test_unenroll.py
BY_ROLE = [route for route, good in GOOD.items() if good.role != ANYBODY and route != LEAVE]


def ask(deal: Deal, route: str, **changes: str | None) -> Reply:
    """The good request with other claims."""
    return ask_as(deal, route, deal.asker(route), **changes)


def ask_as(deal: Deal, route: str, person: Person, **changes: str | None) -> Reply:
    method, path = route.split()
    claims = person.claims(**{name.replace("__", ":"): value for name, value in changes.items()})
    sent = json.dumps(deal.body(route)) if route in WITH_BODY else None
    return deal.pair.marketplace.call_as(claims, method, path.format_map(deal.ids), sent)


@pytest.mark.parametrize("route", BY_ROLE)
def test_the_wrong_role_is_refused(standing_deal: Deal, route: str) -> None:
    role = GOOD[route].role
    wrong = [f"[{COACH if role == CLIENT else CLIENT}]", "[administrators]", "[client-of coachee]", "[CLIENT COACH]"]
    alike = [f"[[{role}]]", f"[vip,{role}]", f"[{role},vip]", "[]", ""]
    with standing_deal.pair.marketplace.writing_nothing():
        for groups in (*wrong, *alike, None):
            refused(ask(standing_deal, route, cognito__groups=groups), 403, "FORBIDDEN")


@pytest.mark.parametrize("route", GOOD)
def test_any_token_but_an_id_token_is_refused(standing_deal: Deal, route: str) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for token_use in ("access", "", "ID", None):
            refused(ask(standing_deal, route, token_use=token_use), 403, "ID_TOKEN_REQUIRED")


@pytest.mark.parametrize("route", [route for route in GOOD if route != LEAVE])
def test_an_address_that_is_not_verified_is_refused(standing_deal: Deal, route: str) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for verified in ("false", "", "1", "yes", None):
            refused(ask(standing_deal, route, email_verified=verified), 403, "EMAIL_NOT_VERIFIED")
        refused(ask(standing_deal, route, email=None), 403, "EMAIL_NOT_VERIFIED")


def test_a_token_of_nobody_is_refused(standing_deal: Deal) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for route in GOOD:
            refused(ask(standing_deal, route, sub=None), 403, "FORBIDDEN")


def test_without_any_claims_everything_is_refused(standing_deal: Deal) -> None:
    marketplace = standing_deal.pair.marketplace
    for route in GOOD:
        method, path = route.split()
        event = marketplace.http_event(None, method, path.format_map(standing_deal.ids), None, {})
        refused(marketplace.send(event), 403, "ID_TOKEN_REQUIRED")


@pytest.mark.parametrize(
    "groups", ["[client]", "client", "[coach client]", "[client coach]", "[coach, client]", "[a client]"]
)
def test_groups_arrive_as_text(standing_deal: Deal, groups: str) -> None:
    assert ask(standing_deal, "GET /v1/coaches", cognito__groups=groups).status == 200


def test_somebody_with_both_roles_may_ask_as_either(standing_deal: Deal) -> None:
    both = Person(standing_deal.pair.coach.user_id, "Casey", standing_deal.pair.coach.email, (CLIENT, COACH))

    assert ask_as(standing_deal, "GET /v1/coaches", both).body["items"] == []
    assert len(ask_as(standing_deal, "GET /v1/clients", both).body["items"]) == 1


def test_the_profile_is_for_everybody_who_is_signed_in(standing_deal: Deal) -> None:
    assert ask(standing_deal, "GET /v1/profile", cognito__groups=None).status == 200


def test_the_document_is_public(standing_deal: Deal) -> None:
    marketplace = standing_deal.pair.marketplace
    event = marketplace.http_event(None, "GET", "/v1/openapi.json", None, {})

    assert marketplace.send(event).status == 200
