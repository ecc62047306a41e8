"""What is true of every request body, whatever its fields, and of an Idempotency-Key."""

import base64
import hashlib
import json
import re
from http import HTTPStatus
from typing import Any

from plus_one.domain.ids import UserId
from plus_one.domain.requests import IdempotencyKey
from plus_one.http.problems import Problem, bad_json, invalid

LARGEST_BODY = 64 * 1024
ACTS = ("/complete", "/reopen", "/cancel", "/end", "/retry-mail")
_VISIBLE = re.compile(r"[\x21-\x7e]{1,255}")

type Event = dict[str, Any]


def read_body(event: Event) -> Event:
    """The event with a JSON object as its body. A body where none is asked for is the empty object; and none where all
    of it may be left out, which nothing is that replaces or makes something."""
    body = _bytes(event) if event["requestContext"]["http"]["method"] in ("POST", "PUT") else b""
    if len(body) > LARGEST_BODY:
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "BODY_TOO_LARGE", "A body has at most 64 KB.")
    if not body and _may_be_left_out(event):
        return _with_json(event, "{}")
    if not body or event["headers"].get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", "Send application/json.")
    try:
        text = body.decode()
        sent = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise bad_json() from None
    if not isinstance(sent, dict):
        raise invalid([{"field": "body", "message": "a JSON object"}])
    return _with_json(event, text)


def idempotency_key(event: Event, user_id: UserId) -> IdempotencyKey | None:
    """A key is honoured on every POST; the hash is that of method, path and body."""
    key = event["headers"].get("idempotency-key")
    if key is None or event["requestContext"]["http"]["method"] != "POST":
        return None
    if not _VISIBLE.fullmatch(key):
        raise invalid([{"field": "Idempotency-Key", "message": "1 to 255 visible ASCII characters"}])
    request = event["requestContext"]["http"]["method"], event["rawPath"], _bytes(event).decode(errors="replace")
    return IdempotencyKey(user_id, key, hashlib.sha256(json.dumps(request).encode()).hexdigest())


def _may_be_left_out(event: Event) -> bool:
    """An act can be asked for without a body."""
    return event["requestContext"]["http"]["method"] not in ("POST", "PUT") or event["routeKey"].endswith(ACTS)


def _bytes(event: Event) -> bytes:
    body = event.get("body") or ""
    return base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()


def _with_json(event: Event, text: str) -> Event:
    headers = {**event["headers"], "content-type": "application/json"}
    return {**event, "headers": headers, "body": text, "isBase64Encoded": False}


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
