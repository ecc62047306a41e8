"""From a completion to its mail on the local stack: the real template, functions in processes, a real stream."""

import base64
import json
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from local import people
from local.people import Person
from local.settings import Settings
from local.stack import running
from tests.conftest import free_port
from tests.flow.stack import Stack, eventually

CLIENTS = 17
EACH = 12  # as many as the velocity guard lets one pairing have in a day
OFFER = {"title": "One session", "sessions": 1, "price": {"amount": 5000, "currency": "USD"}}


def seconds_to_mail() -> list[float]:
    """Sorted; one for each of 204 completions, one after the other."""
    names = [chr(ord("A") + number) + "lex" for number in range(CLIENTS)]
    crowd = (Person("Casey", "coach"), *(Person(name, "client") for name in names))
    with tempfile.TemporaryDirectory() as folder, patch.object(people, "PEOPLE", crowd):
        settings = Settings(free_port(), free_port(), Path(folder) / "stack.json")
        with redirect_stdout(StringIO()), running(settings) as local:
            return sorted(_all(Stack(dict(local.described))))


def _all(stack: Stack) -> Iterator[float]:
    [coach] = [stack.sign_in(email) for email in stack.emails("coach")]
    offer_id = _call(stack, coach, "POST", "/v1/offers", OFFER)["offer_id"]
    for email in stack.emails("client"):
        client = stack.sign_in(email)
        booked = _call(stack, client, "POST", f"/v1/coaches/{_who(coach)}/packages", {"offer_id": offer_id})
        _call(stack, client, "PUT", f"/v1/coaches/{_who(coach)}/enrollment", {})
        session_id = booked["sessions"][0]["session_id"]
        for count in range(1, EACH + 1):
            _call(stack, coach, "POST", f"/v1/clients/{_who(client)}/sessions/{session_id}/complete", {})
            completed_at = datetime.now(UTC)
            mail = _mail(stack, email, count)
            yield max(0.0, (datetime.fromisoformat(mail["sent_at"]) - completed_at).total_seconds())
            session_id = _call(stack, client, "GET", f"/v1/coaches/{_who(coach)}")["renewal"]["session_id"]


def _mail(stack: Stack, email: str, count: int) -> Any:
    """The client's mail about the +1, once as many have come as were booked."""

    def look() -> list[Any]:
        return [each for each in stack.mails() if each["to"] == email and each["tags"]["kind"] == "plus_one_booked"]

    return eventually(look, lambda mails: len(mails) >= count)[-1]


def _call(stack: Stack, token: str, method: str, path: str, body: Any = None) -> Any:
    reply = stack.call(token, method, path, body)
    if reply.status not in (200, 201, 204):
        raise RuntimeError(reply)
    return reply.body


def _who(token: str) -> str:
    payload = token.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"])
