"""Until when an offer may be open: in the future, and within five years."""

from datetime import UTC, datetime, timedelta

import pytest

from plus_one import clock
from plus_one.domain.days import rfc3339
from plus_one.store.items import marshal
from tests.conftest import TABLE, aws
from tests.integration.api.pair import Pair, refused
from tests.integration.api.routes import Deal

NOW = datetime(2026, 11, 23, 10, 0, 0, 123000, UTC)
MS = timedelta(milliseconds=1)
OUT_OF_REACH = [
    "9999-12-31T23:59:59Z",
    "2020-01-01T00:00:00Z",
    "2026-11-23T10:00:00.123Z",
    "2026-11-23T10:00:00.123999Z",
    "2031-11-23T10:00:00.124Z",
    "0001-01-01T00:00:00Z",
]
WITHIN = ["2026-11-23T10:00:00.124Z", "2031-11-23T10:00:00.123Z", "2031-11-23T10:00:00.123999Z"]


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize("at", OUT_OF_REACH)
def test_an_offer_that_would_end_before_it_begins_or_after_five_years_is_refused(deal: Deal, at: str) -> None:
    with deal.pair.marketplace.writing_nothing():
        for whom in (None, deal.ids["client_id"]):
            reply = deal.pair.try_to_offer(expires_at=at, client_id=whom)
            refused(reply, 422, "INVALID", "expires_at")
            assert reply.body["errors"][0]["message"] == "An offer must end in the future, and within five years"


@pytest.mark.parametrize("at", WITHIN)
def test_an_offer_is_open_from_now_and_for_at_most_five_years(pair: Pair, at: str) -> None:
    offer = pair.offer(expires_at=at)
    assert (offer["state"], offer["expires_at"]) == ("open", f"{at[:23]}Z")


def test_an_expiry_with_another_offset_is_answered_in_utc(pair: Pair) -> None:
    assert pair.offer(expires_at="2026-12-31T23:30:00+05:30")["expires_at"] == "2026-12-31T18:00:00.000Z"


def test_who_is_mailed_an_offer_can_book_it(pair: Pair) -> None:
    """Wherever the client lives, the last moment is one that the mail can name."""
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        pair.marketplace.call(pair.client, "PUT", "/v1/profile", {"name": "Alex", "time_zone": zone})
        offer = pair.offer(client_id=pair.client.user_id, expires_at=rfc3339(NOW.replace(year=2031)))
        pair.marketplace.settle()
        assert len(pair.marketplace.mails_of("offer_made")) == 1
        pair.marketplace.mails_before += 1
        assert pair.try_to_book(offer["offer_id"]).status == 201
        pair.marketplace.settle()
        pair.marketplace.mails_before = len(pair.marketplace.all_mails.oldest_first())


def test_an_offer_of_version_0_1_0_that_ends_in_the_year_9999_is_shown_and_booked(pair: Pair) -> None:
    offer = pair.offer(expires_at=rfc3339(NOW + MS))
    aws("dynamodb").update_item(
        TableName=TABLE,
        Key=marshal({"PK": f"COACH#{pair.coach.user_id}", "SK": f"OFFER#{offer['offer_id']}"}),
        UpdateExpression="SET expires_at = :end",
        ExpressionAttributeValues=marshal({":end": "9999-12-31T23:59:59.999Z"}),
    )

    [shown] = pair.marketplace.call(pair.coach, "GET", "/v1/offers").body["items"]
    assert offer.pop("mailed") is None
    assert shown == offer | {"expires_at": "9999-12-31T23:59:59.999Z"}
    assert pair.try_to_book(offer["offer_id"]).status == 201
