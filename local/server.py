"""One port for people: the web page, the API, the mailbox, and the SES endpoint that the functions mail through."""

import contextlib
import json
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.serving import make_server
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from local import mailbox, ses
from local.behaviours import NoBehaviour
from local.browsers import Browsers, is_by_a_browser
from local.gateway import Gateway
from local.mails import Mails
from local.outcomes import Outcomes
from local.settings import HOST
from local.web import Web

STOP_POLL_SECONDS = 0.02
INITIATE_AUTH = "AWSCognitoIdentityProviderService.InitiateAuth"

URLS = Map(
    [
        Rule("/", endpoint="home", methods=["GET"]),
        Rule("/mailbox", endpoint="page", methods=["GET"]),
        Rule("/mailbox/style.css", endpoint="style", methods=["GET"]),
        Rule("/mailbox/refresh.js", endpoint="script", methods=["GET"]),
        Rule("/mailbox/count", endpoint="count", methods=["GET"]),
        Rule("/mailbox/messages.json", endpoint="messages", methods=["GET"]),
        Rule("/mailbox/behaviour", endpoint="behaviour", methods=["POST"]),
        Rule("/mailbox/<message_id>.html", endpoint="html_part", methods=["GET"]),
        Rule("/v2/email/outbound-emails", endpoint="send_email", methods=["POST"]),
        Rule("/v2/email/suppression/addresses/<address>", endpoint="trust", methods=["DELETE"]),
        Rule("/", endpoint="initiate_auth", methods=["POST", "OPTIONS"]),
        Rule("/oauth2/authorize", endpoint="sign_in", methods=["GET"]),
        Rule("/oauth2/token", endpoint="sign_in", methods=["POST"]),
        Rule("/oauth2/revoke", endpoint="revoke", methods=["POST"]),
        Rule("/login", endpoint="sign_in", methods=["POST"]),
        Rule("/logout", endpoint="sign_in", methods=["GET"]),
        Rule("/<path:name>", endpoint="web_page", methods=["GET"]),
    ],
    strict_slashes=False,
)

NO_PAGE = Browsers(frozenset())


@dataclass(frozen=True)
class Pages:
    gateway: Gateway
    outcomes: Outcomes
    account: ses.Account
    web: Web | None = None
    browsers: Browsers = NO_PAGE

    @property
    def mails(self) -> Mails:
        return self.outcomes.mails

    def answer(self, request: Request) -> Response:
        if not self.browsers.may(request.method, request.headers):
            return _text("No other web page may call this one.", "text/plain", status=403)
        if request.path.startswith("/v1/"):
            return self.gateway.api(request)
        try:
            endpoint, values = URLS.bind_to_environ(request.environ).match()
            view: Callable[..., Response] = getattr(self, endpoint)
            return view(request, **values)
        except HTTPException as refusal:
            return refusal.get_response(request.environ)

    def home(self, request: Request) -> Response:
        """The web page, by the one name that the API and the sign-in know it by."""
        if not self.web:
            return redirect("/mailbox")
        at_home = request.host_url == f"{self.web.url}/"
        return self.web_page(request, "index.html") if at_home else redirect(self.web.url)

    def sign_in(self, request: Request) -> Response:
        """The user pool's own pages, as CloudFront's neighbour in AWS."""
        return self.gateway.sign_in(request)

    def revoke(self, request: Request) -> Response:
        return self.gateway.revoke(request)

    def initiate_auth(self, request: Request) -> Response:
        """The user pool's sign-in by password, and nothing else that the local AWS can do."""
        if request.method == "POST" and request.headers.get("x-amz-target") != INITIATE_AUTH:
            raise NotFound
        return self.gateway.sign_in(request)

    def web_page(self, request: Request, name: str) -> Response:
        page = self.web.page(request, name) if self.web else None
        if not page:
            raise NotFound
        return page

    def page(self, request: Request) -> Response:
        page = mailbox.page(self.mails.oldest_first(), self.outcomes.behaviours.unusual(), request.base_url)
        return _text(page, "text/html", mailbox.PAGE_POLICY)

    def style(self, _request: Request) -> Response:
        return _text(mailbox.STYLE, "text/css")

    def script(self, _request: Request) -> Response:
        return _text(mailbox.SCRIPT, "text/javascript")

    def count(self, _request: Request) -> Response:
        return _text(str(len(self.mails.oldest_first())), "text/plain")

    def messages(self, _request: Request) -> Response:
        return _json([mail.as_json() for mail in self.mails.oldest_first()])

    def html_part(self, _request: Request, message_id: str) -> Response:
        mail = self.mails.find(message_id)
        if not mail:
            raise NotFound
        return _text(mailbox.html_part(mail), "text/html", mailbox.MAIL_POLICY)

    def behaviour(self, request: Request) -> Response:
        try:
            return _json(self.outcomes.behaviours.change(request.get_json()))
        except NoBehaviour as refusal:
            return _json({"message": str(refusal)}, 400)

    def send_email(self, request: Request) -> Response:
        if is_by_a_browser(request.headers.keys()):
            return _text("Only functions mail here.", "text/plain", status=403)
        try:
            mail = ses.accept(json.loads(request.get_data()), self.account, datetime.now(UTC))
            self.outcomes.take(mail)
        except ses.Refused as refusal:
            return _json({"message": str(refusal)}, refusal.status, {"x-amzn-errortype": refusal.code})
        return _json({"MessageId": mail.message_id})

    def trust(self, _request: Request, address: str) -> Response:
        """Off SES's list of addresses that bounced hard."""
        if self.outcomes.trust(address):
            return _json({})
        return _json({"message": "It is not on the list."}, 404, {"x-amzn-errortype": "NotFoundException"})


@contextlib.contextmanager
def serve(port: int, pages: Pages) -> Iterator[None]:
    # Werkzeug logs each request; what matters is on the console already.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(HOST, port, Request.application(pages.answer), threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(STOP_POLL_SECONDS,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def _text(text: str, content_type: str, policy: str = "default-src 'none'", status: int = 200) -> Response:
    headers = {"content-security-policy": policy, "x-content-type-options": "nosniff", "cache-control": "no-store"}
    return Response(text, status, headers, mimetype=content_type)


def _json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(value), status, headers, mimetype="application/json")
