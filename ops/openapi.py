"""Writes the OpenAPI document of the whole API, from the routes of the functions: `make openapi`."""

import json
import os
from importlib import import_module
from typing import Any

from ops.route_problems import problems
from plus_one.http.openapi import DOCUMENT

FUNCTIONS = ("client_api", "coach_api", "account_api")
IRRELEVANT = {"TABLE_NAME": "none", "VELOCITY_LIMIT": "0", "AWS_DEFAULT_REGION": "us-east-1"}
TRY_AGAIN = "Ours; the page says to try again."
SAME_PAGE = "A page with a button. It is the same for every token, and changes nothing."
NOT_OURS = "A token that is not ours, or not any more. Nothing was turned off; the page is that of the GET."
TAGGED = ("/v1/coaches/{coach_id}", "/v1/coaches/{coach_id}/enrollment")

type Json = dict[str, Any]

PROBLEM: Json = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for a person."},
        "code": {"type": "string", "pattern": "^[A-Z_]+$", "description": "Stable."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
GATEWAY_MESSAGE: Json = {"type": "object", "properties": {"message": {"type": "string"}}}
KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body again: the same status and ids, nothing done twice. Kept for 48 hours.",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
}


def document() -> Json:
    whole: Json = {
        "openapi": "3.1.0",
        "info": {"title": "The +1 Program", "version": "1", "description": "Always one session on deck."},
        "servers": [{"url": "/"}],
        "security": [{"IdToken": []}],
        "paths": {},
        "components": {"schemas": {}, "securitySchemes": {"IdToken": {"type": "http", "scheme": "bearer"}}},
    }
    for name in FUNCTIONS:
        part = _part(name)
        whole["paths"] |= part["paths"]
        whole["components"]["schemas"] |= part["components"]["schemas"]
    for path, operations in whole["paths"].items():
        for method, operation in operations.items():
            _finish(path, method, operation)
            _say_whether_a_body_is_needed(operation, whole["components"]["schemas"])
    whole["paths"]["/v1/openapi.json"] = {"get": _own_route()}
    whole["paths"]["/v1/unsubscribe/{token}"] = {
        "get": _page("ask_to_turn_off", {200: SAME_PAGE}),
        "head": _without_content(_page("look_at_link", {200: "As the GET, without the page."})),
        "post": _page("turn_off", {200: "+1 is off, at once.", 404: NOT_OURS, 500: TRY_AGAIN}),
    }
    _use_our_errors(whole["components"]["schemas"])
    return whole


def _part(name: str) -> Json:
    app = import_module(f"functions.{name}.app").app
    schema: Json = json.loads(app.get_openapi_json_schema(title="", version="1"))
    return schema


def _finish(path: str, method: str, operation: Json) -> None:
    operation["operationId"] = operation["operationId"].split("_v1_")[0]
    operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    responses = operation["responses"]
    del responses["422"]  # the resolver's own shape, which we never answer
    if method == "post":
        operation.setdefault("parameters", []).append(KEY)
    if method == "put" and path.endswith("/enrollment"):
        responses["201"] = responses["200"] | {"description": "Enrolled; 200 is an adjustment."}
    if path in TAGGED and method != "delete":
        for status in ("200", "201"):
            if status in responses:
                responses[status]["headers"] = {"ETag": {"schema": {"type": "string"}}}
    responses |= {"401": _message("No token, or not one of ours."), "429": _message("Too many requests.")}
    responses |= {str(status): _problem(said) for status, said in problems(path, method).items()}
    operation["responses"] = dict(sorted(responses.items()))


def _say_whether_a_body_is_needed(operation: Json, schemas: Json) -> None:
    """No body is the empty object: enough where every field may be left out."""
    if body := operation.get("requestBody"):
        name = body["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        body["required"] = "required" in schemas[name]


def _problem(said: str) -> Json:
    return {"description": said, "content": {"application/problem+json": {"schema": _ref("Problem")}}}


def _message(said: str) -> Json:
    return {"description": said, "content": {"application/json": {"schema": _ref("GatewayMessage")}}}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _own_route() -> Json:
    answer = {"description": "This document.", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {"operationId": "openapi", "summary": "Openapi", "security": [], "responses": {"200": answer}}


def _page(name: str, answers: dict[int, str]) -> Json:
    """For people and their mail programs (RFC 8058): HTML, without a token."""
    page = {"text/html; charset=utf-8": {"schema": {"type": "string"}}}
    responses = {str(status): {"description": text, "content": page} for status, text in answers.items()}
    return {
        "operationId": name,
        "summary": name.replace("_", " ").capitalize(),
        "security": [],
        "parameters": [{"name": "token", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {**responses, "429": _message("Too many requests.")},
    }


def _without_content(operation: Json) -> Json:
    for response in operation["responses"].values():
        del response["content"]
    return operation


def _use_our_errors(schemas: Json) -> None:
    for unused in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        schemas.pop(unused, None)
    schemas |= {"Problem": PROBLEM, "GatewayMessage": GATEWAY_MESSAGE}


def text() -> str:
    return json.dumps(document(), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    os.environ |= IRRELEVANT
    DOCUMENT.write_text(text())
