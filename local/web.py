"""The web page as CloudFront will serve it: the files of web/ with the same headers, and where this stack is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Response

from local.people import PASSWORD, Person
from web.site import HEADERS, content_type, file, policy


@dataclass(frozen=True)
class Web:
    """`stack` is what `.local/stack.json` says; `people` come when they have signed up."""

    stack: Mapping[str, Any]
    people: list[Person] = field(default_factory=list)

    @property
    def url(self) -> str:
        return str(self.stack["web_url"])

    def page(self, name: str) -> Response | None:
        """Read anew each time, so that a change shows on reload."""
        if name == "config.json":
            return self._answer(name, json.dumps(self._config()).encode())
        path = file(name)
        return self._answer(name, path.read_bytes()) if path else None

    def _answer(self, name: str, body: bytes) -> Response:
        allowed = policy(self.stack["api_url"])
        headers = {**HEADERS, "Content-Security-Policy": allowed, "Cache-Control": "no-cache"}
        return Response(body, headers=headers, content_type=content_type(name))

    def _config(self) -> dict[str, Any]:
        """What publishing writes for AWS, and what helps on this machine only."""
        return {
            "api_url": self.stack["api_url"],
            "sign_in_url": self.stack["sign_in_url"],
            "user_pool_client_id": self.stack["user_pool_client_id"],
            "local": {
                "mailbox_url": self.stack["mailbox_url"],
                "password": PASSWORD,
                "people": [
                    {"name": each.name, "role": each.role, "email": each.email, "user_id": each.user_id}
                    for each in self.people
                ],
            },
        }
