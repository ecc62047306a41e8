"""The link of the mails, through the real handler: what turns +1 off, what does not, and what nobody reads in a log."""

import base64
import io
import json
import logging
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from plus_one.domain.ids import UserId
from plus_one.domain.tokens import Keys, sign
from plus_one.store import link_keys
from tests.conftest import LINK_KEYS, TABLE
from tests.marketplace import Marketplace, Person, Reply, client, coach

OFFER = {"title": "Three sessions", "sessions": 3, "price": {"amount": 20000, "currency": "USD"}}
EVENTS = Path(__file__).parents[2] / "events"
PATH = "/v1/unsubscribe/"


@pytest.fixture(autouse=True)
def fresh_keys(moto_table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that has just started."""
    from functions.unsubscribe import app

    monkeypatch.setattr(app, "keys", link_keys.connect("link-keys"))


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


def enrolled(marketplace: Marketplace, alex: Person, casey: Person) -> None:
    offer = marketplace.call(casey, "POST", "/v1/offers", OFFER).body
    marketplace.call(alex, "POST", f"/v1/coaches/{casey.user_id}/packages", {"offer_id": offer["offer_id"]})
    assert marketplace.call(alex, "PUT", f"/v1/coaches/{casey.user_id}/enrollment", {}).status == 201


@pytest.fixture
def pair(marketplace: Marketplace) -> tuple[Person, Person]:
    alex, casey = client(), coach()
    enrolled(marketplace, alex, casey)
    return alex, casey


def token_of(alex: Person, casey: Person, keys: Keys = LINK_KEYS, age: int = 0) -> str:
    day = datetime.now(UTC).date() - timedelta(days=age)
    return sign(UserId(alex.user_id), UserId(casey.user_id), day, keys)


def follow(marketplace: Marketplace, method: str, token: str, body: str | None = None, **headers: str) -> Reply:
    return marketplace.send(marketplace.http_event(None, method, PATH + token, body, headers))


def state(marketplace: Marketplace, alex: Person, casey: Person) -> str:
    answer = marketplace.call(alex, "GET", f"/v1/coaches/{casey.user_id}/enrollment").body
    return str(answer["state"])


def everything() -> list[Any]:
    items = boto3.client("dynamodb").scan(TableName=TABLE)["Items"]
    return sorted(items, key=json.dumps)


def wrong_tokens(alex: Person, casey: Person) -> list[str]:
    good = token_of(alex, casey)
    return [
        token_of(alex, casey, age=401),
        token_of(alex, casey, {"0": "somebody else's"}),
        token_of(alex, casey, {"unknown": "a" * 64}),
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        good[:-1],
        "x",
        "%00",
    ]


def test_the_link_of_a_mail_turns_it_off(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
    alex, casey = pair
    marketplace.settle()
    [mail] = [mail for mail in marketplace.mails_of("enrolled") if mail.to == (alex.email,)]
    url = mail.headers["List-Unsubscribe"].strip("<>")
    assert url.startswith("https://api.example.com" + PATH)
    assert mail.text
    assert url in mail.text
    assert follow(marketplace, "POST", url.rpartition("/")[2]).status == 200
    assert state(marketplace, alex, casey) == "not_enrolled"


def test_a_get_changes_nothing_and_tells_nothing(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
    alex, casey = pair
    before = everything()
    pages = [follow(marketplace, "GET", token) for token in [token_of(alex, casey), *wrong_tokens(alex, casey)]]
    assert {page.status for page in pages} == {200}
    assert len({page.body for page in pages}) == 1
    assert everything() == before


def test_a_wrong_link_gets_the_same_page_and_nothing_is_written(
    marketplace: Marketplace, pair: tuple[Person, Person]
) -> None:
    alex, casey = pair
    asked, before = follow(marketplace, "GET", token_of(alex, casey)), everything()
    for token in wrong_tokens(alex, casey):
        answer = follow(marketplace, "POST", token)
        assert (answer.status, answer.body) == (asked.status, asked.body)
    assert everything() == before


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
        (
            '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
            "multipart/form-data",
        ),
        ("", ""),
        (None, "text/plain"),
        ("{", "application/json"),
        ("\x00\xff", "application/octet-stream"),
    ],
)
def test_a_post_turns_it_off_whatever_its_body(
    marketplace: Marketplace, pair: tuple[Person, Person], body: str | None, content_type: str
) -> None:
    alex, casey = pair
    answer = follow(marketplace, "POST", token_of(alex, casey), body, content_type=content_type)
    assert answer.status == 200
    assert "The +1 Program is off" in answer.body
    assert "On deck now: 3 sessions. They stay booked." in answer.body
    assert state(marketplace, alex, casey) == "not_enrolled"


def test_a_body_in_base64_is_as_good(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
    event = marketplace.http_event(None, "POST", PATH + token_of(*pair), None, {})
    body = base64.b64encode(b"List-Unsubscribe=One-Click").decode()
    assert marketplace.send(event | {"body": body, "isBase64Encoded": True}).status == 200
    assert state(marketplace, *pair) == "not_enrolled"


def test_again_it_says_the_same_and_writes_nothing(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
    first = follow(marketplace, "POST", token_of(*pair))
    before = everything()
    again = follow(marketplace, "POST", token_of(*pair, age=3))
    assert (again.status, again.body) == (first.status, first.body)
    assert everything() == before


def test_both_get_a_receipt_that_says_how(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
    alex, casey = pair
    follow(marketplace, "POST", token_of(alex, casey))
    marketplace.settle()
    assert sorted(mail.to for mail in marketplace.mails_of("unenrolled")) == [(alex.email,), (casey.email,)]


def test_the_other_coach_is_not_concerned(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
    alex, casey = pair
    robin = coach("Robin")
    enrolled(marketplace, alex, robin)
    follow(marketplace, "POST", token_of(alex, casey))
    assert (state(marketplace, alex, casey), state(marketplace, alex, robin)) == ("not_enrolled", "enrolled")


def test_a_link_of_399_days_ago_works(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
    follow(marketplace, "POST", token_of(*pair, age=399))
    assert state(marketplace, *pair) == "not_enrolled"


def test_it_works_after_enrolling_anew(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
    alex, casey = pair
    token = token_of(alex, casey)
    follow(marketplace, "POST", token)
    assert marketplace.call(alex, "PUT", f"/v1/coaches/{casey.user_id}/enrollment", {}).status == 201
    follow(marketplace, "POST", token)
    assert state(marketplace, alex, casey) == "not_enrolled"


def test_a_pair_that_never_was_gets_an_answer_and_no_item(marketplace: Marketplace) -> None:
    before = everything()
    answer = follow(marketplace, "POST", token_of(client(), coach()))
    assert answer.status == 200
    assert "The +1 Program is off" in answer.body
    assert everything() == before


def test_who_never_enrolled_reads_that_nothing_is_booked(marketplace: Marketplace) -> None:
    alex, casey = client(), coach()
    offer = marketplace.call(casey, "POST", "/v1/offers", OFFER).body
    marketplace.call(alex, "POST", f"/v1/coaches/{casey.user_id}/packages", {"offer_id": offer["offer_id"]})
    before = everything()
    answer = follow(marketplace, "POST", token_of(alex, casey))
    assert "Nothing is booked automatically with Casey." in answer.body
    assert everything() == before


def test_a_key_that_is_added_later_is_taken_up(
    marketplace: Marketplace, pair: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ops.rotate_link_key import main

    follow(marketplace, "GET", token_of(*pair))
    follow(marketplace, "POST", "x")
    said = main("link-keys")
    rotated = json.loads(boto3.client("secretsmanager").get_secret_value(SecretId="link-keys")["SecretString"])
    assert set(LINK_KEYS) < set(rotated)
    assert not any(key in said for key in rotated.values())
    later = datetime.now(UTC) + timedelta(minutes=1)
    monkeypatch.setattr("plus_one.clock.now", lambda: later)
    follow(marketplace, "POST", token_of(*pair, keys=rotated))
    assert state(marketplace, *pair) == "not_enrolled"


def test_one_line_per_answer_and_none_holds_the_token(
    marketplace: Marketplace, pair: tuple[Person, Person], log: Log
) -> None:
    tokens = [token_of(*pair), *wrong_tokens(*pair), token_of(client(), coach())]
    for method in ("GET", "POST"):
        for token in tokens:
            follow(marketplace, method, token, "List-Unsubscribe=One-Click")
    lines = log.lines()
    assert len(lines) == 2 * len(tokens)
    assert {(line["route"], line["method"], line["status"]) for line in lines} == {
        ("GET /v1/unsubscribe/{token}", "GET", 200),
        ("POST /v1/unsubscribe/{token}", "POST", 200),
    }
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
    private |= {secret for person in people for secret in (person.user_id, person.email, person.name)}
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


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_sample_events_are_answered(marketplace: Marketplace, method: str) -> None:
    sample = json.loads((EVENTS / f"unsubscribe_{method}.json").read_text(encoding="utf-8"))
    answer = marketplace.send(deepcopy(sample))
    assert (answer.status, sample["routeKey"] in marketplace.routes) == (200, True)
    assert "Turn the +1 Program off?" in answer.body
