"""schemathesis reads the OpenAPI document and sends what it allows and what it forbids: every answer is declared,
nothing breaks, and nothing forbidden is taken.

The functions are asked as API Gateway would ask them. Its own answers (no token, no route) are made here.
"""

import base64
import zlib
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckFunction
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import positive_data_acceptance, unsupported_method

from tests.conftest import create_link_keys
from tests.documented import document
from tests.handed import context
from tests.integration.api.routes import GOOD, Deal
from tests.marketplace import Json

type Environ = dict[str, Any]
type Case = schemathesis.Case[Any]
type Start = Callable[[str, list[tuple[str, str]]], Any]

TOKEN = "Bearer good"
MOST_PER_ROUTE = 40
# An id that is well-formed may name nothing, and a cursor may be none of ours; what API Gateway says to a method that
# is no route of ours is its own.
NOT_ASKED: list[CheckFunction] = [positive_data_acceptance, unsupported_method]
UNAUTHORIZED = 401, {"content-type": "application/json"}, '{"message":"Unauthorized"}'
NO_ROUTE = 404, {"content-type": "application/json"}, '{"message":"Not Found"}'

schema = schemathesis.openapi.from_dict(document())
schema.app = lambda environ, start: _answered(served[-1], environ, start)  # it is asked for before there is a deal
served: list[Deal] = []


@pytest.fixture(scope="module", autouse=True)
def serving(standing_deal: Deal) -> None:
    create_link_keys()
    served.append(standing_deal)


@schema.auth()
class SignedIn:
    def get(self, case: Case, context: Any) -> str:
        return TOKEN

    def set(self, case: Case, data: str, context: Any) -> None:
        case.headers["Authorization"] = data


@schema.parametrize()
@settings(max_examples=MOST_PER_ROUTE, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_declared_and_nothing_breaks(case: Case, standing_deal: Deal) -> None:
    _name_what_is_there(case, standing_deal.ids)
    case.call_and_validate(excluded_checks=NOT_ASKED)


def _name_what_is_there(case: Case, ids: dict[str, str]) -> None:
    """Most ids that can be thought of name nothing; two of three name what there is. A wrong one stays wrong."""
    path = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    if path and path.mode.is_negative:
        return
    for name, value in (case.path_parameters or {}).items():
        if name in ids and zlib.crc32(str(value).encode("utf-8", "replace")) % 3:
            case.path_parameters[name] = ids[name]


def _answered(deal: Deal, environ: Environ, start: Start) -> list[bytes]:
    status, headers, body = _answer(deal, environ)
    start(f"{status} .", list(headers.items()))
    return [body.encode()]


def _answer(deal: Deal, environ: Environ) -> tuple[int, dict[str, str], str]:
    market = deal.pair.marketplace
    try:
        route = market.route_key(environ["REQUEST_METHOD"], _path(environ))
    except LookupError:
        return NO_ROUTE
    if route in GOOD and environ.get("HTTP_AUTHORIZATION") != TOKEN:
        return UNAUTHORIZED
    answer = market.handler(market.routes[route])(_event(deal, route, environ), context())
    return answer["statusCode"], answer["headers"], answer.get("body") or ""


def _event(deal: Deal, route: str, environ: Environ) -> Json:
    claims = deal.asker(route).claims() if route in GOOD else None
    event = deal.pair.marketplace.http_event(claims, environ["REQUEST_METHOD"], _path(environ), None, {})
    query = parse_qsl(environ["QUERY_STRING"], keep_blank_values=True)
    together = {name: ",".join(value for key, value in query if key == name) for name, _ in query}
    event |= {
        "rawQueryString": environ["QUERY_STRING"],
        "queryStringParameters": together,
        "headers": _headers(environ),
    }
    if body := environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)):
        event |= {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    return event


def _path(environ: Environ) -> str:
    """WSGI's text is of bytes."""
    return str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "replace").replace("?", "%3F")


def _headers(environ: Environ) -> dict[str, str]:
    """What would be compressed is read as it is."""
    named = {key[5:].lower().replace("_", "-"): value for key, value in environ.items() if key.startswith("HTTP_")}
    named.pop("accept-encoding", None)
    content_type = environ.get("CONTENT_TYPE")
    return named | ({"content-type": content_type} if content_type else {})
