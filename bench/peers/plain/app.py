"""coach_api as a plain handler: a dict of routes, checks by hand, no framework."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

import serve

from plus_one.actions.browse import Paging
from plus_one.domain.refusals import NotFound, Refusal
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Outcome, SessionStatus
from plus_one.http.problems import CONTENT_TYPE, Problem, bad_json, invalid, of_refusal

type Json = dict[str, Any]

LARGEST_PAGE = 100
ID = re.compile(r"[A-Za-z0-9-]{1,64}")


def handler(event: Json, context: object) -> Json:
    try:
        status, route = ROUTES[event["routeKey"]]
        done = route(serve.asked(event), event, **ids(event))
        return answer(status, json.dumps(done), "application/json")
    except Refusal as refusal:
        return told(of_refusal(refusal))
    except Problem as problem:
        return told(problem)


def told(problem: Problem) -> Json:
    return answer(problem.status, problem.body(), CONTENT_TYPE)


def answer(status: int, body: str, content_type: str) -> Json:
    return {"statusCode": int(status), "headers": {"Content-Type": content_type}, "body": body}


def ids(event: Json) -> dict[str, str]:
    named: dict[str, str] = event.get("pathParameters") or {}
    if not all(ID.fullmatch(each) for each in named.values()):
        raise NotFound
    return named


def where(event: Json) -> Paging:
    query = event.get("queryStringParameters") or {}
    limit = query.get("limit", "25")
    if not limit.isdecimal() or not 1 <= int(limit) <= LARGEST_PAGE:
        raise wrong("limit")
    return Paging(int(limit), query.get("cursor"))


def body_of(event: Json, *fields: str) -> Json:
    try:
        body = json.loads(event.get("body") or "{}")
    except ValueError:
        raise bad_json() from None
    if not isinstance(body, dict) or not body.keys() <= set(fields):
        raise wrong("body")
    return body


def one_of[Kind: (Outcome, SessionStatus)](kind: type[Kind], value: Any, field: str) -> Kind:
    try:
        return kind(value)
    except ValueError:
        raise wrong(field) from None


def wrong(field: str) -> Problem:
    return invalid([{"field": field, "message": "not as it must be"}])


def offer(who: Request, event: Json) -> Json:
    body = body_of(event, "title", "sessions", "price", "client_id", "auto_renewal", "expires_at")
    body = {"client_id": None, "auto_renewal": True, "expires_at": None} | body
    match body:
        case {"title": str(title), "sessions": int(n), "price": {"amount": int(), "currency": str()}} if (
            title and n > 0
        ):
            expires_at = body["expires_at"]
            return serve.make(who, body, datetime.fromisoformat(expires_at) if expires_at else None)
    raise wrong("body")


def rates(who: Request, event: Json) -> Json:
    body = {"client_id": None} | body_of(event, "sessions", "price", "client_id")
    match body:
        case {"sessions": int(n), "price": {"amount": int(), "currency": str()}} if n > 0:
            return serve.rates(who, body)
    raise wrong("body")


def sessions(who: Request, event: Json, client_id: str) -> Json:
    status = (event.get("queryStringParameters") or {}).get("status")
    return serve.sessions(who, client_id, one_of(SessionStatus, status, "status") if status else None, where(event))


def complete(who: Request, event: Json, client_id: str, session_id: str) -> Json:
    outcome = body_of(event, "outcome").get("outcome", "attended")
    return serve.complete(who, client_id, session_id, one_of(Outcome, outcome, "outcome"))


ROUTES: dict[str, tuple[int, Callable[..., Any]]] = {
    "POST /v1/offers": (HTTPStatus.CREATED, offer),
    "POST /v1/offers/preview": (HTTPStatus.OK, rates),
    "GET /v1/offers": (HTTPStatus.OK, lambda who, event: serve.offers(who, where(event))),
    "DELETE /v1/offers/{offer_id}": (HTTPStatus.NO_CONTENT, lambda who, _, offer_id: serve.withdraw(who, offer_id)),
    "GET /v1/clients": (HTTPStatus.OK, lambda who, event: serve.roster(who, where(event))),
    "GET /v1/clients/{client_id}": (HTTPStatus.OK, lambda who, _, client_id: serve.client(who, client_id)),
    "GET /v1/clients/{client_id}/packages": (
        HTTPStatus.OK,
        lambda who, event, client_id: serve.packages(who, client_id, where(event)),
    ),
    "GET /v1/clients/{client_id}/sessions": (HTTPStatus.OK, sessions),
    "POST /v1/clients/{client_id}/sessions/{session_id}/complete": (HTTPStatus.OK, complete),
    "POST /v1/clients/{client_id}/sessions/{session_id}/reopen": (
        HTTPStatus.OK,
        lambda who, _, client_id, session_id: serve.reopen(who, client_id, session_id),
    ),
    "POST /v1/clients/{client_id}/sessions/{session_id}/cancel": (
        HTTPStatus.OK,
        lambda who, _, client_id, session_id: serve.cancel_plus_one(who, client_id, session_id),
    ),
    "PUT /v1/clients/{client_id}/end": (HTTPStatus.OK, lambda who, _, client_id: serve.end(who, client_id)),
    "DELETE /v1/clients/{client_id}/end": (
        HTTPStatus.OK,
        lambda who, _, client_id: serve.take_end_back(who, client_id),
    ),
    "GET /v1/clients/{client_id}/preview": (HTTPStatus.OK, lambda who, _, client_id: serve.preview(who, client_id)),
    "GET /v1/clients/{client_id}/timeline": (
        HTTPStatus.OK,
        lambda who, event, client_id: serve.timeline(who, client_id, where(event)),
    ),
}
