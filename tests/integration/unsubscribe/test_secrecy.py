"""What an answer and the log hold of a link that is as good as a password: nothing."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from tests.integration.unsubscribe.link import PATH, follow, token_of, wrong_tokens
from tests.marketplace import Marketplace, Person, client, coach


@dataclass
class Log:
    """The lines of the function, and with them those of all that it uses."""

    own: io.StringIO
    every: io.StringIO

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.own.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    from functions.unsubscribe import app

    written = Log(io.StringIO(), io.StringIO())
    own, root = logging.getLogger(app.logger.service), logging.getLogger()
    handlers = {own: logging.StreamHandler(written.own), root: logging.StreamHandler(written.every)}
    handlers[own].setFormatter(own.handlers[0].formatter)
    for logger, handler in handlers.items():
        logger.addHandler(handler)
    yield written
    for logger, handler in handlers.items():
        logger.removeHandler(handler)


def test_one_line_per_answer_and_none_holds_the_token(
    marketplace: Marketplace, pair: tuple[Person, Person], log: Log
) -> None:
    tokens = [token_of(*pair), *wrong_tokens(*pair), token_of(client(), coach())]
    for method in ("GET", "HEAD", "POST"):
        for token in tokens:
            follow(marketplace, method, token, "List-Unsubscribe=One-Click")
    lines = log.lines()
    assert len(lines) == 3 * len(tokens)
    assert {(line["route"], line["method"], line["status"]) for line in lines} == {
        ("GET /v1/unsubscribe/{token}", "GET", 200),
        ("HEAD /v1/unsubscribe/{token}", "HEAD", 200),
        ("POST /v1/unsubscribe/{token}", "POST", 200),
        ("POST /v1/unsubscribe/{token}", "POST", 404),
    }
    assert {(line.get("client"), line.get("coach")) for line in lines if line["method"] == "GET"} == {(None, None)}
    assert tuple(person.user_id for person in pair) in {(line.get("client"), line.get("coach")) for line in lines}
    assert_nothing_told(log, tokens, *pair)


def test_a_failure_is_a_page_and_its_log_line_holds_no_token(
    marketplace: Marketplace, pair: tuple[Person, Person], log: Log
) -> None:
    boto3.client("secretsmanager").delete_secret(SecretId="link-keys", ForceDeleteWithoutRecovery=True)
    token = token_of(*pair)
    answer = follow(marketplace, "POST", token)
    assert answer.status == 500
    assert "Please try again" in answer.body
    assert answer.headers["content-type"].startswith("text/html")
    failed, answered = log.lines()
    assert (failed["error"], answered["status"]) == ("ResourceNotFoundException", 500)
    assert_nothing_told(log, [token], *pair)


def assert_nothing_told(log: Log, tokens: list[str], *people: Person) -> None:
    parts = {part for token in tokens for part in token.split(".") if len(part) > 3}
    private = parts | {token for token in tokens if len(token) > 3}
    private |= {secret for person in people for secret in (person.email, person.name)}
    assert not [secret for secret in private if secret in log.own.getvalue() + log.every.getvalue()]


def test_every_answer_has_its_request_id_and_is_nobodys_to_keep(
    marketplace: Marketplace, pair: tuple[Person, Person]
) -> None:
    for method in ("GET", "POST"):
        event = marketplace.http_event(None, method, PATH + token_of(*pair), None, {})
        headers = marketplace.send(event).headers
        assert headers["x-request-id"] == event["requestContext"]["requestId"]
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
