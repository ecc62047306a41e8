"""Who may reach the ports of `make run`: the programs of this machine, and of all web pages only our own.

A browser says by `Origin` and `Sec-Fetch-*` that a page asks, and by `Host` under which name it found us.
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

from local.settings import LOOPBACK

PASS = "x-plus-one-pass"  # with it, our own port hands on what a page may ask of the local AWS

HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?")

type Asgi = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass(frozen=True)
class Browsers:
    """`origins`: of the pages that may call, the web page's own among them. `names`: what containers call us."""

    origins: frozenset[str]
    names: frozenset[str] = frozenset()

    def may(self, method: str, headers: Headers) -> bool:
        """Links of other pages may lead here, for a GET changes nothing; forms and scripts of theirs may not."""
        known = LOOPBACK | self.names | {urlsplit(origin).hostname for origin in self.origins}
        if _name(headers.get("host", "")) not in known:
            return False
        if "origin" in headers:
            return headers["origin"] in self.origins
        is_link = method == "GET" and headers.get("sec-fetch-mode") == "navigate"
        return is_link or headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def is_by_a_browser(names: Iterable[str]) -> bool:
    return any(name.lower() == "origin" or name.lower().startswith("sec-fetch-") for name in names)


def without_browsers(app: Asgi, passphrase: str, names: frozenset[str] = LOOPBACK) -> Asgi:
    """The local AWS runs code for any program that asks. No web page may."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan" or _is_by_a_program(scope["headers"], passphrase, names):
            await app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"No web page may call the local AWS.\n"})

    return answer


def _is_by_a_program(headers: Iterable[tuple[bytes, bytes]], passphrase: str, names: frozenset[str]) -> bool:
    said = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers]
    if (PASS, passphrase) in said:
        return True
    hosts = [_name(value) for name, value in said if name == "host"]
    return not is_by_a_browser(name for name, _ in said) and all(host in names for host in hosts)


def _name(host: str) -> str | None:
    named = HOST.fullmatch(host.lower())
    return named[1].strip("[]") if named else None
