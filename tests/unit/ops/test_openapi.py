"""The OpenAPI document as it is generated: what generators of clients, linters and people ask of it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from ops import openapi

type Json = Any

VERBS = {"get": "get|list", "put": "put", "delete": "delete", "post": "[a-z]+", "head": "head"}
SIDES = {"/v1/coaches": "_coach_", "/v1/clients": "_client_"}


@cache
def document() -> Json:
    return openapi.document()


def operations() -> dict[str, Json]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    }


def objects(node: Json, place: str = "") -> Iterator[tuple[str, Json]]:
    """Every object of the document, with where it is."""
    if isinstance(node, dict):
        yield place, node
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from objects(value, f"{place}/{key}")


def test_a_public_validator_finds_nothing_wrong() -> None:
    wrong = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in OpenAPIV31SpecValidator(document()).iter_errors()
    ]
    assert not wrong


def test_no_two_operations_have_one_id() -> None:
    routes = defaultdict(list)
    for route, operation in operations().items():
        routes[operation["operationId"]].append(route)

    assert {name: both for name, both in routes.items() if len(both) > 1} == {}


def test_an_id_says_the_verb_and_whose_side_the_path_names() -> None:
    irregular = {
        route: operation["operationId"]
        for route, operation in operations().items()
        if not re.fullmatch(regular(*route.split()), operation["operationId"])
    }
    assert irregular == {}


def regular(method: str, path: str) -> str:
    [side] = [named for start, named in SIDES.items() if path.startswith(start)] or ["_?"]
    return f"({VERBS[method.lower()]}){side}[a-z_]*"


@pytest.mark.parametrize("field", ["summary", "description", "tags"])
def test_each_operation_has_a_summary_a_description_and_a_tag(field: str) -> None:
    """The docstring of the route's function is its description."""
    assert [route for route, operation in operations().items() if not operation.get(field)] == []


def test_each_tag_is_explained() -> None:
    used = {tag for operation in operations().values() for tag in operation["tags"]}
    assert used == {tag["name"] for tag in document()["tags"]}


def test_the_document_names_its_licence_and_where_the_api_is() -> None:
    assert document()["info"]["license"]["identifier"] == "Apache-2.0"
    [server] = document()["servers"]
    assert server["url"].format(origin=server["variables"]["origin"]["default"]) == "http://127.0.0.1:8080"


def test_an_answer_without_content_declares_none() -> None:
    declared = {route: operation["responses"]["204"] for route, operation in with_status("204")}

    assert declared
    assert [route for route, answer in declared.items() if "content" in answer] == []


def with_status(status: str) -> list[tuple[str, Json]]:
    return [(route, operation) for route, operation in operations().items() if status in operation["responses"]]


@pytest.mark.parametrize("status", ["500", "503"])
def test_a_failure_may_be_ours_or_the_gateways(status: str) -> None:
    for route, operation in operations().items():
        shapes = str(resolved(operation["responses"][status]))
        assert "GatewayMessage" in shapes, route
        assert "Problem" in shapes or operation["tags"] == ["link"], route


def resolved(answer: Json) -> Json:
    return document()["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]] if "$ref" in answer else answer


@pytest.mark.parametrize("status", ["429", "502", "504"])
def test_what_only_the_gateway_answers_is_named(status: str) -> None:
    for route, operation in operations().items():
        if (status, route) == ("429", "POST /v1/offers"):
            continue
        [content] = resolved(operation["responses"][status])["content"].values()
        assert content["schema"] == {"$ref": "#/components/schemas/GatewayMessage"}, route


def test_too_many_offers_is_ours_or_the_gateways_and_may_say_when_it_works_again() -> None:
    answer = operations()["POST /v1/offers"]["responses"]["429"]
    assert "TOO_MANY_OFFERS" in answer["description"]
    assert set(answer["content"]) == {"application/problem+json", "application/json"}
    assert answer["headers"]["Retry-After"]["schema"] == {"type": "integer"}


def test_each_time_and_each_day_says_its_format() -> None:
    formats = {
        f"{name}.{field}": re.findall(r"'format': '([a-z-]+)'", str(schema))
        for name, whole in document()["components"]["schemas"].items()
        for field, schema in whole.get("properties", {}).items()
        if field == "at" or field.endswith(("_at", "_until"))
    }
    assert {place for place, said in formats.items() if said not in (["date-time"], ["date"])} == set()
    assert {"SessionAnswer.booked_at", "EnrollmentBody.paused_until", "TimelineEntry.at"} <= set(formats)


def test_a_number_is_written_as_an_integer() -> None:
    assert [place for place, node in objects(document()) if any(type(value) is float for value in node.values())] == []


def test_a_value_that_may_be_sent_is_one_of_a_closed_list() -> None:
    schemas = document()["components"]["schemas"]
    assert schemas["CompleteBody"]["properties"]["outcome"]["enum"] == ["attended", "no_show"]
    assert "anyOf" not in str([operation.get("parameters") for operation in operations().values()])


def test_a_value_that_is_answered_may_be_one_that_is_new() -> None:
    """A list of known values stands beside any text, so a generated client reads a value that it does not know."""
    answered = {name: schema for name, schema in document()["components"]["schemas"].items() if is_answered(name)}
    places = [place for place, node in objects(answered) if "enum" in node or "const" in node]

    assert places
    assert [place for place in places if not re.fullmatch(r"/\w+/anyOf/0", place)] == []
    assert all(answered[place.split("/")[1]]["anyOf"][1] == {"type": "string"} for place in places)


def is_answered(name: str) -> bool:
    return not name.endswith("Body")
