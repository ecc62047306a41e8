"""The OpenAPI document: generated from the routes, committed, served, and true of every answer."""

import base64
import gzip
import json
import re

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from ops import openapi
from plus_one.http.openapi import DOCUMENT
from tests.conftest import ROOT
from tests.documented import check_answer, document
from tests.handed import context
from tests.integration.api.routes import PUBLIC, declared
from tests.marketplace import Json, Marketplace, Reply, client


def test_the_committed_document_is_the_generated_one() -> None:
    """Else: make openapi."""
    assert DOCUMENT.read_text() == openapi.text()


def test_its_routes_are_those_of_the_template(marketplace: Marketplace) -> None:
    assert declared() == set(marketplace.routes)


def test_it_is_served_as_it_is(marketplace: Marketplace) -> None:
    assert marketplace.call(client(), "GET", "/v1/openapi.json").body == document()


def test_it_is_compressed_for_those_who_can_read_that(marketplace: Marketplace) -> None:
    event = marketplace.http_event(None, "GET", "/v1/openapi.json", None, {"accept-encoding": "gzip"})
    answer = marketplace.handler("account_api")(event, context())

    assert answer["headers"]["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(base64.b64decode(answer["body"]))) == document()


def test_caches_may_keep_it_and_ask_whether_it_is_still_the_same(marketplace: Marketplace) -> None:
    def ask(**headers: str) -> Reply:
        return marketplace.send(marketplace.http_event(None, "GET", "/v1/openapi.json", None, headers))

    first = ask()
    assert first.headers["cache-control"].startswith("public, max-age=")
    for sent in ({}, {"accept-encoding": "gzip"}):
        again = ask(**{"if-none-match": first.headers["etag"]}, **sent)
        assert (again.status, again.body, again.headers["etag"]) == (304, None, first.headers["etag"])
    assert ask(**{"if-none-match": 'W/"of another version"'}).status == 200


def test_its_schemas_are_schemas_and_every_reference_leads_somewhere() -> None:
    components = document()["components"]
    for schema in components["schemas"].values():
        Draft202012Validator.check_schema(schema)
    there = {f"#/components/{kind}/{name}" for kind, named in components.items() for name in named}
    assert references(document()) <= there


def references(value: Json) -> set[str]:
    if isinstance(value, list):
        return {each for item in value for each in references(item)}
    if not isinstance(value, dict):
        return set()
    here = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
    return here | {each for item in value.values() for each in references(item)}


def operations() -> list[tuple[str, Json]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def test_only_the_public_routes_need_no_token() -> None:
    assert {route for route, operation in operations() if operation.get("security") == []} == PUBLIC


def test_every_code_is_explained_to_who_calls_the_api_and_no_other_is() -> None:
    known = document()["components"]["schemas"]["ProblemCode"]["anyOf"][0]["enum"]
    table = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").split("## When it refuses")[1].split("\n## ")[0]

    assert set(re.findall(r"`([A-Z_]+)`", table)) == set(known)


GOOD_PROBLEM = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "Nothing.", "code": "NOT_FOUND"}
LIES: dict[str, tuple[int, Json, str]] = {
    "a status that is not declared": (418, GOOD_PROBLEM | {"status": 418}, "application/problem+json"),
    "a body of another shape": (200, {"name": "Casey"}, "application/json"),
    "a problem of another type": (404, GOOD_PROBLEM, "application/json"),
    "a problem of another status": (404, GOOD_PROBLEM | {"status": 400}, "application/problem+json"),
    "a problem that says more": (404, GOOD_PROBLEM | {"trace": "..."}, "application/problem+json"),
    "a code that the route does not have": (404, GOOD_PROBLEM | {"code": "OFFER_CLOSED"}, "application/problem+json"),
    "a code that is none": (404, GOOD_PROBLEM | {"code": "Not found"}, "application/problem+json"),
}


EVENT = {"routeKey": "GET /v1/coaches/{coach_id}", "requestContext": {"requestId": "1"}}
HEADERS = {
    "x-request-id": "1",
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}
WRONG_HEADERS = [{"x-request-id": "2"}, {"cache-control": "max-age=60"}, {"x-content-type-options": ""}]


def test_a_declared_answer_passes() -> None:
    check_answer(EVENT, Reply(404, HEADERS, GOOD_PROBLEM))


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_the_document_does_not_declare_fails_a_test(lie: str) -> None:
    status, body, content_type = LIES[lie]

    with pytest.raises(AssertionError):
        check_answer(EVENT, Reply(status, HEADERS | {"content-type": content_type}, body))


@pytest.mark.parametrize("wrong", WRONG_HEADERS)
def test_an_answer_with_another_request_id_or_that_may_be_kept_fails_a_test(wrong: dict[str, str]) -> None:
    with pytest.raises(AssertionError):
        check_answer(EVENT, Reply(404, HEADERS | wrong, GOOD_PROBLEM))
