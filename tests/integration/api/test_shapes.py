"""Every good answer has exactly the fields of api.md, with its kinds of values."""

import pytest

from tests.integration.api import shapes
from tests.integration.api.routes import ASKING, GOOD, LISTS, Deal
from tests.integration.api.shapes import Shape, misfits, page

SHAPES: dict[str, Shape] = {
    "GET /v1/coaches": page(shapes.COACH),
    "GET /v1/coaches/{coach_id}": shapes.COACH,
    "GET /v1/coaches/{coach_id}/offers": page(shapes.CLIENTS_OFFER),
    "GET /v1/coaches/{coach_id}/contact": shapes.CONTACT,
    "PUT /v1/coaches/{coach_id}/contact": shapes.CONTACT,
    "GET /v1/inbox": page(shapes.CLIENTS_OFFER),
    "POST /v1/coaches/{coach_id}/packages": shapes.BOOKING,
    "GET /v1/coaches/{coach_id}/packages": page(shapes.PACKAGE),
    "GET /v1/coaches/{coach_id}/sessions": page(shapes.SESSION),
    "GET /v1/coaches/{coach_id}/enrollment": shapes.ENROLLMENT,
    "PUT /v1/coaches/{coach_id}/enrollment": shapes.SAVED,
    "DELETE /v1/coaches/{coach_id}/enrollment": shapes.UNENROLLED,
    "POST /v1/offers": shapes.MADE_OFFER,
    "GET /v1/offers": page(shapes.OFFER),
    "DELETE /v1/offers/{offer_id}": None,
    "GET /v1/clients": page(shapes.CLIENT),
    "GET /v1/clients/{client_id}": shapes.CLIENT,
    "GET /v1/clients/{client_id}/packages": page(shapes.PACKAGE),
    "GET /v1/clients/{client_id}/sessions": page(shapes.SESSION),
    "POST /v1/clients/{client_id}/sessions/{session_id}/complete": shapes.COMPLETION,
    "GET /v1/coaches/{coach_id}/preview": shapes.CLIENTS_PREVIEW,
    "POST /v1/coaches/{coach_id}/plus-one": shapes.PROBLEM,
    "PUT /v1/clients/{client_id}/end": shapes.CLIENT,
    "DELETE /v1/clients/{client_id}/end": shapes.CLIENT,
    "POST /v1/coaches/{coach_id}/preview": shapes.FORESEEN,
    "POST /v1/offers/preview": shapes.RATES,
    "GET /v1/coaches/{coach_id}/timeline": page(shapes.TIMELINE),
    "POST /v1/coaches/{coach_id}/sessions/{session_id}/cancel": shapes.PROBLEM,
    "POST /v1/clients/{client_id}/sessions/{session_id}/reopen": shapes.PROBLEM,
    "POST /v1/clients/{client_id}/sessions/{session_id}/cancel": shapes.PROBLEM,
    "GET /v1/clients/{client_id}/preview": shapes.PREVIEW,
    "GET /v1/clients/{client_id}/timeline": page(shapes.TIMELINE),
    "GET /v1/profile": shapes.PROFILE,
    "PUT /v1/profile": shapes.PROFILE,
    "POST /v1/profile/retry-mail": shapes.PROFILE,
}
READS = [*(route for route in GOOD if route.startswith("GET ")), *ASKING]
WRITES = [route for route in GOOD if route not in READS]


@pytest.mark.parametrize("route", READS)
def test_a_read_has_its_status_and_shape(standing_deal: Deal, route: str) -> None:
    reply = standing_deal.request(route)

    assert reply.status == GOOD[route].status, reply.body
    assert misfits(reply.body, SHAPES[route]) == []


@pytest.mark.parametrize("route", LISTS)
def test_the_lists_of_a_deal_that_is_going_on_are_not_empty(standing_deal: Deal, route: str) -> None:
    assert standing_deal.request(route).body["items"]
