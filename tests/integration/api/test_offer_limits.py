"""What no offer can be. Nothing of it is written."""

import pytest

from tests.integration.api.pair import OFFER, USD_200, refused
from tests.integration.api.routes import Deal
from tests.marketplace import Json

NO_OFFERS: dict[str, list[Json]] = {
    "title": ["", " ", "x" * 101, 5, None, ["x"], "a\nb", "a\0b", "a\u202eb", "a\u2028b", "\u200b", "\ud800", "\u007f"],
    "sessions": [0, 51, -1, "3", 3.0, 2.5, True, None, [3], 10**30],
    "price": [None, 5, "5 USD", [], {}],
    "price.amount": [-1, 10**9, "5", 5.0, 0.5, True, None, 10**300],
    "price.currency": ["usd", "XXX", "ZZZ", "EURO", "", "US$", "U\0D", None, 1, "\ud800\ud800\ud800"],
    "client_id": ["", "x" * 65, "../x", "USER#x", "a b", "a\0", "a\n", "é", 5, ["x"]],
    "auto_renewal": ["true", 1, 0, None],
    "expires_at": [0, 1_800_000_000, True, "", "soon", "2099-12-31", "2099-12-31T10:00:00", "2099-13-01T00:00:00Z"],
    "more": [1, None],
    "coach_id": ["x"],
}


@pytest.mark.parametrize("field", NO_OFFERS)
def test_an_offer_outside_its_limits_is_refused(standing_deal: Deal, field: str) -> None:
    outer, _, inner = field.partition(".")
    with standing_deal.pair.marketplace.writing_nothing():
        for value in NO_OFFERS[field]:
            reply = standing_deal.pair.try_to_offer(**{outer: USD_200 | {inner: value} if inner else value})
            assert reply.status == 422, (value, reply.body)
            assert {error["field"].split(".")[0] for error in reply.body["errors"]} == {outer}, (value, reply.body)


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_an_expiry_that_is_no_time_in_utc_is_refused(standing_deal: Deal, at: str) -> None:
    refused(standing_deal.pair.try_to_offer(expires_at=at), 422, "INVALID", "expires_at")


@pytest.mark.parametrize("field", ["title", "sessions", "price"])
def test_an_offer_says_what_it_must(standing_deal: Deal, field: str) -> None:
    body = {name: value for name, value in OFFER.items() if name != field}

    refused(standing_deal.request("POST /v1/offers", body=body), 422, "INVALID", field)
