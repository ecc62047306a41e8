"""Whether an answer is one that the OpenAPI document declares, in the shape that api.md gives to every answer."""

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from plus_one.http.openapi import DOCUMENT

if TYPE_CHECKING:
    from tests.marketplace import Reply

type Json = Any

PROBLEM_FIELDS = {"type", "title", "status", "detail", "code"}
PAGE = "text/html; charset=utf-8"  # the unsubscribe link is for people
KEPT = {"GET /v1/openapi.json": "public, max-age=3600"}  # the same for everybody
CODE = re.compile(r"[A-Z][A-Z0-9_]*")


@cache
def document() -> Json:
    return json.loads(DOCUMENT.read_text())


def check_answer(event: Json, reply: "Reply") -> None:
    assert reply.headers["x-request-id"] == event["requestContext"]["requestId"]
    assert reply.headers["cache-control"] == KEPT.get(event["routeKey"], "no-store")
    assert reply.headers["x-content-type-options"] == "nosniff"
    method, path = event["routeKey"].split()
    responses = document()["paths"][path][method.lower()]["responses"]
    assert str(reply.status) in responses, f"{event['routeKey']} does not declare {reply.status}: {reply.body}"
    declared = _resolved(responses[str(reply.status)])
    _check_content(declared.get("content", {}), reply, is_head=method == "HEAD")
    if reply.status >= 400 and reply.headers["content-type"] != PAGE:
        _check_problem(reply)
        assert f"`{reply.body['code']}`" in declared["description"], reply.body


def _resolved(response: Json) -> Json:
    """Answers that most routes have are written down once."""
    name = response.get("$ref", "").removeprefix("#/components/responses/")
    return document()["components"]["responses"][name] if name else response


def _check_content(content: Json, reply: "Reply", *, is_head: bool) -> None:
    if not content:
        assert reply.body is None
        assert is_head or "content-type" not in reply.headers
        return
    assert reply.headers["content-type"] in content
    whole = {**content[reply.headers["content-type"]]["schema"], "components": document()["components"]}
    errors = [error.message for error in Draft202012Validator(whole).iter_errors(reply.body)]
    assert not errors, (errors, reply.body)


def _check_problem(reply: "Reply") -> None:
    assert "Value error" not in str(reply.body), "a sentence is for a person"
    body = reply.body
    assert reply.headers["content-type"] == "application/problem+json"
    assert body.keys() == PROBLEM_FIELDS | ({"errors"} if reply.status == 422 else set()), body
    assert body["status"] == reply.status
    assert CODE.fullmatch(body["code"]), body
    assert all(error.keys() == {"field", "message"} for error in body.get("errors", [])), body
