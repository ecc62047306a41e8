"""Which web pages reach the ports of `make run`: our own, and those that ORIGINS names."""

import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest
from werkzeug.datastructures import Headers

from local.aws import Aws
from local.browsers import Browsers
from local.gateway import Gateway
from local.mails import Mails
from local.outcomes import Outcomes
from local.server import Pages, serve
from local.settings import HOST
from tests.local.conftest import account, free_port

OURS, NAMED, FOREIGN = "http://localhost:8080", "http://localhost:5173", "http://localhost:9000"
BROWSERS = Browsers(frozenset({OURS, NAMED}))
LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
# Without headers of its own, so that a page can send it without asking first; ministack looks at no signature.
ATTACK = (
    "Action=ListRoles&Version=2010-05-08&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00&X-Amz-SignedHeaders=host"
    "&X-Amz-Credential=test/20261129/us-east-1/iam/aws4_request&X-Amz-Date=20261129T000000Z"
)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {}),
        ("GET", LINK),
        ("GET", {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}),
        ("GET", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors"}),
        ("POST", {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}),
        ("PUT", {"Origin": NAMED, "Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_programs_links_and_the_pages_that_were_named_may_call(method: str, headers: dict[str, str]) -> None:
    assert BROWSERS.may(method, Headers({"Host": "127.0.0.1:8080", **headers}))


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {"Origin": FOREIGN}),
        ("POST", {"Origin": "null"}),
        ("POST", LINK),
        ("GET", {"Origin": FOREIGN, **LINK}),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}),
        ("GET", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}),
    ],
)
def test_other_pages_may_not(method: str, headers: dict[str, str]) -> None:
    assert not BROWSERS.may(method, Headers({"Host": "127.0.0.1:8080", **headers}))


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:8080", "LOCALHOST:1"])
def test_we_have_the_names_of_this_machine(host: str) -> None:
    assert BROWSERS.may("GET", Headers({"Host": host}))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example:8080",
        "",
        "[::1",
        "localhost.evil.example",
        "a@127.0.0.1",
        "127.0.0.1/a",
        "127.0.0.1#@a",
    ],
)
def test_a_name_that_somebody_else_gave_this_machine_reaches_nothing(host: str) -> None:
    assert not BROWSERS.may("GET", Headers({"Host": host}))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": FOREIGN},
        {"Origin": OURS},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "evil.example:4566"},
        {"Origin": FOREIGN, "X-Plus-One-Pass": "a guess"},
    ],
)
def test_the_local_aws_answers_no_web_page(aws: Aws, headers: dict[str, str]) -> None:
    assert status(f"{aws.url}/?{ATTACK}", headers) == 403
    assert status(f"{aws.url}/?{ATTACK}", {"Content-Type": "text/plain", **headers}, "{}") == 403


def test_the_local_aws_answers_programs_with_the_same_request(aws: Aws) -> None:
    """Were it refused for another reason, the test above would say nothing."""
    assert status(f"{aws.url}/?{ATTACK}", {}) == 200
    assert status(f"{aws.url}/?{ATTACK}", {"Content-Type": "text/plain"}, "{}") == 200


@pytest.fixture
def page_port(aws: Aws) -> Iterator[str]:
    port = free_port()
    gateway = Gateway(aws.url, "none", OURS, print, aws.passphrase, (NAMED,))
    with serve(port, Pages(gateway, Outcomes(Mails()), account(), browsers=BROWSERS)):
        yield f"http://{HOST}:{port}"


def test_a_foreign_page_gets_nothing_from_the_port_of_the_page(page_port: str) -> None:
    for path in ("/", "/v1/offers", "/mailbox/messages.json", "/oauth2/token"):
        assert status(page_port + path, {"Origin": FOREIGN}) == 403


def test_of_the_user_pool_only_the_sign_in_can_be_reached_through_the_port_of_the_page(page_port: str) -> None:
    target = "AWSCognitoIdentityProviderService."
    for operation, expected in (("InitiateAuth", 400), ("AdminGetUser", 404), ("ListUserPools", 404)):
        headers = {"Origin": NAMED, "X-Amz-Target": target + operation, "Content-Type": "application/x-amz-json-1.1"}
        assert status(page_port + "/", headers, "{}") == expected


def test_the_mail_endpoint_of_the_functions_takes_no_browser(page_port: str) -> None:
    assert status(f"{page_port}/v2/email/outbound-emails", {"Origin": OURS}, "{}") == 403
    assert status(f"{page_port}/v2/email/outbound-emails", {}, "{}") == 400


def status(url: str, headers: dict[str, str], body: str | None = None) -> int:
    request = urllib.request.Request(url, body.encode() if body else None, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return int(answer.status)
    except HTTPError as refused:
        with refused:
            return refused.code
