"""The API on our port is API Gateway's answer, not one of our own."""

import http.client
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from local.aws import Aws
from local.browsers import Browsers
from local.deploy import Deployed
from local.gateway import MOST_AT_ONCE, Gateway
from local.mails import Mails
from local.outcomes import Outcomes
from local.people import PASSWORD, settle_in
from local.render import render
from local.server import Pages, serve
from local.ses import Account
from local.settings import HOST, PROJECT, Settings
from tests.local.conftest import SENDER, free_port

type Answer = tuple[int, http.client.HTTPMessage, Any]


@pytest.fixture(scope="module")
def api(aws: Aws, deployed: Deployed, settings: Settings) -> Iterator[str]:
    gateway = Gateway(aws.url, deployed.resources["Api"], settings.url, lambda _: None, aws.passphrase)
    account, browsers = Account(frozenset({SENDER}), frozenset()), Browsers(frozenset(settings.pages))
    with serve(settings.port, Pages(gateway, Outcomes(Mails()), account, browsers=browsers)):
        yield settings.url


@pytest.fixture(scope="module")
def token(aws: Aws, deployed: Deployed, api: str) -> str:
    client_id = deployed.outputs["UserPoolClientId"]
    coach, *_ = settle_in(aws, deployed.outputs["UserPoolId"], client_id, api)
    answer = aws.client("cognito-idp").initiate_auth(
        ClientId=client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": coach.email, "PASSWORD": PASSWORD},
    )
    return str(answer["AuthenticationResult"]["IdToken"])


def call(api: str, method: str, target: str, body: bytes | None = None, **headers: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(api).netloc, timeout=30)
    connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, answer.headers, json.loads(data) if data else None


def test_the_function_gets_the_request_as_it_was_made(api: str, token: str) -> None:
    body = b'{"title":"Gr\xc3\xbc\xc3\x9fe"}'
    status, headers, event = call(
        api,
        "POST",
        "/v1/offers?limit=5&cursor=a%2Bb%20c&cursor=d",
        body,
        authorization=f"Bearer {token}",
        content_type="application/json",
        if_match='"1"',
    )
    assert status == 200
    assert headers["x-echo"] == "a, b"
    assert event["body"] == body.decode()
    assert event["rawPath"] == "/v1/offers"
    assert event["rawQueryString"] == "limit=5&cursor=a%2Bb%20c&cursor=d"
    assert event["queryStringParameters"] == {"limit": "5", "cursor": "a+b c,d"}
    assert event["headers"]["if-match"] == '"1"'
    assert event["headers"]["content-type"] == "application/json"


def test_path_parameters_arrive_decoded(api: str, token: str) -> None:
    _, _, event = call(api, "GET", "/v1/coaches/a%20%23b", authorization=f"Bearer {token}")
    assert event["pathParameters"] == {"coach_id": "a #b"}


def test_claims_arrive_as_text(api: str, token: str) -> None:
    _, _, event = call(api, "GET", "/v1/coaches", authorization=f"Bearer {token}")
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    assert {name: claims[name] for name in ("email", "email_verified", "name", "cognito:groups", "token_use")} == {
        "email": "casey.coach@example.com",
        "email_verified": "true",
        "name": "Casey",
        "cognito:groups": "[coach]",
        "token_use": "id",
    }
    assert claims["sub"]


def test_a_function_may_do_what_its_role_says_and_no_more(api: str) -> None:
    role = render(PROJECT / "template.yaml")["Resources"]["AccountApiFunctionRole"]["Properties"]
    allowed = str(role["Policies"])
    operations = ("PutItem", "UpdateItem", "DeleteItem")
    answers = {each: call(api, "GET", f"/v1/openapi.json?may_i={each}")[2] for each in operations}
    assert set(answers.values()) == {"yes", "AccessDeniedException"}
    assert {each for each, answer in answers.items() if answer == "yes"} == {
        each for each in operations if f"dynamodb:{each}" in allowed
    }


def test_refusals_of_the_gateway_pass_with_the_cors_header_that_api_gateway_puts_on_them(api: str) -> None:
    status, headers, body = call(api, "GET", "/v1/coaches", origin=api)
    assert (status, body) == (401, {"message": "Unauthorized"})
    assert headers["access-control-allow-origin"] == api


def test_an_unknown_route_is_api_gateways_404(api: str, token: str) -> None:
    assert call(api, "GET", "/v1/nothing", authorization=f"Bearer {token}")[::2] == (404, {"message": "Not Found"})


def test_preflight_is_answered_from_the_template(api: str, settings: Settings) -> None:
    page = settings.web_url
    status, headers, _ = call(api, "OPTIONS", "/v1/offers", origin=page, access_control_request_method="POST")
    assert status == 204
    assert headers["access-control-allow-origin"] == page
    assert set(str(headers["access-control-allow-methods"]).split(",")) == {"GET", "POST", "PUT", "DELETE"}
    assert "idempotency-key" in str(headers["access-control-allow-headers"])


def test_a_path_that_is_no_ascii_is_a_bad_request(api: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(api).netloc, timeout=30)
    connection.putrequest("GET", "/v1/coaches")
    connection._buffer[0] = "GET /v1/ä HTTP/1.1".encode()  # type: ignore[attr-defined]
    connection.endheaders()
    assert connection.getresponse().status == 400
    connection.close()


def test_an_api_that_is_gone_is_503(mails: Mails) -> None:
    told: list[str] = []
    gateway = Gateway("http://127.0.0.1:9", "none", "x", told.append)
    pages = Pages(gateway, Outcomes(mails), Account(frozenset(), frozenset()))
    port = free_port()
    with serve(port, pages):
        assert call(f"http://127.0.0.1:{port}", "GET", "/v1/coaches")[0] == 503
        assert call(f"http://127.0.0.1:{port}", "POST", "/v1/unsubscribe/0.secret.token")[0] == 503
    assert told == ["503          GET /v1/coaches", "503          POST /v1/unsubscribe/..."]


class Busy(BaseHTTPRequestHandler):
    """An API Gateway that keeps each request for a moment, to see whether more than may be come in it."""

    counting, too_many, most, now = threading.Lock(), threading.Event(), 0, 0

    def do_GET(self) -> None:
        self.count(1)
        Busy.too_many.wait(0.3)
        self.count(-1)
        self.send_response(204)
        self.end_headers()

    def count(self, change: int) -> None:
        with Busy.counting:
            Busy.now += change
            Busy.most = max(Busy.most, Busy.now)
            if Busy.now > MOST_AT_ONCE:
                Busy.too_many.set()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


def test_many_requests_at_once_are_handed_on_a_few_at_a_time() -> None:
    """Else a page that asks for ten things starts ten processes of one function."""
    port, upstream = free_port(), ThreadingHTTPServer((HOST, 0), Busy)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    gateway = Gateway(f"http://{HOST}:{upstream.server_address[1]}", "api", "", lambda _: None)
    with (
        serve(port, Pages(gateway, Outcomes(Mails()), Account(frozenset(), frozenset()))),
        ThreadPoolExecutor(3 * MOST_AT_ONCE) as people,
    ):
        answers = list(
            people.map(lambda _: call(f"http://{HOST}:{port}", "GET", "/v1/coaches"), range(3 * MOST_AT_ONCE))
        )
    upstream.shutdown()
    upstream.server_close()
    assert [status for status, _, _ in answers] == [204] * 3 * MOST_AT_ONCE
    assert Busy.most <= MOST_AT_ONCE
