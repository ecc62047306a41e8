"""What AWS hands to a function: an HTTP request as API Gateway tells it, and the context of an invocation."""

import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

type Json = Any


def http_event(claims: dict[str, str] | None, route: str, path: str, body: str | None, headers: dict[str, str]) -> Json:
    method, pattern = route.split()
    raw_path, _, query = path.partition("?")
    sent = {"content-type": "application/json"} if body else {}
    context: Json = {
        "http": {"method": method, "path": raw_path, "sourceIp": "127.0.0.1", "userAgent": "tests"},
        "requestId": uuid4().hex,
        "routeKey": route,
        "stage": "$default",
    }
    if claims is not None:
        context["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
    return {
        "version": "2.0",
        "routeKey": route,
        "rawPath": raw_path,
        "rawQueryString": query,
        "queryStringParameters": dict(part.split("=", 1) for part in query.split("&") if part),
        "headers": sent | {name.replace("_", "-"): value for name, value in headers.items()},
        "pathParameters": path_parameters(pattern, raw_path),
        "requestContext": context,
        "body": body,
        "isBase64Encoded": False,
    }


def path_parameters(pattern: str, path: str) -> dict[str, str] | None:
    """None if the path is not of this pattern."""
    found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]*)", pattern), path)
    return {name: unquote(value) for name, value in found.groupdict().items()} if found else None


def context(remaining_ms: int = 10_000) -> Any:
    return SimpleNamespace(
        function_name="test",
        memory_limit_in_mb=1024,
        invoked_function_arn="arn:aws:lambda:us-east-1:123456789012:function:test",
        aws_request_id=uuid4().hex,
        get_remaining_time_in_millis=lambda: remaining_ms,
    )
