"""One good request for every route of the OpenAPI document. A route without one fails a test."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.documented import document
from tests.integration.api.pair import OFFER, Pair
from tests.marketplace import Json, Person, Reply

type Ids = dict[str, str]

CLIENT, COACH, ANYBODY = "client", "coach", "anybody"


@dataclass(frozen=True)
class Good:
    """Who asks, the status that they get, and the body that they send."""

    role: str
    status: int = 200
    body: Callable[[Ids], Json] | None = None


GOOD = {
    "GET /v1/coaches": Good(CLIENT),
    "GET /v1/coaches/{coach_id}": Good(CLIENT),
    "GET /v1/coaches/{coach_id}/offers": Good(CLIENT),
    "GET /v1/inbox": Good(CLIENT),
    "POST /v1/coaches/{coach_id}/packages": Good(CLIENT, 201, lambda ids: {"offer_id": ids["offer_id"]}),
    "GET /v1/coaches/{coach_id}/packages": Good(CLIENT),
    "GET /v1/coaches/{coach_id}/sessions": Good(CLIENT),
    "GET /v1/coaches/{coach_id}/enrollment": Good(CLIENT),
    "PUT /v1/coaches/{coach_id}/enrollment": Good(CLIENT, 200, lambda _: {}),
    "DELETE /v1/coaches/{coach_id}/enrollment": Good(CLIENT),
    "POST /v1/offers": Good(COACH, 201, lambda _: OFFER),
    "GET /v1/offers": Good(COACH),
    "DELETE /v1/offers/{offer_id}": Good(COACH, 204),
    "GET /v1/clients": Good(COACH),
    "GET /v1/clients/{client_id}": Good(COACH),
    "GET /v1/clients/{client_id}/packages": Good(COACH),
    "GET /v1/clients/{client_id}/sessions": Good(COACH),
    "POST /v1/clients/{client_id}/sessions/{session_id}/complete": Good(COACH, 200, lambda _: {"outcome": "attended"}),
    "GET /v1/profile": Good(ANYBODY),
    "PUT /v1/profile": Good(ANYBODY, 200, lambda _: {"name": "Alexandra", "time_zone": "Europe/Berlin"}),
}
PUBLIC = {"GET /v1/openapi.json"}
WITH_BODY = [route for route, good in GOOD.items() if good.body]
POSTS = [route for route in GOOD if route.startswith("POST ")]
WRITES = [route for route in GOOD if not route.startswith("GET ")]
LISTS = [
    route
    for route, good in GOOD.items()
    if route.endswith(("/coaches", "/offers", "/inbox", "/packages", "/sessions", "/clients")) and good.body is None
]


def declared() -> set[str]:
    return {f"{method.upper()} {path}" for path, methods in document()["paths"].items() for method in methods}


def asker(pair: Pair, route: str) -> Person:
    return pair.coach if GOOD[route].role == COACH else pair.client


def body_of(route: str, ids: Ids) -> Json:
    make = GOOD[route].body
    return make(ids) if make else None


def request(pair: Pair, route: str, ids: Ids, **headers: str) -> Reply:
    """The good request, by whom it is good for."""
    return request_by(pair, asker(pair, route), route, ids, **headers)


def request_by(pair: Pair, person: Person, route: str, ids: Ids, **headers: str) -> Reply:
    method, path = route.split()
    return pair.marketplace.call(person, method, path.format_map(ids), body_of(route, ids), **headers)
