"""What `make run` serves as the page, and what it does not."""

import urllib.request
from urllib.error import HTTPError

import pytest

from tests.flow.stack import Stack
from web.site import content_type, files


def status(stack: Stack, path: str) -> int:
    try:
        with urllib.request.urlopen(stack.described["web_url"] + path) as answer:  # noqa: S310
            return int(answer.status)
    except HTTPError as refused:
        with refused:
            return refused.code


def test_every_file_of_the_page_is_served(stack: Stack) -> None:
    for name, path in files().items():
        with urllib.request.urlopen(f"{stack.described['web_url']}/{name}") as answer:  # noqa: S310
            assert answer.headers["content-type"] == content_type(name)
            assert answer.read() == path.read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/site.py",
        "/publish.py",
        "/template.yaml",
        "/../README.md",
        "/%2e%2e/local/mailbox.html",
        "/..%2flocal%2fmailbox.css",
    ],
)
def test_nothing_else_is(stack: Stack, path: str) -> None:
    assert status(stack, path) == 404


def test_by_the_name_of_the_api_the_page_leads_to_its_own(stack: Stack) -> None:
    with urllib.request.urlopen(stack.described["api_url"]) as answer:  # noqa: S310
        assert answer.url.rstrip("/") == stack.described["web_url"]
