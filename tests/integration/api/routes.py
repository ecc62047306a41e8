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
    """Who asks, the status that they get, and the body that they send. Some POSTs only ask."""

    role: str
    status: int = 200
    body: Callable[[Ids], Json] | None = None
    asks: bool = False


GOOD = {
    "GET /v1/coaches": Good(CLIENT),
    "GET /v1/coaches/{coach_id}": Good(CLIENT),
    "GET /v1/coaches/{coach_id}/offers": Good(CLIENT),
    "GET /v1/coaches/{coach_id}/contact": Good(CLIENT),
    "PUT /v1/coaches/{coach_id}/contact": Good(CLIENT, 200, lambda _: {"offers_by_mail": False, "offers": False}),
    "GET /v1/inbox": Good(CLIENT),
    "POST /v1/coaches/{coach_id}/packages": Good(CLIENT, 201, lambda ids: {"offer_id": ids["offer_id"]}),
    "GET /v1/coaches/{coach_id}/packages": Good(CLIENT),
    "GET /v1/coaches/{coach_id}/sessions": Good(CLIENT),
    "GET /v1/coaches/{coach_id}/enrollment": Good(CLIENT),
    "PUT /v1/coaches/{coach_id}/enrollment": Good(CLIENT, 200, lambda _: {}),
    "DELETE /v1/coaches/{coach_id}/enrollment": Good(CLIENT),
    "POST /v1/coaches/{coach_id}/plus-one": Good(
        CLIENT,
        409,
        lambda ids: {
            "completed_session_id": ids["session_id"],
            "completion": 1,
            "rate": {"amount": 1, "currency": "USD"},
        },
    ),
    "GET /v1/coaches/{coach_id}/preview": Good(CLIENT),
    "POST /v1/coaches/{coach_id}/preview": Good(
        CLIENT, body=lambda ids: {"offer_id": ids["offer_id"], "settings": {"stop_after": 3}}, asks=True
    ),
    "GET /v1/coaches/{coach_id}/timeline": Good(CLIENT),
    "POST /v1/coaches/{coach_id}/sessions/{session_id}/cancel": Good(CLIENT, 409),
    "POST /v1/offers": Good(COACH, 201, lambda _: OFFER),
    "POST /v1/offers/preview": Good(
        COACH,
        body=lambda ids: {name: OFFER[name] for name in ("sessions", "price")} | {"client_id": ids["client_id"]},
        asks=True,
    ),
    "GET /v1/offers": Good(COACH),
    "DELETE /v1/offers/{offer_id}": Good(COACH, 204),
    "GET /v1/clients": Good(COACH),
    "GET /v1/clients/{client_id}": Good(COACH),
    "GET /v1/clients/{client_id}/packages": Good(COACH),
    "GET /v1/clients/{client_id}/sessions": Good(COACH),
    "POST /v1/clients/{client_id}/sessions/{session_id}/complete": Good(COACH, 200, lambda _: {"outcome": "attended"}),
    "POST /v1/clients/{client_id}/sessions/{session_id}/reopen": Good(COACH, 409),
    "POST /v1/clients/{client_id}/sessions/{session_id}/cancel": Good(COACH, 409),
    "PUT /v1/clients/{client_id}/end": Good(COACH),
    "DELETE /v1/clients/{client_id}/end": Good(COACH),
    "GET /v1/clients/{client_id}/preview": Good(COACH),
    "GET /v1/clients/{client_id}/timeline": Good(COACH),
    "GET /v1/profile": Good(ANYBODY),
    "POST /v1/profile/retry-mail": Good(ANYBODY),
    "PUT /v1/profile": Good(ANYBODY, 200, lambda _: {"name": "Alexandra", "time_zone": "Europe/Berlin"}),
}
PUBLIC = {"GET /v1/openapi.json", *(f"{verb} /v1/unsubscribe/{{token}}" for verb in ("GET", "HEAD", "POST"))}
WITH_BODY = [route for route, good in GOOD.items() if good.body]
ASKING = [route for route, good in GOOD.items() if good.asks]
WRITES = [
    route for route, good in GOOD.items() if not route.startswith("GET ") and good.status < 400 and route not in ASKING
]
POSTS = [route for route in WRITES if route.startswith("POST ")]
LISTS = [
    route
    for route, good in GOOD.items()
    if route.endswith(("/coaches", "/offers", "/inbox", "/packages", "/sessions", "/clients", "/timeline"))
    and good.body is None
]


def declared() -> set[str]:
    return {f"{method.upper()} {path}" for path, methods in document()["paths"].items() for method in methods}


@dataclass(frozen=True)
class Deal:
    """A pair, and the ids of what is going on between them."""

    pair: Pair
    ids: Ids

    def request(self, route: str, person: Person | None = None, body: Json = None, **headers: str) -> Reply:
        """The good request, if nothing else is said."""
        method, path = route.split()
        asker = person or self.asker(route)
        sent = self.body(route) if body is None else body
        return self.pair.marketplace.call(asker, method, path.format_map(self.ids), sent, **headers)

    def send_text(self, route: str, text: str, **headers: str) -> Reply:
        """The good request with another text as its body."""
        method, path = route.split()
        claims = self.asker(route).claims()
        return self.pair.marketplace.call_as(claims, method, path.format_map(self.ids), text, **headers)

    def asker(self, route: str) -> Person:
        return self.pair.coach if GOOD[route].role == COACH else self.pair.client

    def body(self, route: str) -> Json:
        make = GOOD[route].body
        return make(self.ids) if make else None


def begin(pair: Pair) -> Deal:
    """A package is booked, the client is enrolled, and one more offer is open. All offers are for this client."""
    booked = pair.book(client_id=pair.client.user_id)
    pair.enroll()
    ids = {
        "client_id": pair.client.user_id,
        "coach_id": pair.coach.user_id,
        "offer_id": pair.offer(client_id=pair.client.user_id)["offer_id"],
        "package_id": booked["package"]["package_id"],
        "session_id": booked["sessions"][0]["session_id"],
    }
    return Deal(pair, ids)
