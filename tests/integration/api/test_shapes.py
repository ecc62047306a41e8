"""Every good answer has exactly the fields of api.md, with its kinds of values."""

import pytest

from tests.integration.api import shapes
from tests.integration.api.pair import Pair
from tests.integration.api.routes import GOOD, Ids, request
from tests.integration.api.shapes import Shape, misfits, page

SHAPES: dict[str, Shape] = {
    "GET /v1/coaches": page(shapes.COACH),
    "GET /v1/coaches/{coach_id}": shapes.COACH,
    "GET /v1/coaches/{coach_id}/offers": page(shapes.OFFER),
    "GET /v1/inbox": page(shapes.OFFER),
    "POST /v1/coaches/{coach_id}/packages": shapes.BOOKING,
    "GET /v1/coaches/{coach_id}/packages": page(shapes.PACKAGE),
    "GET /v1/coaches/{coach_id}/sessions": page(shapes.SESSION),
    "GET /v1/coaches/{coach_id}/enrollment": shapes.ENROLLMENT,
    "PUT /v1/coaches/{coach_id}/enrollment": shapes.ENROLLMENT,
    "DELETE /v1/coaches/{coach_id}/enrollment": shapes.UNENROLLED,
    "POST /v1/offers": shapes.OFFER,
    "GET /v1/offers": page(shapes.OFFER),
    "DELETE /v1/offers/{offer_id}": None,
    "GET /v1/clients": page(shapes.CLIENT),
    "GET /v1/clients/{client_id}": shapes.CLIENT,
    "GET /v1/clients/{client_id}/packages": page(shapes.PACKAGE),
    "GET /v1/clients/{client_id}/sessions": page(shapes.SESSION),
    "POST /v1/clients/{client_id}/sessions/{session_id}/complete": shapes.COMPLETION,
    "GET /v1/profile": shapes.PROFILE,
    "PUT /v1/profile": shapes.PROFILE,
}


@pytest.mark.parametrize("route", GOOD)
def test_a_good_request_gets_its_status_and_shape(pair: Pair, ids: Ids, route: str) -> None:
    reply = request(pair, route, ids)

    assert reply.status == GOOD[route].status, reply.body
    assert misfits(reply.body, SHAPES[route]) == []


@pytest.mark.parametrize("route", [route for route, shape in SHAPES.items() if shape and "items" in shape])
def test_a_list_of_a_deal_that_goes_on_is_not_empty(pair: Pair, ids: Ids, route: str) -> None:
    assert request(pair, route, ids).body["items"]


def test_the_shapes_of_a_story_fit_when_everything_has_happened(pair: Pair, ids: Ids) -> None:
    booked = pair.renew()
    left = pair.unenroll()

    assert misfits(booked, {**shapes.RENEWAL, "state": "booked", "reason": "BOOKED", "session_id": shapes.ID}) == []
    assert misfits(left, {"unenrolled_at": shapes.TIME, "last_plus_one": shapes.SESSION}) == []
    for route in ("GET /v1/coaches/{coach_id}", "GET /v1/coaches/{coach_id}/enrollment", "GET /v1/clients/{client_id}"):
        assert misfits(request(pair, route, ids).body, SHAPES[route]) == []
    for side in (pair.by_client, pair.by_coach):
        assert misfits(side("GET", "/sessions").body, page(shapes.SESSION)) == []


def test_a_completed_session_says_when_and_how(pair: Pair, ids: Ids) -> None:
    done = pair.complete(ids["session_id"])["session"]

    assert misfits(done, {**shapes.SESSION, "completed_at": shapes.TIME, "cancelled_at": None}) == []
    assert (done["status"], done["outcome"], done["origin"]) == ("completed", "attended", "package")


def test_a_plus_one_is_a_session_of_no_package(pair: Pair, ids: Ids) -> None:
    pair.renew()
    [plus_one] = pair.sessions("?status=booked")

    assert (plus_one["origin"], plus_one["package_id"]) == ("plus_one", None)
