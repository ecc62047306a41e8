"""The link of the mails, through the real handler: what turns +1 off, and what does not."""

import base64
import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.client import BaseClient

from tests.conftest import LINK_KEYS, ROOT
from tests.integration.unsubscribe.link import OFFER, PATH, enrolled, follow, state, token_of, wrong_tokens
from tests.marketplace import Marketplace, Person, client, coach


def test_the_link_of_a_mail_turns_plus_one_off(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
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
    with marketplace.writing_nothing():
        pages = [follow(marketplace, "GET", token) for token in [token_of(alex, casey), *wrong_tokens(alex, casey)]]
    assert {page.status for page in pages} == {200}
    assert len({page.body for page in pages}) == 1


def test_a_link_scanner_that_only_asks_for_the_head_gets_that_of_the_page(
    marketplace: Marketplace, pair: tuple[Person, Person]
) -> None:
    token = token_of(*pair)
    got, head = follow(marketplace, "GET", token), follow(marketplace, "HEAD", token)
    assert (head.status, head.body) == (200, None)
    assert {**head.headers, "x-request-id": ""} == {**got.headers, "x-request-id": ""}
    assert state(marketplace, *pair) == "enrolled"


def test_a_mail_program_learns_that_a_wrong_link_turned_nothing_off(
    marketplace: Marketplace, pair: tuple[Person, Person]
) -> None:
    """A person sees the page of the GET; only the status says it."""
    alex, casey = pair
    asked = follow(marketplace, "GET", token_of(alex, casey))
    with marketplace.writing_nothing():
        answers = [follow(marketplace, "POST", token) for token in wrong_tokens(alex, casey)]
    assert {(answer.status, answer.body) for answer in answers} == {(404, asked.body)}


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
    with marketplace.writing_nothing():
        again = follow(marketplace, "POST", token_of(*pair, age=3))
    assert (again.status, again.body) == (first.status, first.body)


def test_both_get_a_receipt_and_the_clients_says_that_it_was_the_link(
    marketplace: Marketplace, pair: tuple[Person, Person]
) -> None:
    alex, casey = pair
    follow(marketplace, "POST", token_of(alex, casey))
    marketplace.tell_the_other_side()
    receipts = {mail.to: mail.text for mail in marketplace.mails_of("unenrolled")}
    assert set(receipts) == {(alex.email,), (casey.email,)}
    assert "by the link in one of our mails to you" in (receipts[alex.email,] or "")


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
    with marketplace.writing_nothing():
        answer = follow(marketplace, "POST", token_of(client(), coach()))
    assert answer.status == 200
    assert "The +1 Program is off" in answer.body


def test_who_never_enrolled_reads_that_nothing_is_booked(marketplace: Marketplace) -> None:
    alex, casey = client(), coach()
    offer = marketplace.call(casey, "POST", "/v1/offers", OFFER).body
    marketplace.call(alex, "POST", f"/v1/coaches/{casey.user_id}/packages", {"offer_id": offer["offer_id"]})
    with marketplace.writing_nothing():
        answer = follow(marketplace, "POST", token_of(alex, casey))
    assert "Nothing is booked automatically with Casey." in answer.body


def test_a_key_that_is_added_later_is_taken_up(
    marketplace: Marketplace, pair: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ops.rotate_link_key import main

    follow(marketplace, "GET", token_of(*pair))
    follow(marketplace, "POST", "x")
    said = main(boto3.client("secretsmanager").describe_secret(SecretId="link-keys")["ARN"])
    rotated = json.loads(boto3.client("secretsmanager").get_secret_value(SecretId="link-keys")["SecretString"])
    assert set(LINK_KEYS) < set(rotated)
    assert not any(key in said for key in rotated.values())
    later = datetime.now(UTC) + timedelta(minutes=1)
    monkeypatch.setattr("plus_one.clock.now", lambda: later)
    follow(marketplace, "POST", token_of(*pair, keys=rotated))
    assert state(marketplace, *pair) == "not_enrolled"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_sample_events_are_answered(marketplace: Marketplace, method: str) -> None:
    sample = json.loads((ROOT / "events" / f"unsubscribe_{method}.json").read_text(encoding="utf-8"))
    answer = marketplace.send(deepcopy(sample))
    assert (answer.status, sample["routeKey"] in marketplace.routes) == ({"get": 200, "post": 404}[method], True)
    assert "Turn the +1 Program off?" in answer.body


def test_a_flood_of_wrong_links_reads_nothing_but_the_keys_once(
    marketplace: Marketplace, pair: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An invented key id may be that of a new key, so it makes one more reading, and then none for a minute."""
    asked: list[str] = []
    ask = BaseClient._make_api_call  # type: ignore[attr-defined]

    def listen(client: object, operation: str, sent: object) -> object:
        asked.append(operation)
        return ask(client, operation, sent)

    monkeypatch.setattr(BaseClient, "_make_api_call", listen)
    for _ in range(30):
        for token in wrong_tokens(*pair):
            assert follow(marketplace, "POST", token).status == 404

    assert asked == ["GetSecretValue"]
