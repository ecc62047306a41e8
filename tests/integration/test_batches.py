"""A batch with many pairings, through the real functions and their real lanes."""

from typing import Any

import pytest

from plus_one.actions import settle_renewal
from tests.integration.faults import Crash
from tests.marketplace import Json, Marketplace, Person, client, coach

PAIRINGS = 9  # more than there are lanes
OFFER = {"title": "One session", "sessions": 1, "price": {"amount": 5000, "currency": "USD"}}
FOREIGN = {"eventName": "INSERT", "dynamodb": {"NewImage": {"type": {"S": "renewal"}}, "SequenceNumber": "foreign"}}


@pytest.fixture
def renewals(marketplace: Marketplace) -> list[Json]:
    """The records of so many last completions."""
    casey = coach()
    offer = marketplace.call(casey, "POST", "/v1/offers", OFFER).body["offer_id"]
    for number in range(PAIRINGS):
        complete_the_last(marketplace, client(f"Alex{number}"), casey, offer)
    return [each for each in marketplace.new_records() if each["dynamodb"]["NewImage"].get("type") == {"S": "renewal"}]


def complete_the_last(marketplace: Marketplace, alex: Person, casey: Person, offer: str) -> None:
    booking = marketplace.call(alex, "POST", f"/v1/coaches/{casey.user_id}/packages", {"offer_id": offer}).body
    marketplace.call(alex, "PUT", f"/v1/coaches/{casey.user_id}/enrollment", {})
    [session] = booking["sessions"]
    path = f"/v1/clients/{alex.user_id}/sessions/{session['session_id']}/complete"
    assert marketplace.call(casey, "POST", path).status == 200


def states(marketplace: Marketplace) -> list[str]:
    return [item["state"]["S"] for item in marketplace.items() if item.get("type") == {"S": "renewal"}]


def test_a_foreign_record_is_named_and_all_others_are_settled(marketplace: Marketplace, renewals: list[Json]) -> None:
    answer = marketplace.handler("book_plus_one")({"Records": [FOREIGN, *renewals]}, None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "foreign"}]}
    assert states(marketplace) == ["booked"] * PAIRINGS


def test_every_notice_of_a_batch_is_mailed(marketplace: Marketplace, renewals: list[Json]) -> None:
    marketplace.handler("book_plus_one")({"Records": renewals}, None)
    marketplace.settle(only="send_notices")

    assert len(marketplace.mails_of("plus_one_booked")) == 2 * PAIRINGS


def test_what_is_no_event_is_named_and_every_other_notice_is_mailed(
    marketplace: Marketplace, renewals: list[Json]
) -> None:
    marketplace.handler("book_plus_one")({"Records": renewals}, None)
    events = [each for each in marketplace.new_records() if "notices" in each["dynamodb"]["NewImage"]]
    answer = marketplace.handler("send_notices")({"Records": [FOREIGN, *events]}, None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "foreign"}]}
    assert len(marketplace.mails_of("plus_one_booked")) == 2 * PAIRINGS


def test_a_crash_in_one_lane_is_no_answer(
    marketplace: Marketplace, renewals: list[Json], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: Any, **__: Any) -> None:
        raise Crash

    monkeypatch.setattr(settle_renewal, "outcome", crash)
    with pytest.raises(Crash):
        marketplace.handler("book_plus_one")({"Records": renewals}, None)
