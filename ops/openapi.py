"""Writes the OpenAPI document of the whole API, from the routes of the functions: `make openapi`."""

import json
import os
from importlib import import_module
from types import ModuleType

from ops.openapi_answers import RESPONSES, SCHEMAS, known_codes
from ops.openapi_operations import finish
from ops.openapi_pages import PAGES
from ops.openapi_shapes import Json, leave_enumerations_open, tidy, whole_number
from plus_one.http.openapi import DOCUMENT

IRRELEVANT = {"TABLE_NAME": "none", "VELOCITY_LIMIT": "0", "AWS_DEFAULT_REGION": "us-east-1"}
FUNCTIONS = {"client_api": "client", "coach_api": "coach", "account_api": "account"}
TAGS = {
    "client": "What a client may do: book, enroll, set limits, cancel.",
    "coach": "What a coach may do: offer packages, mark sessions complete.",
    "account": "What everybody has: a profile, and this document.",
    "link": "The link in each mail that turns the +1 Program off without signing in. It answers with pages for people.",
}
UNUSED = (
    "HTTPValidationError",
    "ResponseValidationError",
    "ValidationError",
)  # the resolver's own shape, which we never answer
LINES_UP_TO = 3  # paths, then a path, then its operations; components, then a kind of them, then each


def document() -> Json:
    whole = _beginning()
    for name, tag in FUNCTIONS.items():
        _add(whole, import_module(f"functions.{name}.app"), tag)
    whole["paths"] |= PAGES
    leave_enumerations_open(whole)
    whole["components"]["schemas"] |= SCHEMAS | {"ProblemCode": known_codes(whole)}
    return whole


def _beginning() -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The +1 Program",
            "version": "1",
            "description": "Always one session on deck. `docs/api.md` of the project is the guide to this reference.",
            "contact": {"name": "The operator of this deployment"},
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [
            {
                "url": "{origin}",
                "description": "Where the API is.",
                "variables": {
                    "origin": {
                        "default": "http://127.0.0.1:8080",
                        "description": "On your machine as it stands. In AWS it is the output `ApiUrl` of the stack.",
                    }
                },
            }
        ],
        "security": [{"IdToken": []}],
        "tags": [{"name": name, "description": said} for name, said in TAGS.items()],
        "paths": {},
        "components": {
            "schemas": {},
            "responses": RESPONSES,
            "securitySchemes": {
                "IdToken": {"type": "http", "scheme": "bearer", "description": "The ID token of the user pool."}
            },
        },
    }


def _add(whole: Json, module: ModuleType, tag: str) -> None:
    text = module.app.get_openapi_json_schema(title="", version="1")
    part = tidy(json.loads(text, parse_float=whole_number))
    for path, methods in part["paths"].items():
        for method, operation in methods.items():
            schemas = part["components"]["schemas"]
            whole["paths"].setdefault(path, {})[method] = finish(path, method, operation, module, schemas)
            operation["tags"] = [tag]
    whole["components"]["schemas"] |= {k: v for k, v in part["components"]["schemas"].items() if k not in UNUSED}


def text() -> str:
    return _lines(document(), LINES_UP_TO) + "\n"


def _lines(value: object, depth: int) -> str:
    """Short on the way, and yet each operation and each schema has a line of its own to compare."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value, separators=(",", ":"))
    return "{\n" + ",\n".join(f"{json.dumps(key)}:{_lines(each, depth - 1)}" for key, each in value.items()) + "\n}"


if __name__ == "__main__":
    os.environ |= IRRELEVANT
    DOCUMENT.write_text(text())
