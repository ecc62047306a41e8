"""Strangers at every route of the OpenAPI document: what is not theirs does not exist for them, and stays as it is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from moto import mock_aws

from local.mails import Mails
from local.render import render
from plus_one import clock
from plus_one.domain import tokens
from plus_one.domain.ids import UserId
from tests.conftest import LINK_KEYS, ROOT, TABLE, aws, create_link_keys, create_table
from tests.integration.api.pair import Pair
from tests.integration.api.routes import ASKING, CLIENT, COACH, GOOD, Deal, begin
from tests.marketplace import Marketplace, Person, client, coach
from tests.proof.access import contacts, offers
from tests.proof.access.offers import seen as _visible
from tests.proof.access.suspended import by_the_suspended

type Scenario = tuple[str, list[str]]

ADDRESSING = [route for route in GOOD if "{" in route or route in ASKING]
OF_ONE_THING = [
    route
    for route in ADDRESSING
    if "{session_id}" in route or ("/packages" in route and "POST" in route) or route in ASKING
]
LISTS = [route for route in GOOD if route not in ADDRESSING and route.startswith("GET ")]
NOBODYS = dict.fromkeys(("client_id", "coach_id", "offer_id", "session_id", "package_id"), "nobody-and-nothing")
NOTHING = {name: NOBODYS[name] for name in ("offer_id", "session_id", "package_id")}
LEAVE = "DELETE /v1/coaches/{coach_id}/enrollment"  # R6: never refused, so it is enough to know who asks
AN_ACCESS_TOKEN = "an access token"
BAD_TOKENS: dict[str, dict[str, str | None]] = {
    AN_ACCESS_TOKEN: {"token_use": "access"},
    "an unverified address": {"email_verified": "false"},
    "no role": {"cognito:groups": None},
    "another role": {"cognito:groups": "[administrator]"},
}


def scenarios(full: bool) -> Iterator[Scenario]:
    with _deal() as deal:
        yield from _by_strangers(deal)
        yield from _by_neighbours(deal)
        yield from _by_the_other_side(deal)
        yield from _by_who_has_only_offered(deal)
        yield from _lists_of_strangers(deal)
        yield from _with_bad_tokens(deal)
        yield from _with_forged_links(deal)
        yield from _with_the_key_of_another(deal)
        yield from offers.made_by(replace(deal.pair, coach=_person(COACH)))
        yield from contacts.of_offers(deal.pair)
        yield from by_the_suspended(deal.pair.marketplace, _refused)


def _by_strangers(deal: Deal) -> Iterator[Scenario]:
    """Nobody here knows them. They know all ids; or they take their own id for the other side."""
    for route in ADDRESSING:
        stranger = _person(GOOD[route].role)
        own = NOBODYS | {"client_id": stranger.user_id, "coach_id": stranger.user_id}
        nobodys = replace(deal, ids=NOBODYS)
        yield f"{route} by a stranger", _compared(deal, nobodys, route, stranger)
        yield f"{route} with one's own id", _compared(replace(deal, ids=own), nobodys, route, stranger)


def _by_neighbours(deal: Deal) -> Iterator[Scenario]:
    """They have a pairing of their own with the same person, and name what belongs to the other pairing."""
    neighbours = {role: _neighbour(deal, role) for role in (CLIENT, COACH)}
    for route in OF_ONE_THING:
        nothing = replace(deal, ids=deal.ids | NOTHING)
        yield f"{route} by a neighbour", _compared(deal, nothing, route, neighbours[GOOD[route].role])


def _by_the_other_side(deal: Deal) -> Iterator[Scenario]:
    for route in ADDRESSING:
        wrong = deal.pair.coach if GOOD[route].role == CLIENT else deal.pair.client
        both = replace(wrong, groups=(CLIENT, COACH))
        yield f"{route} by the other side", _compared(deal, replace(deal, ids=NOBODYS), route, both)


def _by_who_has_only_offered(deal: Deal) -> Iterator[Scenario]:
    """An offer is no pairing."""
    offering = replace(deal.pair, coach=_person(COACH))
    offering.offer(client_id=deal.pair.client.user_id)
    for route in (route for route in ADDRESSING if GOOD[route].role == COACH and route.startswith("GET ")):
        yield f"{route} after an offer", _compared(deal, replace(deal, ids=NOBODYS), route, offering.coach)


def _lists_of_strangers(deal: Deal) -> Iterator[Scenario]:
    secrets = [*deal.ids.values(), deal.pair.client.email, deal.pair.coach.email]
    for route in LISTS:
        told = str(deal.request(route, _person(GOOD[route].role)).body)
        yield f"{route} of a stranger", [f"it names {secret}" for secret in secrets if secret in told]


def _with_bad_tokens(deal: Deal) -> Iterator[Scenario]:
    for route, good in GOOD.items():
        for name, claims in BAD_TOKENS.items():
            if route == LEAVE and name != AN_ACCESS_TOKEN:
                yield f"{route} with {name}", _left(deal, claims)
            elif good.role in (CLIENT, COACH) or "cognito:groups" not in claims:
                yield f"{route} with {name}", _refused(deal, route, claims)


def _with_forged_links(deal: Deal) -> Iterator[Scenario]:
    """Whoever knows both ids, an old link, or the link of another pairing, turns nothing off."""
    today = clock.now().date()
    ids = UserId(deal.ids["client_id"]), UserId(deal.ids["coach_id"])
    key, said, mac = tokens.sign(*ids, today, LINK_KEYS).split(".")
    others = tokens.sign(ids[0], UserId("another-coach"), today, LINK_KEYS).split(".")[2]
    forged = {
        "signed by somebody else": tokens.sign(*ids, today, {key: "b" * 64}),
        "signed with a key that there is not": tokens.sign(*ids, today, {"9": LINK_KEYS[key]}),
        "signed for another pairing": f"{key}.{said}.{others}",
        "with a mark cut off": f"{key}.{said}.{mac[:-1]}",
        "after 401 days": tokens.sign(*ids, today - timedelta(days=401), LINK_KEYS),
    }
    for name, token in forged.items():
        yield f"a link {name}", _of_no_use(deal, token)


def _with_the_key_of_another(deal: Deal) -> Iterator[Scenario]:
    """An Idempotency-Key is one person's: the same request with the same key is another one's own."""
    offer_id = deal.pair.offer()["offer_id"]
    open_to_all = replace(deal, ids=deal.ids | {"offer_id": offer_id})
    for route in ("POST /v1/coaches/{coach_id}/packages", "POST /v1/offers"):
        people = (open_to_all.asker(route), _person(GOOD[route].role))
        replies = [open_to_all.request(route, person, idempotency_key="the-same-key") for person in people]
        refused = [f"it is answered with {reply.status}" for reply in replies if reply.status != 201]
        same = ["both get the same answer"] if replies[0].body == replies[1].body else []
        yield f"{route} with the key of another person", refused + same


def _of_no_use(deal: Deal, token: str) -> list[str]:
    market = deal.pair.marketplace
    before = market.items()
    [nothing, seen] = [
        market.send(market.http_event(None, "POST", f"/v1/unsubscribe/{each}", None, {})) for each in ("no-link", token)
    ]
    hint = ["it is answered otherwise than what is no link"] if _visible(nothing) != _visible(seen) else []
    return hint + _changed(market, before)


def _compared(deal: Deal, other: Deal, route: str, person: Person) -> list[str]:
    """The answer to the owner's ids is that to ids that do not exist, and nothing is written."""
    market = deal.pair.marketplace
    market.call(person, "GET", "/v1/profile")
    before = market.items()
    seen, expected = (_visible(each.request(route, person)) for each in (deal, other))
    different = [f"it says {seen}, of nobody {expected}"] if seen != expected else []
    return different + _changed(market, before)


def _refused(deal: Deal, route: str, claims: dict[str, str | None]) -> list[str]:
    market, asker = deal.pair.marketplace, deal.asker(route)
    method, path = route.split()
    before, body = market.items(), deal.body(route)
    sent = None if body is None else json.dumps(body)
    reply = market.call_as(asker.claims(**claims), method, path.format_map(deal.ids), sent)
    wrong = [] if reply.status == 403 else [f"it is answered with {reply.status}"]
    return wrong + _changed(market, before)


def _left(deal: Deal, claims: dict[str, str | None]) -> list[str]:
    """It leaves, and nothing of the token is kept. Then the client is enrolled as before."""
    market, client = deal.pair.marketplace, deal.pair.client
    before = _profiles(market)
    told = client.claims(**{"email": "typo@example.com", "name": "Typo"} | claims)
    reply = market.call_as(told, *LEAVE.format_map(deal.ids).split())
    wrong = [] if reply.status == 200 else [f"it is answered with {reply.status}"]
    stayed = [] if deal.pair.enrollment()["state"] == "not_enrolled" else ["the client is still enrolled"]
    deal.pair.enroll()
    return wrong + stayed + ([] if _profiles(market) == before else ["the profile was written"])


def _profiles(market: Marketplace) -> list[object]:
    return [item for item in market.items() if item["SK"]["S"] == "PROFILE"]


def _changed(market: Marketplace, before: object) -> list[str]:
    return [] if market.items() == before else ["something was written"]


def _person(role: str) -> Person:
    return coach("Sky") if role == COACH else client("Sam")


def _neighbour(deal: Deal, role: str) -> Person:
    person = _person(role)
    pair = replace(deal.pair, coach=person) if role == COACH else replace(deal.pair, client=person)
    pair.book(client_id=pair.client.user_id)  # everybody would see another offer
    return person


@contextmanager
def _deal() -> Iterator[Deal]:
    template = render(ROOT / "template.yaml")
    with mock_aws():
        create_table(aws("dynamodb"), template, TABLE)
        create_link_keys()
        yield begin(Pair(Marketplace(template, Mails(), 0), client("Alex"), coach("Casey")))
