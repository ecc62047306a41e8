"""Firefox, by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks without a driver between."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.engines.quiet import PROXY, process
from tests.browser.engines.verbs import Gone
from tests.browser.visitor import WIDE, ZONE
from tests.flow.stack import PATIENCE_SECONDS, eventually

FIREFOX = os.environ.get("FIREFOX", "firefox-esr")
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}
SELECT = "field => { field.focus(); field.select?.() }"
SHOW = "element => element.scrollIntoView({ block: 'center' })"
BACKSPACE = "\ue003"
ASIDE = {"type": "pointerMove", "x": 0, "y": 0}
LOOK_SECONDS = 5  # a question to a page that is just being left is never answered


@contextmanager
def running() -> Iterator[Callable[[], AbstractContextManager["Firefox"]]]:
    with _started() as address, connect(address, max_size=None) as socket:
        wire = Wire(socket)
        wire.ask("session.new", capabilities={"alwaysMatch": {"proxy": PROXY}})
        wire.ask("session.subscribe", events=["log.entryAdded"])
        yield lambda: _browsing(wire)


@contextmanager
def _started() -> Iterator[str]:
    with TemporaryDirectory(prefix="firefox-") as folder:
        profile = Path(folder)
        lines = [f'user_pref("{name}", {json.dumps(value)});\n' for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("".join(lines))
        with process(FIREFOX, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", folder):
            told = profile / "WebDriverBiDiServer.json"
            text = eventually(lambda: told.read_text() if told.exists() else "", lambda text: text.endswith("}"))
            yield "ws://{ws_host}:{ws_port}/session".format_map(json.loads(text))


@contextmanager
def _browsing(wire: "Wire") -> Iterator["Firefox"]:
    """Somebody's own cookies and storage, in their zone."""
    user = wire.ask("browser.createUserContext")["userContext"]
    try:
        wire.ask("emulation.setTimezoneOverride", timezone=ZONE, userContexts=[user])
        wire.ask("emulation.setLocaleOverride", locale="en-US", userContexts=[user])
        context = wire.ask("browsingContext.create", type="tab", userContext=user)["context"]
        size = {"width": WIDE[0], "height": WIDE[1]}
        wire.ask("browsingContext.setViewport", context=context, viewport=size)
        yield Firefox(wire, context)
    finally:
        wire.ask("browser.removeUserContext", userContext=user)


@dataclass
class Wire:
    socket: ClientConnection
    asked: int = 0
    entries: list[Any] = field(default_factory=list)

    def ask(self, method: str, patience: int = PATIENCE_SECONDS, **params: Any) -> Any:
        self.asked += 1
        self.socket.send(json.dumps({"id": self.asked, "method": method, "params": params}))
        try:
            while (message := json.loads(self.socket.recv(timeout=patience))).get("id") != self.asked:
                if message.get("method") == "log.entryAdded":
                    self.entries.append(message["params"])
        except TimeoutError as silence:
            raise Gone(f"{method} was not answered") from silence
        if message["type"] == "error":
            raise Gone(f"{message['error']}: {message['message']}")
        return message["result"]


@dataclass
class Firefox:
    wire: Wire
    context: str

    @property
    def troubles(self) -> list[str]:
        ours = [entry for entry in self.wire.entries if entry["source"].get("context") == self.context]
        return [str(entry["text"]) for entry in ours if entry["level"] in ("error", "warn")]

    def visit(self, url: str) -> None:
        self._ask("browsingContext.navigate", url=url, wait="complete")

    def find(self, role: str, name: str) -> list[Any]:
        wanted = {"role": role} | ({"name": name} if name else {})
        locator = {"type": "accessibility", "value": wanted}
        found = self._ask("browsingContext.locateNodes", patience=LOOK_SECONDS, locator=locator)
        return [{"sharedId": node["sharedId"]} for node in found["nodes"]]

    def run(self, script: str, *given: Any) -> Any:
        values = [each if isinstance(each, dict) else {"type": "string", "value": each} for each in given]
        how: dict[str, Any] = {"target": {"context": self.context}, "awaitPromise": False, "arguments": values}
        answer = self.wire.ask("script.callFunction", LOOK_SECONDS, functionDeclaration=script, **how)
        if answer["type"] == "exception":
            raise Gone(answer["exceptionDetails"]["text"])
        result = answer["result"]
        return {"sharedId": result["sharedId"]} if result["type"] == "node" else result.get("value")

    def press(self, element: Any) -> None:
        self._point(element, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}, ASIDE)

    def write(self, element: Any, text: str) -> None:
        self.run(SELECT, element)
        strokes = [{"type": kind, "value": key} for key in text or BACKSPACE for kind in ("keyDown", "keyUp")]
        self._ask("input.performActions", actions=[{"type": "key", "id": "keys", "actions": strokes}])

    def turn_wheel(self, element: Any) -> None:
        self._point(element)
        scroll = {"type": "scroll", "x": 0, "y": 0, "deltaX": 0, "deltaY": 120, "origin": _origin(element)}
        self._ask("input.performActions", actions=[{"type": "wheel", "id": "wheel", "actions": [scroll]}])

    def _point(self, element: Any, *then: dict[str, Any]) -> None:
        self.run(SHOW, element)
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": _origin(element)}
        self._ask("input.performActions", actions=[{"type": "pointer", "id": "mouse", "actions": [move, *then]}])

    def _ask(self, method: str, patience: int = PATIENCE_SECONDS, **params: Any) -> Any:
        return self.wire.ask(method, patience, context=self.context, **params)


def _origin(element: Any) -> Any:
    return {"type": "element", "element": element}
