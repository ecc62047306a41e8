from collections.abc import Callable
from datetime import timedelta

import pytest

from plus_one import clock
from tests.integration.api.pair import Pair
from tests.integration.api.routes import Ids
from tests.marketplace import Marketplace, client, coach


@pytest.fixture
def pair(marketplace: Marketplace) -> Pair:
    return Pair(marketplace, client("Alex"), coach("Casey"))


@pytest.fixture
def ids(pair: Pair) -> Ids:
    """A deal that is going on: a package is booked, the client enrolled, and one more offer open."""
    booked = pair.book(client_id=pair.client.user_id)
    pair.enroll()
    return {
        "client_id": pair.client.user_id,
        "coach_id": pair.coach.user_id,
        "offer_id": pair.offer(client_id=pair.client.user_id)["offer_id"],
        "package_id": booked["package"]["package_id"],
        "session_id": booked["sessions"][0]["session_id"],
    }


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """From now on it is later."""

    def later(pause: timedelta) -> None:
        before = clock.now
        monkeypatch.setattr(clock, "now", lambda: before() + pause)

    return later
