"""What other web pages can do to a developer's machine while `make run` is up: nothing, unless ORIGINS names them."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from local.people import PASSWORD
from local.settings import HOST
from tests.conftest import ROOT
from tests.flow.stack import Stack
from tests.local.test_browsers import ATTACK

type Elsewhere = Callable[[str], Page]

PATHS = (f"/?{ATTACK}", "/v1/offers", "/mailbox/messages.json", "/v2/email/outbound-emails", "/mailbox/style.css")
# What a page can send without asking first, in four ways.
TRY = """async (url) => {
  const read = (how) => fetch(url, how).then((answer) => answer.status, () => "refused");
  const shown = (name) => new Promise((seen) => {
    const part = Object.assign(document.createElement(name), { src: url });
    part.onload = () => seen("shown"); part.onerror = () => seen("refused");
    document.body.append(part);
  });
  const plain = { method: "POST", body: "x", headers: { "content-type": "text/plain" } };
  return [await read({}), await read(plain), await shown("img"), await shown("script")];
}"""
CALL = """async ([clientId, email, password]) => {
  %s
  const token = await signIn(clientId, email, password);
  const { said } = await call(token, "GET", "/v1/profile");
  const offer = { title: "Three sessions", sessions: 3, price: { amount: 20000, currency: "USD" } };
  const { said: made } = await call(token, "POST", "/v1/offers", offer, { "idempotency-key": crypto.randomUUID() });
  return [said.email, made.state];
}"""


class Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b'<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,"><body>')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[Elsewhere]:
    """An empty page of an origin of this machine."""
    with ExitStack() as servers:

        def open_page(origin: str) -> Page:
            server = servers.enter_context(ThreadingHTTPServer((HOST, urlsplit(origin).port or 0), Empty))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers.callback(server.shutdown)
            page = servers.enter_context(browser.new_context()).new_page()
            page.goto(f"http://localhost:{server.server_address[1]}/")
            return page

        yield open_page


def snippets() -> str:
    """The functions that docs/api.md gives to whoever writes a page."""
    blocks = re.findall(r"```js\n(.*?)```", (ROOT / "docs" / "api.md").read_text(), re.DOTALL)
    return "\n".join(re.findall(r"^async function .*?^}", "\n".join(blocks), re.DOTALL | re.MULTILINE))


def as_documented(page: Page, stack: Stack) -> object:
    port = urlsplit(stack.described["api_url"]).port
    script = CALL % snippets().replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    email = stack.emails("coach")[0]
    return page.evaluate(script, [stack.described["user_pool_client_id"], email, PASSWORD])


def test_a_page_of_a_named_origin_signs_in_and_calls_as_the_guide_says(stack: Stack, elsewhere: Elsewhere) -> None:
    page = elsewhere(stack.described["origins"][0])
    assert as_documented(page, stack) == [stack.emails("coach")[0], "open"]


def test_a_page_of_another_origin_cannot(stack: Stack, elsewhere: Elsewhere) -> None:
    with pytest.raises(Exception, match="Failed to fetch"):
        as_documented(elsewhere("http://localhost"), stack)


@pytest.mark.parametrize("port_of", ["aws_endpoint_url", "api_url", "web_url"])
def test_a_foreign_page_reaches_no_port_of_make_run(stack: Stack, elsewhere: Elsewhere, port_of: str) -> None:
    page = elsewhere("http://localhost")
    answers = statuses(page)
    for path in PATHS:
        assert page.evaluate(TRY, stack.described[port_of] + path) == ["refused"] * 4, path
    assert set(answers) == {403}


def statuses(page: Page) -> list[int]:
    """Of all answers from now on, also of those that the browser shows to nobody."""
    seen: list[int] = []
    wire = page.context.new_cdp_session(page)
    wire.on("Network.responseReceivedExtraInfo", lambda answer: seen.append(answer["statusCode"]))
    wire.send("Network.enable")
    return seen


def test_a_foreign_page_may_link_to_the_page_but_send_no_form_to_it(stack: Stack, elsewhere: Elsewhere) -> None:
    page = elsewhere("http://localhost")
    page.evaluate("url => { location.href = url }", stack.described["web_url"])
    page.get_by_role("button", name="Sign in").wait_for()
    page.go_back()
    with page.expect_navigation() as navigation:
        page.evaluate(
            "url => { const form = Object.assign(document.createElement('form'), { method: 'post', action: url });"
            " document.body.append(form); form.submit() }",
            stack.described["sign_in_url"] + "/login",
        )
    assert navigation.value.status == 403
