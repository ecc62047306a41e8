"""What the resolver says of bodies and answers, in the words that generators and linters understand."""

import re
from collections.abc import Callable
from typing import Any

type Json = dict[str, Any]

SCHEMA = "#/components/schemas/"


def described(said: str) -> Json:
    """What it does is said first, up to a comma, a colon or a full stop; that is the summary."""
    return {"summary": re.split("[,:.]", said)[0], "description": said}


def whole_number(text: str) -> int | float:
    """The resolver writes each bound as a float; ours are those of integers."""
    number = float(text)
    return int(number) if number.is_integer() else number


def tidy(part: Json) -> Json:
    """Without the titles, which only repeat a name."""
    tidied: Json = _rewritten(part, lambda node: {k: v for k, v in node.items() if not _is_title(k, v)})
    return tidied


def _is_title(key: str, value: object) -> bool:
    return key == "title" and isinstance(value, str)


def never_null(schema: Json) -> Json:
    """A parameter is left out; nobody can send null in an address."""
    choices = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    return schema if len(choices) != 1 else {k: v for k, v in schema.items() if k != "anyOf"} | choices[0]


def leave_enumerations_open(whole: Json) -> None:
    """An answer may one day say a value that is new; what may be sent is listed in place, and ends there."""
    schemas = whole["components"]["schemas"]
    enumerations = {SCHEMA + name: schema for name, schema in schemas.items() if "enum" in schema}

    def in_place(node: Json) -> Json:
        known: Json = enumerations.get(node.get("$ref", ""), {})
        return ({k: v for k, v in node.items() if k != "$ref"} | known) if known else node

    whole["paths"] |= {path: _with_parameters(methods, in_place) for path, methods in whole["paths"].items()}
    for name, schema in schemas.items():
        if name.endswith("Body"):
            schemas[name] = _rewritten(schema, in_place)
        elif SCHEMA + name in enumerations:
            schemas[name] = open_enumeration(name, schema)


def open_enumeration(name: str, schema: Json) -> Json:
    known = {"type": "string", "title": f"Known{name}", "enum": schema["enum"]}
    return {"description": "One of these, or one that is new.", "anyOf": [known, {"type": "string"}]}


def _with_parameters(methods: Json, change: Callable[[Json], Json]) -> Json:
    for operation in methods.values():
        if "parameters" in operation:
            operation["parameters"] = _rewritten(operation["parameters"], change)
    return methods


def _rewritten(node: Any, change: Callable[[Json], Json]) -> Any:
    """Each object of the tree as `change` makes it, the innermost first."""
    if isinstance(node, list):
        return [_rewritten(item, change) for item in node]
    if isinstance(node, dict):
        return change({key: _rewritten(value, change) for key, value in node.items()})
    return node
