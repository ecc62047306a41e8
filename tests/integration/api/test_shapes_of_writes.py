"""Every good write answers exactly what api.md says, and so do the reads when everything has happened."""

import pytest

from tests.integration.api import shapes
from tests.integration.api.pair import Pair
from tests.integration.api.routes import GOOD, Deal
from tests.integration.api.shapes import misfits
from tests.integration.api.test_shapes import READS, SHAPES, WRITES


@pytest.mark.parametrize("route", WRITES)
def test_a_write_has_its_status_and_shape(deal: Deal, route: str) -> None:
    reply = deal.request(route)

    assert reply.status == GOOD[route].status, reply.body
    assert misfits(reply.body, SHAPES[route]) == []


def test_all_reads_keep_their_shape_when_everything_has_happened(deal: Deal) -> None:
    renewal = deal.pair.renew()
    left = deal.pair.unenroll()

    assert misfits(renewal, {**shapes.RENEWAL, "state": "booked", "reason": "BOOKED", "session_id": shapes.ID}) == []
    assert misfits(left, {**shapes.UNENROLLED, "unenrolled_at": shapes.TIME, "last_plus_one": shapes.SESSION}) == []
    for route in READS:
        assert misfits(deal.request(route).body, SHAPES[route]) == []


def test_a_completed_session_says_when_and_how(pair: Pair) -> None:
    [session] = pair.book(sessions=1)["sessions"]
    done = pair.complete(session["session_id"])["session"]

    assert misfits(done, {**shapes.SESSION, "completed_at": shapes.TIME, "cancelled_at": None}) == []
    assert done == session | {"status": "completed", "outcome": "attended", "completed_at": done["completed_at"]}


def test_a_plus_one_is_a_session_of_no_package(deal: Deal) -> None:
    deal.pair.renew()
    [plus_one] = deal.pair.sessions("?status=booked")

    assert (plus_one["origin"], plus_one["package_id"]) == ("plus_one", None)
