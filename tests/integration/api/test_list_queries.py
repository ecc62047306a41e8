"""What one may ask of a list: a cursor of its own, a limit from 1 to 100, a status that exists."""

from base64 import urlsafe_b64encode
from json import dumps

import pytest

from tests.integration.api.pair import refused
from tests.integration.api.routes import LISTS, Deal
from tests.marketplace import Json, Reply

LOOSE = ("1_0", "1.0", "+5", " 5", "5 ", "\u0665", "²", "0x5", "\uff15")


def listed(deal: Deal, route: str, query: str) -> Reply:
    path = route.removeprefix("GET ").format_map(deal.ids)
    return deal.pair.marketplace.call(deal.asker(route), "GET", f"{path}?{query}")


def encoded(value: Json) -> str:
    return urlsafe_b64encode(dumps(value).encode()).decode().rstrip("=")


BROKEN = {
    "empty": "",
    "no base64": "!!!",
    "not of ASCII": "é",
    "no JSON": urlsafe_b64encode(b"{").decode().rstrip("="),
    "nested": urlsafe_b64encode(b"[" * 700).decode().rstrip("="),
    "of other types": encoded([1]),
    "too many parts": encoded(["a", "b", "c", "d"]),
    "no list": encoded({"SK": "OFFER#1"}),
    "of another prefix": encoded(["PROFILE"]),
    "no Unicode": encoded(["OFFER#\ud800", "COACH#\ud800", "OFFER#\ud800"]),
    "no Unicode, of a table": encoded(["OFFER#\ud800"]),
    "too long": encoded(["OFFER#" + "x" * 2000]),
}


@pytest.mark.parametrize("cursor", BROKEN.values(), ids=BROKEN)
def test_a_broken_cursor_is_refused(standing_deal: Deal, cursor: str) -> None:
    for route in LISTS:
        refused(listed(standing_deal, route, f"cursor={cursor}"), 400, "BAD_CURSOR")


def test_a_cursor_of_another_list_is_refused(standing_deal: Deal) -> None:
    cursor = standing_deal.pair.by_client("GET", "/sessions?limit=1").body["next"]

    for route in LISTS:
        if not route.endswith("/sessions"):
            refused(listed(standing_deal, route, f"cursor={cursor}"), 400, "BAD_CURSOR")


@pytest.mark.parametrize("route", LISTS)
def test_a_limit_outside_1_to_100_is_refused(standing_deal: Deal, route: str) -> None:
    for limit in ("0", "-1", "101", "x", "", "1.5", "1e1", "5,6", "1" * 5000, *LOOSE):
        refused(listed(standing_deal, route, f"limit={limit}"), 422, "INVALID", "limit")


def test_an_unknown_status_is_refused(standing_deal: Deal) -> None:
    for route in ("GET /v1/coaches/{coach_id}/sessions", "GET /v1/clients/{client_id}/sessions"):
        for status in ("", "BOOKED", "open", "booked,completed"):
            refused(listed(standing_deal, route, f"status={status}"), 422, "INVALID", "status")
