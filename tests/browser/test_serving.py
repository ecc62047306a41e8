"""What `make run` serves as the page, and what it does not."""

import gzip
import re
import urllib.request
from email.message import Message
from urllib.error import HTTPError

import pytest

from tests.flow.stack import Stack
from web.site import ASKED, FOLDER, KEPT, START, TERMS, files, policy


def get(stack: Stack, name: str, **headers: str) -> tuple[int, Message, bytes]:
    asked = urllib.request.Request(f"{stack.described['web_url']}/{name}", headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except HTTPError as other:
        with other:
            return other.code, other.headers, other.read()


def release(stack: Stack) -> str:
    [folder] = set(re.findall(r'src="([0-9a-f]{12})/', get(stack, "")[2].decode()))
    return str(folder)


def test_every_file_of_the_page_is_served_from_the_folder_of_its_release(stack: Stack) -> None:
    folder = release(stack)
    for name, path in files().items():
        status, headers, body = get(stack, f"{folder}/{name}")
        assert status == (404 if name == START else 200), name
        assert name == START or body == path.read_bytes()
        assert name == START or headers["cache-control"] == KEPT


def test_the_start_and_the_terms_are_asked_for_each_time(stack: Stack) -> None:
    assert get(stack, "")[2] == get(stack, START)[2]
    assert get(stack, TERMS)[2] == (FOLDER / TERMS).read_bytes()
    assert {get(stack, name)[1]["cache-control"] for name in ("", START, TERMS)} == {ASKED}


def test_who_has_it_already_gets_304(stack: Stack) -> None:
    for name in ("", f"{release(stack)}/app.js"):
        for how in ("gzip", "identity"):
            etag = get(stack, name, **{"accept-encoding": how})[1]["etag"]
            status, headers, body = get(stack, name, **{"if-none-match": etag, "accept-encoding": how})
            assert (status, body, headers["etag"]) == (304, b"", etag)
            assert headers["cache-control"]


def test_answers_are_compressed_for_who_can_read_that(stack: Stack) -> None:
    plain, packed = (get(stack, f"{release(stack)}/app.js", **{"accept-encoding": how}) for how in ("identity", "gzip"))
    assert (plain[1]["content-encoding"], packed[1]["content-encoding"]) == (None, "gzip")
    assert plain[1]["vary"] == packed[1]["vary"] == "Accept-Encoding"
    assert gzip.decompress(packed[2]) == plain[2]


def test_the_policy_names_the_sign_in_and_nothing_else(stack: Stack) -> None:
    assert get(stack, "")[1]["content-security-policy"] == policy(stack.described["sign_in_url"])


@pytest.mark.parametrize(
    "path",
    [
        "/site.py",
        "/publish.py",
        "/app.js",
        "/template.yaml",
        "/../README.md",
        "/%2e%2e/local/mailbox.html",
        "/..%2flocal%2fmailbox.css",
    ],
)
def test_nothing_else_is(stack: Stack, path: str) -> None:
    assert get(stack, path.removeprefix("/"))[0] == 404


def test_by_the_name_of_the_api_the_page_leads_to_its_own(stack: Stack) -> None:
    with urllib.request.urlopen(stack.described["api_url"]) as answer:  # noqa: S310
        assert answer.url.rstrip("/") == stack.described["web_url"]
