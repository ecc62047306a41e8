"""WebKit, by WebKitWebDriver (https://www.w3.org/TR/webdriver2/), in WebKitGTK's own browser."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from local.aws import clock_of_ours
from tests.browser.engines.quiet import PROXY, process
from tests.browser.engines.verbs import Gone
from tests.browser.visitor import WIDE, ZONE
from tests.conftest import free_port
from tests.flow.stack import PATIENCE_SECONDS, eventually

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the standard's name for a reference
START_SECONDS, MOST_DRIVERS = 20, 3
# By way of another place: the driver does not count its own click as a move, and moves nowhere where it is already.
# Before the click: while a click leads to another page, some moves are never answered.
ASIDE = [{"type": "pointerMove", "x": 1, "y": 1}, {"type": "pointerMove", "x": 0, "y": 0}]
WITH_ROLE = "a[href], button, h1, h2, h3, input, select, textarea, [role]"


@contextmanager
def running() -> Iterator[Callable[[], AbstractContextManager["WebKit"]]]:
    with TemporaryDirectory(prefix="webkit-") as home, _display() as display:
        own = {"HOME": home, "DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        persons = {"TZ": ZONE, "LC_ALL": "en_US.UTF-8"}
        yield lambda: _browsing(clock_of_ours() | {"PATH": os.environ["PATH"]} | own | persons)


@contextmanager
def _display() -> Iterator[str]:
    """Xvfb takes a number that is free, and says which."""
    read, write = os.pipe()
    command = (
        "Xvfb",
        "-displayfd",
        str(write),
        "-noreset",
        "-nolisten",
        "tcp",
        "-screen",
        "0",
        f"{WIDE[0]}x{WIDE[1]}x24",
    )
    with process(*command, pass_fds=[write]), os.fdopen(read) as numbers:
        os.close(write)
        yield f":{numbers.readline().strip()}"


@contextmanager
def _browsing(environment: dict[str, str]) -> Iterator["WebKit"]:
    with ExitStack() as running:
        session = next(filter(None, (_session(running, environment) for _ in range(MOST_DRIVERS))))
        try:
            _send("POST", f"{session}/window/rect", {"width": WIDE[0], "height": WIDE[1]})
            yield WebKit(session)
        finally:
            _send("DELETE", session)


def _session(running: ExitStack, environment: dict[str, str]) -> str | None:
    """A driver has one session, so each person has a driver. One in thirty starts no browser and does not answer."""
    port = free_port()
    running.enter_context(process("WebKitWebDriver", f"--port={port}", env=environment))
    url = f"http://127.0.0.1:{port}"
    eventually(lambda: _is_ready(url), bool)
    wanted = {"capabilities": {"alwaysMatch": {"proxy": PROXY}}}
    try:
        return f"{url}/session/{_send('POST', f'{url}/session', wanted, START_SECONDS)['sessionId']}"
    except TimeoutError:
        return None


def _is_ready(url: str) -> bool:
    try:
        return bool(_send("GET", f"{url}/status")["ready"])
    except URLError:
        return False


def _send(method: str, url: str, body: Any = None, patience: int = PATIENCE_SECONDS) -> Any:
    request = Request(url, method=method, data=None if body is None else json.dumps(body).encode())  # noqa: S310
    try:
        with urlopen(request, timeout=patience) as answer:  # noqa: S310
            return json.load(answer)["value"]
    except HTTPError as refused:
        with refused:
            raise Gone(refused.read().decode()) from refused


@dataclass
class WebKit:
    session: str

    @property
    def troubles(self) -> list[str]:
        return []

    def visit(self, url: str) -> None:
        _send("POST", f"{self.session}/url", {"url": url})

    def find(self, role: str, name: str) -> list[Any]:
        selector = {"using": "css selector", "value": WITH_ROLE}
        return [each for each in _send("POST", f"{self.session}/elements", selector) if self._is(each, role, name)]

    def run(self, script: str, *given: Any) -> Any:
        return _send(
            "POST", f"{self.session}/execute/sync", {"script": f"return ({script})(...arguments)", "args": given}
        )

    def press(self, element: Any) -> None:
        self._move({"type": "pointer", "id": "mouse", "actions": ASIDE})
        self._post(element, "click", {})

    def write(self, element: Any, text: str) -> None:
        self._post(element, "clear", {})
        self._post(element, "value", {"text": text})

    def turn_wheel(self, element: Any) -> None:
        scroll = {"type": "scroll", "x": 0, "y": 0, "deltaX": 0, "deltaY": 120, "origin": element}
        self._move({"type": "wheel", "id": "wheel", "actions": [scroll]})

    def _move(self, source: dict[str, Any]) -> None:
        _send("POST", f"{self.session}/actions", {"actions": [source]})

    def _is(self, element: Any, role: str, name: str) -> bool:
        """What is hidden, or has gone meanwhile, has no name to ask for."""
        path = f"{self.session}/element/{element[ELEMENT]}"
        try:
            named = not name or _send("GET", f"{path}/computedlabel") == name
            return bool(named and _send("GET", f"{path}/computedrole") == role)
        except Gone:
            return False

    def _post(self, element: Any, what: str, body: Any) -> None:
        _send("POST", f"{self.session}/element/{element[ELEMENT]}/{what}", body)
