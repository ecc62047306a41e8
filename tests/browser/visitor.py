"""A person at the web page: a browser of their own, that remembers everything that went wrong in it."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Playwright, Request, expect, sync_playwright

from tests.flow.stack import Stack

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
MISSING = (
    f"There is no {CHROMIUM}. The browser tests need Chromium: `apt-get install chromium` puts it there,"
    " or CHROMIUM=<path> says where yours is."
)
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MILLISECONDS = 40_000
WIDE, PHONE = (1100, 800), (360, 740)
ZONE = "Europe/Berlin"

type Theme = Literal["light", "dark"]


@dataclass
class Visitor:
    page: Page
    stack: Stack
    email: str
    troubles: list[str] = field(default_factory=list)

    def open(self, address: str = "") -> None:
        """From outside, as by a link in a mail. Signs in where the page asks for it."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.stack.described['web_url']}/{address}")
        self.page.get_by_role("button", name="Sign in").click()
        self.sign_in()

    def sign_in(self) -> None:
        """On the pool's own page."""
        [user] = [user for user in self.stack.described["users"] if user["email"] == self.email]
        self.page.get_by_label("Username").fill(self.email)
        self.page.get_by_label("Password").fill(user["password"])
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def go(self, address: str) -> None:
        """To another view, without leaving the page."""
        self.page.evaluate("address => { location.hash = address }", address)
        self.settled()

    def settled(self) -> None:
        expect(self.page.get_by_text("Loading …")).to_have_count(0)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def heading(self, name: str) -> None:
        expect(self.page.get_by_role("heading", level=1, name=name, exact=True)).to_be_visible()

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def news(self, text: str) -> None:
        """What the live region says."""
        expect(self.page.get_by_role("status").filter(has_text=text)).to_be_visible()

    def requests(self) -> list[Request]:
        """A list that grows with each request from now on."""
        seen: list[Request] = []

        def remember(request: Request) -> None:
            seen.append(request)

        self.page.on("request", remember)
        return seen

    def look(self, theme: Theme, size: tuple[int, int] = WIDE) -> None:
        self.page.emulate_media(color_scheme=theme)
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def breaches(self) -> list[str]:
        """What axe says against the view as it is."""
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {node['html']} {node['failureSummary']}" for each in found for node in each["nodes"]]

    def imported(self, module: str, body: str, given: Any = None) -> Any:
        """What code that has `it`, a module of the page, makes of `given`."""
        find = (
            "const part = (name) => import(document.querySelector('[src$=\"/app.js\"]').src.replace('app.js', name));"
        )
        script = f"async given => {{ {find} const it = await part('{module}'); return {body}; }}"
        return self.page.evaluate(script, given)

    @property
    def allowed(self) -> dict[str, str]:
        """What the API puts on its answers, so that the page may read a faked one."""
        return {"access-control-allow-origin": self.stack.described["web_url"]}

    def overflow(self) -> int:
        """By how many pixels the view is wider than the window."""
        measured: int = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return measured


@contextlib.contextmanager
def chromium(*options: str) -> Iterator[Browser]:
    assert CHROMIUM.exists(), MISSING
    with sync_playwright() as playwright, _launched(playwright, options) as browser:
        yield browser


@contextlib.contextmanager
def visiting(browser: Browser, stack: Stack, email: str, size: tuple[int, int] = WIDE, **how: Any) -> Iterator[Visitor]:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-US", timezone_id=ZONE, reduced_motion="reduce", **how
    )
    try:
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        visitor = Visitor(context.new_page(), stack, email)
        _remember(visitor)
        yield visitor
    finally:
        context.close()


@contextlib.contextmanager
def _launched(playwright: Playwright, options: tuple[str, ...]) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIETLY, *options])
    try:
        yield browser
    finally:
        browser.close()


def _remember(visitor: Visitor) -> None:
    elsewhere = visitor.stack.described["sign_in_url"] + "/favicon.ico"  # the pool's own pages have none

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.location["url"].startswith(elsewhere):
            visitor.troubles.append(f"{message.text} {message.location['url']}")

    def sent(request: Any) -> None:
        if request["request"]["method"] == "OPTIONS":
            visitor.troubles.append(f"preflight {request['request']['url']}")

    wire = visitor.page.context.new_cdp_session(visitor.page)
    wire.on("Network.requestWillBeSent", sent)
    wire.send("Network.enable")
    visitor.page.on("console", said)
    visitor.page.on("pageerror", lambda error: visitor.troubles.append(str(error)))
