"""What a client of a running stack does: sign in, call, look into the mailbox. Nothing but HTTP."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

type Json = Any

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: Json


@dataclass(frozen=True)
class Stack:
    described: Json

    def sign_in(self, email: str, **changes: str) -> str:
        """The ID token, by the user pool's own InitiateAuth."""
        [user] = [user for user in self.described["users"] if user["email"] == email]
        body = {
            "AuthFlow": "USER_PASSWORD_AUTH",
            "ClientId": self.described["user_pool_client_id"],
            "AuthParameters": {"USERNAME": email, "PASSWORD": user["password"]},
        }
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
        }
        answer = _send("POST", self.described["sign_in_url"] + "/", json.dumps(body), headers)
        token: str = answer.body["AuthenticationResult"]["IdToken"]
        return token

    def emails(self, role: str) -> list[str]:
        return [user["email"] for user in self.described["users"] if user["role"] == role]

    def call(self, token: str | None, method: str, path: str, body: Json = None, **headers: str) -> Reply:
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        sent |= {"Content-Type": "application/json"} if body is not None else {}
        text = None if body is None else json.dumps(body)
        return _send(method, self.described["api_url"] + path, text, sent | headers)

    def follow(self, method: str, url: str, body: str | None = None) -> Reply:
        """A link as it stands in a mail."""
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        return _send(method, url, body, form)

    def let(self, address: str, does: str) -> None:
        """What becomes of the mails to this address from now on."""
        wanted = json.dumps({"address": address, "does": does})
        url = self.described["mailbox_url"] + "/behaviour"
        assert _send("POST", url, wanted, {"Content-Type": "application/json"}).status == 200

    def mails(self) -> list[Json]:
        found: list[Json] = _send("GET", self.described["mailbox_url"] + "/messages.json", None, {}).body
        return found


def eventually[Found](
    look: Callable[[], Found], enough: Callable[[Found], object], within: float = PATIENCE_SECONDS
) -> Found:
    """What was found when it was enough; else the test fails with what was found last."""
    deadline = time.monotonic() + within
    while not enough(found := look()):
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found


def _send(method: str, url: str, body: str | None, headers: dict[str, str]) -> Reply:
    request = Request(url, method=method, data=None if body is None else body.encode(), headers=headers)  # noqa: S310
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return _reply(answer.status, answer.headers, answer.read())
    except HTTPError as refused:
        with refused:
            return _reply(refused.code, refused.headers, refused.read())


def _reply(status: int, headers: Any, body: bytes) -> Reply:
    named = {name.lower(): value for name, value in headers.items()}
    is_page = named.get("content-type", "").startswith("text/html")
    return Reply(status, named, body.decode() if is_page else json.loads(body) if body else None)
