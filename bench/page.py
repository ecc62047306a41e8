"""How soon a client far away sees the card that a mail's link leads to, in a real browser, signed in a moment ago."""

import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, Request

from bench.edge import NAME, edge
from bench.report import Line, table
from local.settings import Settings
from local.stack import running
from tests.browser.people import book, enroll
from tests.browser.visitor import Visitor, chromium, visiting
from tests.conftest import free_port
from tests.flow.people import newcomer
from tests.flow.stack import Stack

TIMES = 5
RATE = "66.67"
FAR = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
# Without redirects, so that the sign-in's own pages are not counted.
WATCH = """(() => {
  const seen = new MutationObserver(() => {
    if (!document.body?.textContent.includes("%s")) return;
    window.shownAt = performance.now() - performance.getEntriesByType("navigation")[0].fetchStart;
    seen.disconnect();
  });
  seen.observe(document, { childList: true, subtree: true, characterData: true });
})()"""


class Load(NamedTuple):
    seconds: float
    requests: int
    preflights: int


def lines() -> list[Line]:
    """Against what they should take."""
    cold, warm = loads()
    return [_line("empty cache", cold, 1.2), _line("visited before", warm, 0.6)]


def _line(name: str, load: Load, seconds: float) -> Line:
    said = f"{load.seconds:.2f} s of {seconds} s; {load.requests} requests, {load.preflights} preflights"
    return Line(f"page, from a mail's link to the card, {name}", load.seconds / seconds, 1.0, said=said)


def loads() -> tuple[Load, Load]:
    """The best of several: with an empty cache, and with what the visit before has left in it."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        web = f"https://{NAME}:{port}"
        settings = Settings(free_port(), free_port(), Path(folder) / "stack.json", (web,))
        with (
            redirect_stdout(StringIO()),
            running(settings) as local,
            edge(port, settings.port, Path(folder)) as pin,
            chromium(f"--ignore-certificate-errors-spki-list={pin}") as browser,
        ):
            stack = Stack(dict(local.described) | {"web_url": web})
            return _several(browser, stack, cold=True), _several(browser, stack, cold=False)


def _several(browser: Browser, stack: Stack, *, cold: bool) -> Load:
    coach, client = newcomer(stack, "Dana", "coach"), newcomer(stack, "Kim", "client")
    book(client, coach)
    enroll(client, coach)
    address = f"#/preferences/{coach.user_id}"
    with visiting(browser, stack, client.email) as visitor:
        visitor.page.add_init_script(WATCH % RATE)
        visitor.open(address)
        return min(_one(visitor, address, cold=cold) for _ in range(TIMES))


def _one(visitor: Visitor, address: str, *, cold: bool) -> Load:
    visitor.page.goto("about:blank")
    visitor.page.goto(f"{visitor.stack.described['web_url']}/{address}")
    visitor.page.get_by_role("button", name="Sign in").click()
    visitor.page.get_by_label("Username").wait_for()
    wire = visitor.page.context.new_cdp_session(visitor.page)
    wire.send("Network.enable")
    if cold:
        wire.send("Network.clearBrowserCache")
    preflights = _preflights(wire)
    requests = visitor.requests()
    wire.send("Network.emulateNetworkConditions", FAR)
    visitor.sign_in()
    visitor.page.get_by_text(RATE).first.wait_for()
    seconds = visitor.page.evaluate("window.shownAt") / 1000
    wire.detach()
    return Load(seconds, len([each for each in requests if _is_ours(each)]), len(preflights))


def _is_ours(request: Request) -> bool:
    return "/login" not in request.url


def _preflights(wire: CDPSession) -> list[str]:
    seen: list[str] = []

    def look(sent: dict[str, dict[str, str]]) -> None:
        if sent["request"]["method"] == "OPTIONS":
            seen.append(sent["request"]["url"])

    wire.on("Network.requestWillBeSent", look)
    return seen


if __name__ == "__main__":
    print(table(lines()))
