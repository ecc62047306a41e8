"""When others change the same things at once: read again, decide again, act once; at last say so."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from tests.integration.api.pair import refused
from tests.integration.api.routes import GOOD, POSTS, Deal

type Conflicts = Callable[[int], None]

CONFLICT: Any = {
    "Error": {"Code": "TransactionCanceledException", "Message": "Transaction cancelled, and who else was there."},
    "CancellationReasons": [{"Code": "None"}, {"Code": "TransactionConflict"}],
}


@pytest.fixture
def conflicts(monkeypatch: pytest.MonkeyPatch) -> Conflicts:
    """The next transactions meet another one."""
    client_class: Any = BaseClient
    send = client_class._make_api_call

    def come(times: int) -> None:
        left = iter(range(times))

        def call(client: Any, operation: str, sent: Any) -> Any:
            if operation == "TransactWriteItems" and next(left, None) is not None:
                raise ClientError(CONFLICT, operation)
            return send(client, operation, sent)

        monkeypatch.setattr(time, "sleep", lambda _: None)
        monkeypatch.setattr(client_class, "_make_api_call", call)

    return come


@pytest.mark.parametrize("route", POSTS)
def test_a_conflict_that_passes_is_not_noticed(deal: Deal, conflicts: Conflicts, route: str) -> None:
    conflicts(3)

    assert deal.request(route).status == GOOD[route].status


@pytest.mark.parametrize("route", [route for route in POSTS if route != "POST /v1/profile/retry-mail"])
def test_a_conflict_that_lasts_is_answered_with_try_again_and_nothing_is_done(
    deal: Deal, conflicts: Conflicts, route: str
) -> None:
    conflicts(1000)

    with deal.pair.marketplace.writing_nothing():
        reply = deal.request(route, idempotency_key="k")
    refused(reply, 503, "TRY_AGAIN")
    assert "who else" not in str(reply)


def test_un_enrolling_is_never_given_up(deal: Deal, conflicts: Conflicts) -> None:
    conflicts(200)

    assert deal.request("DELETE /v1/coaches/{coach_id}/enrollment").status == 200
    assert deal.pair.enrollment()["state"] == "not_enrolled"
