"""What the stream did not do is done by the sweep, from the table alone."""

import json
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from types import SimpleNamespace
from typing import Any
from urllib.request import Request, urlopen

import boto3
import pytest

from functions.sweep import app as sweeper
from plus_one import clock
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.domain.events import Written
from plus_one.domain.refusals import Busy
from plus_one.domain.renewals import Due
from plus_one.store import due, keys
from tests.conftest import MAIL_PORT, TABLE, aws
from tests.marketplace import Marketplace, Person, client, coach

OFFER = {"title": "One session", "sessions": 1, "price": {"amount": 5000, "currency": "USD"}}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock so many minutes ahead."""

    def set_ahead(**ahead: float) -> None:
        moment = datetime.now(UTC) + timedelta(**ahead)
        monkeypatch.setattr(clock, "now", lambda: moment.replace(microsecond=0))

    return set_ahead


def sweep(marketplace: Marketplace, remaining_ms: int = 60_000, things: int = 100_000) -> None:
    """`things`: as many as it has time for."""
    left = chain(repeat(remaining_ms, things), repeat(0))
    context = SimpleNamespace(
        function_name="sweep",
        memory_limit_in_mb=1,
        invoked_function_arn="arn",
        aws_request_id="1",
        get_remaining_time_in_millis=lambda: next(left),
    )
    marketplace.handler("sweep")({}, context)


def behave(address: str, does: str) -> None:
    body = json.dumps({"address": address, "does": does}).encode()
    url, headers = f"http://127.0.0.1:{MAIL_PORT}/mailbox/behaviour", {"Content-Type": "application/json"}
    with urlopen(Request(url, data=body, headers=headers)):
        pass


def last_session_completed(marketplace: Marketplace, alex: Person, casey: Person) -> None:
    """The stream is down: nothing is delivered."""
    offer = marketplace.call(casey, "POST", "/v1/offers", OFFER).body["offer_id"]
    booking = marketplace.call(alex, "POST", f"/v1/coaches/{casey.user_id}/packages", {"offer_id": offer}).body
    marketplace.call(alex, "PUT", f"/v1/coaches/{casey.user_id}/enrollment", {})
    [session] = booking["sessions"]
    path = f"/v1/clients/{alex.user_id}/sessions/{session['session_id']}/complete"
    assert marketplace.call(casey, "POST", path).body["renewal"]["state"] == "pending"


def pairing(marketplace: Marketplace, alex: Person, casey: Person) -> Any:
    return marketplace.call(alex, "GET", f"/v1/coaches/{casey.user_id}").body


def still_due() -> int:
    count: int = boto3.client("dynamodb").scan(TableName=TABLE, IndexName="GSI2")["Count"]
    return count


def test_with_the_stream_down_the_sweep_books_the_plus_one_once_and_sends_every_mail(
    marketplace: Marketplace, later: Any
) -> None:
    alex, casey = client(), coach()
    last_session_completed(marketplace, alex, casey)
    later(days=3)
    sweep(marketplace)
    assert pairing(marketplace, alex, casey)["on_deck"] == 1
    later(days=3, minutes=2)
    sweep(marketplace)
    sweep(marketplace)
    assert pairing(marketplace, alex, casey)["on_deck"] == 1
    assert {mail.to for mail in marketplace.mails_of("plus_one_booked")} == {(alex.email,), (casey.email,)}
    assert len(marketplace.mails_of("plus_one_booked")) == 2
    assert still_due() == 0


def test_no_renewal_waits_for_a_mail(marketplace: Marketplace) -> None:
    """SES may take seconds for each."""
    for _ in range(3):
        last_session_completed(marketplace, client(), coach())
    found = [type(due.named(key)) for key in due.due_by(sweeper.table, datetime.now(UTC) + timedelta(minutes=2))]
    assert found[:3] == [Due] * 3
    assert Written in found[3:]


def test_what_is_within_its_grace_is_left_to_the_stream(marketplace: Marketplace) -> None:
    alex, casey = client(), coach()
    last_session_completed(marketplace, alex, casey)
    sweep(marketplace)
    assert pairing(marketplace, alex, casey)["renewal"]["state"] == "pending"


def test_after_an_outage_of_the_mail_service_bookings_stand_and_mails_follow(
    marketplace: Marketplace, later: Any
) -> None:
    alex, casey = client(), coach()
    behave(alex.email, "fail")
    last_session_completed(marketplace, alex, casey)
    marketplace.settle()
    assert pairing(marketplace, alex, casey)["on_deck"] == 1
    assert [mail.to for mail in marketplace.mails_of("plus_one_booked")] == [(casey.email,)]
    behave(alex.email, "deliver")
    sweep(marketplace)
    assert len(marketplace.mails_of("plus_one_booked")) == 1, "a failed attempt moves the due time"
    later(minutes=20)
    sweep(marketplace)
    assert {mail.to for mail in marketplace.mails_of("plus_one_booked")} == {(alex.email,), (casey.email,)}
    assert still_due() == 0


def test_an_offer_to_a_client_who_has_never_signed_in_is_mailed_once_they_have(
    marketplace: Marketplace, later: Any
) -> None:
    """As version 0.1.0 made them."""
    alex, casey = client(), coach()
    marketplace.call(alex, "GET", "/v1/profile")
    marketplace.call(casey, "POST", "/v1/offers", OFFER | {"client_id": alex.user_id})
    aws("dynamodb").delete_item(TableName=TABLE, Key={"PK": {"S": f"USER#{alex.user_id}"}, "SK": {"S": "PROFILE"}})
    marketplace.settle()
    later(minutes=2)
    sweep(marketplace)
    assert marketplace.mails() == []
    marketplace.call(alex, "GET", "/v1/profile")
    later(hours=2)
    sweep(marketplace)
    assert [(mail.to, mail.tags["kind"]) for mail in marketplace.mails()] == [((alex.email,), "offer_made")]
    assert still_due() == 0


def test_one_failure_delays_nobody_else_and_comes_later_itself(marketplace: Marketplace, later: Any) -> None:
    alex, casey = client(), coach()
    last_session_completed(marketplace, alex, casey)
    poison = {"PK": {"S": "CLIENT#x"}, "SK": {"S": "COACH#y#RENEWAL#z.1"}, "due_shard": {"S": "RENEWAL#0"}}
    broken = {"PK": {"S": "CLIENT#x"}, "SK": {"S": "PAIRING#y"}}
    dynamodb = boto3.client("dynamodb")
    dynamodb.put_item(TableName=TABLE, Item=poison | {"due_at": {"S": "2026-01-01T00:00:00.000Z"}})
    dynamodb.put_item(TableName=TABLE, Item=broken)
    later(minutes=2)
    sweep(marketplace)
    assert pairing(marketplace, alex, casey)["on_deck"] == 1
    put_off = dynamodb.get_item(TableName=TABLE, Key={name: poison[name] for name in ("PK", "SK")})["Item"]
    assert put_off["due_at"]["S"] > "2026-01-01T00:00:00.000Z"


def test_what_is_neither_a_renewal_nor_an_event_ends_no_sweep(marketplace: Marketplace, later: Any) -> None:
    alex, casey = client(), coach()
    last_session_completed(marketplace, alex, casey)
    for shard in keys.ALL_SHARDS:
        odd = {"PK": {"S": f"CLIENT#{shard}"}, "SK": {"S": "odd"}, "due_shard": {"S": shard}}
        boto3.client("dynamodb").put_item(TableName=TABLE, Item=odd | {"due_at": {"S": "2026-01-01T00:00:00.000Z"}})
    later(minutes=2)
    sweep(marketplace)
    assert pairing(marketplace, alex, casey)["on_deck"] == 1


def test_a_sweep_that_runs_out_of_time_leaves_the_rest_to_the_next(marketplace: Marketplace, later: Any) -> None:
    alex, casey = client(), coach()
    last_session_completed(marketplace, alex, casey)
    later(minutes=2)
    sweep(marketplace, remaining_ms=1_000)
    assert pairing(marketplace, alex, casey)["renewal"]["state"] == "pending"
    sweep(marketplace)
    assert pairing(marketplace, alex, casey)["renewal"]["state"] == "booked"


def test_what_the_stream_settles_while_the_sweep_fails_on_it_ends_no_sweep(
    marketplace: Marketplace, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [(client(), coach()) for _ in range(3)]
    for alex, casey in people:
        last_session_completed(marketplace, alex, casey)
    later(minutes=2)
    tried: list[Any] = []

    def too_late(table: Any, due: Any, *rest: Any, **more: Any) -> Any:
        is_first = not tried
        tried.append(due)
        done = settle_renewal(table, due, *rest, **more)
        if is_first:
            raise Busy
        return done

    monkeypatch.setattr("functions.sweep.app.settle_renewal", too_late)
    sweep(marketplace)
    assert [pairing(marketplace, *two)["renewal"]["state"] for two in people] == ["booked"] * 3
