"""The web page as CloudFront serves it: the files of web/ with the same headers, and where this stack's sign-in is."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request, Response

from local.people import PASSWORD, Person
from web.site import HEADERS, START, Part, policy, site

LEAST_TO_COMPRESS = 1000  # bytes; CloudFront's limit


@dataclass(frozen=True)
class Web:
    """`stack` is what `.local/stack.json` says; `people` come when they have signed up."""

    stack: Mapping[str, Any]
    people: list[Person] = field(default_factory=list)
    _parts: dict[str, Part] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return str(self.stack["web_url"])

    def page(self, request: Request, name: str) -> Response | None:
        """The files are read at each load of the page, so that a change shows on reload."""
        if name == START or not self._parts:
            self._parts.update(site(self._config()))
        part = self._parts.get(name)
        return self._answer(request, part) if part else None

    def _answer(self, request: Request, part: Part) -> Response:
        """CloudFront's validators of compressed files are weak."""
        allowed = policy(self.stack["sign_in_url"])
        headers = {**HEADERS, "Content-Security-Policy": allowed, "Cache-Control": part.caching}
        answer = Response(part.body, headers=headers, content_type=part.content_type)
        answer.add_etag(weak=True)
        if len(part.body) >= LEAST_TO_COMPRESS:
            answer.vary.add("Accept-Encoding")
            if request.accept_encodings.quality("gzip"):
                answer.data = gzip.compress(part.body)
                answer.content_encoding = "gzip"
        return answer.make_conditional(request)

    def _config(self) -> dict[str, Any]:
        """What publishing writes for AWS, and what helps on this machine only."""
        return {
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
