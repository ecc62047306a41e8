"""R12: a changed time zone moves the moment of a hold."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from plus_one import clock
from tests.integration.api.pair import Pair
from tests.integration.test_sweep import sweep

MINUTE = timedelta(minutes=1)
WEST, EAST = "America/New_York", "Pacific/Kiritimati"


@pytest.fixture
def held(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """On 8 December, until 11 January in New York. Each look at the clock is a minute later."""
    minutes = count()
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 8, 10, tzinfo=UTC) + next(minutes) * MINUTE)
    live_in(pair, WEST)
    pair.book(sessions=1)
    pair.enroll()
    pair.adjust(paused_until="2027-01-10")
    pair.renew()
    return pair


def live_in(pair: Pair, time_zone: str) -> None:
    pair.marketplace.call(pair.client, "PUT", "/v1/profile", {"name": "Alex", "time_zone": time_zone})


def moment(pair: Pair) -> Any:
    return pair.by_client("GET", "/preview").body["hold"]["resumes_at"]


def test_a_moment_follows_the_client(held: Pair) -> None:
    assert moment(held) == "2027-01-11T05:00:00.000Z"
    live_in(held, EAST)
    sweep(held.marketplace)
    sweep(held.marketplace)
    assert moment(held) == "2027-01-10T10:00:00.000Z"


def test_a_moment_follows_the_client_though_an_offer_comes_first(held: Pair) -> None:
    live_in(held, EAST)
    held.offer(client_id=held.client.user_id)
    sweep(held.marketplace)
    sweep(held.marketplace)
    assert moment(held) == "2027-01-10T10:00:00.000Z"


def test_what_can_be_booked_at_once_in_the_new_time_zone_is_booked_by_the_sweep(
    held: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is 11 January already on the other side of the date line."""
    minutes = count()
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 1, 10, 20, tzinfo=UTC) + next(minutes) * MINUTE)
    live_in(held, EAST)
    for _ in range(2):
        sweep(held.marketplace)
    assert held.pairing()["on_deck"] == 1
