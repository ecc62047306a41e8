"""What is answered when it is not what was asked for: our problems, and what API Gateway says by itself."""

import re

from ops.openapi_shapes import SCHEMA, Json, open_enumeration

CODE = re.compile(r"`([A-Z_]+)`")


def ref(name: str) -> Json:
    return {"$ref": SCHEMA + name}


SCHEMAS: Json = {
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "A sentence for a person."},
            "code": ref("ProblemCode"),
            "errors": {"type": "array", "items": ref("ProblemError"), "description": "With 422: what is wrong where."},
        },
    },
    "ProblemError": {
        "type": "object",
        "required": ["field", "message"],
        "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
    },
    "GatewayMessage": {
        "type": "object",
        "description": "What API Gateway answers by itself.",
        "required": ["message"],
        "properties": {"message": {"type": "string"}},
    },
}


def problem(said: str) -> Json:
    return {"description": said, "content": {"application/problem+json": {"schema": ref("Problem")}}}


def _message(said: str) -> Json:
    return {"description": said, "content": {"application/json": {"schema": ref("GatewayMessage")}}}


def too_many(said: str) -> Json:
    """API Gateway's own says nothing of when."""
    seconds = {"description": "In how many seconds it may work, if we know.", "schema": {"type": "integer"}}
    return _either(f"{said} API Gateway answers so when all callers together are too fast.") | {
        "headers": {"Retry-After": seconds}
    }


def _either(said: str) -> Json:
    """Ours or API Gateway's. The first type names both, because a generated client may read every body as that one."""
    first = {"schema": {"anyOf": [ref("Problem"), ref("GatewayMessage")]}}
    return {"description": said, "content": {"application/problem+json": first, **_message(said)["content"]}}


RESPONSES: Json = {
    "Unauthorized": _message("No token, or not one of ours."),
    "BodyTooLarge": _either("`BODY_TOO_LARGE`: More than 64 KB. API Gateway itself refuses more than 10 MB."),
    "TooManyRequests": _message("Too many requests."),
    "InternalServerError": _either("`INTERNAL`: Our fault. API Gateway answers so when a function fails."),
    "BadGateway": _message("API Gateway could not read the answer of a function."),
    "ServiceUnavailable": _either("`TRY_AGAIN`: Try again. API Gateway answers so when a function takes too long."),
    "GatewayTimeout": _message("No answer came in time. The request may be done or not."),
}


def shared(name: str) -> Json:
    return {"$ref": f"#/components/responses/{name}"}


OF_THE_GATEWAY: Json = {
    "429": shared("TooManyRequests"),
    "500": shared("InternalServerError"),
    "502": shared("BadGateway"),
    "503": shared("ServiceUnavailable"),
    "504": shared("GatewayTimeout"),
}


def known_codes(whole: Json) -> Json:
    """Every code that the sentences of the answers name."""
    said = str([RESPONSES, [each["responses"] for methods in whole["paths"].values() for each in methods.values()]])
    return open_enumeration("ProblemCode", {"enum": sorted(set(CODE.findall(said)))})
