"""events/: one sample per function, all of one story. Played at their own times, they are what the system writes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from local.filters import matches
from plus_one import clock
from plus_one.domain.ids import ulid
from tests.conftest import ROOT
from tests.integration.api.pair import Pair
from tests.marketplace import Json, Marketplace, Person, Reply

FUNCTIONS = sorted(app.parent.name for app in ROOT.glob("functions/*/app.py"))
SAMPLES = {path.stem: json.loads(path.read_text()) for path in sorted(ROOT.glob("events/*.json"))}
HTTP = [name for name, sample in SAMPLES.items() if "routeKey" in sample]
STREAM = [name for name, sample in SAMPLES.items() if "Records" in sample]
RANDOMNESS = 0x2D9E4C31A7F0B65819C4 >> 1
OFFERED, BOOKED, *TRAINED = [datetime(2026, 11, day, 9, tzinfo=UTC) for day in (16, 17, 19, 21)]


class Story:
    """Alex books three sessions with Casey, enrolls, and Casey completes the last one."""

    def __init__(self, marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> None:
        self.marketplace, self._patch = marketplace, monkeypatch
        self.pair = Pair(marketplace, person("client_api"), person("coach_api"))
        self._patch.setattr(clock, "new_id", lambda at: ulid(at, RANDOMNESS))

    def at(self, moment: datetime) -> None:
        self._patch.setattr(clock, "now", lambda: moment)

    def send(self, name: str) -> Reply:
        self.at(datetime.fromtimestamp(SAMPLES[name]["requestContext"]["timeEpoch"] / 1000, UTC))
        return self.marketplace.send(SAMPLES[name])

    def book(self) -> None:
        self.at(OFFERED)
        offer = self.pair.offer()
        self.at(BOOKED)
        self.pair.try_to_book(offer["offer_id"])

    def enroll(self) -> Reply:
        self.book()
        return self.send("client_api")

    def complete(self) -> Reply:
        """All but the last one, then that of the sample."""
        self.enroll()
        for moment, session in zip(TRAINED, self.pair.sessions("?status=booked")[:0:-1], strict=True):
            self.at(moment)
            self.pair.complete(session["session_id"])
        self.marketplace.settle()
        return self.send("coach_api")

    def settle(self) -> Json:
        self.complete()
        self.at(datetime.fromisoformat(image("send_notices")["at"]["S"]))
        return self.invoke("book_plus_one")

    def invoke(self, name: str) -> Json:
        return self.marketplace.handler(function_of(name))(SAMPLES[name], None)

    def written_for(self, name: str) -> list[Any]:
        """The new records of the stream that this function gets."""
        [pattern] = self.marketplace.readers()[name]
        return [record for record in self.marketplace.new_records() if matches(record, pattern)]


def person(name: str) -> Person:
    claims = SAMPLES[name]["requestContext"]["authorizer"]["jwt"]["claims"]
    return Person(claims["sub"], claims["name"], claims["email"], tuple(claims["cognito:groups"].strip("[]").split()))


def image(name: str) -> Json:
    return SAMPLES[name]["Records"][0]["dynamodb"]["NewImage"]


def function_of(name: str) -> str:
    """A function may have several samples: mail_feedback_bounce is one of mail_feedback."""
    [function] = [function for function in FUNCTIONS if name == function or name.startswith(f"{function}_")]
    return function


def said(record: Json) -> Json:
    """What a record says of the table, without what is the stream's own."""
    change = record["dynamodb"]
    return record["eventName"], record["eventSource"], change["Keys"], change["NewImage"], change["StreamViewType"]


@pytest.fixture
def story(marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> Story:
    return Story(marketplace, monkeypatch)


def test_every_function_has_a_sample_and_every_sample_a_function() -> None:
    assert {function_of(name) for name in SAMPLES} == set(FUNCTIONS)


@pytest.mark.parametrize("name", HTTP)
def test_a_request_is_routed_to_its_function(marketplace: Marketplace, name: str) -> None:
    sample = SAMPLES[name]
    method, path = sample["routeKey"].split()

    assert marketplace.routes[sample["routeKey"]] == function_of(name)
    assert sample["rawPath"] == path.format_map(sample.get("pathParameters", {}))
    assert sample["requestContext"]["http"]["method"] == method
    assert sample["requestContext"]["http"]["path"] == sample["rawPath"]
    assert sample["requestContext"]["routeKey"] == sample["routeKey"]


@pytest.mark.parametrize("name", STREAM)
def test_a_record_passes_the_filter_of_its_function_and_no_other(marketplace: Marketplace, name: str) -> None:
    [record] = SAMPLES[name]["Records"]
    readers = marketplace.readers().items()

    assert [reader for reader, patterns in readers if any(matches(record, each) for each in patterns)] == [name]


def test_account_api_shows_alex_their_profile(story: Story) -> None:
    reply = story.send("account_api")

    alex = story.pair.client
    assert reply.status == 200
    assert [reply.body[field] for field in ("user_id", "name", "email")] == [alex.user_id, alex.name, alex.email]


def test_client_api_enrolls_alex_with_casey(story: Story) -> None:
    reply = story.enroll()

    assert (reply.status, reply.body["effective"]) == (201, "active")


def test_coach_api_completes_the_last_session(story: Story) -> None:
    reply = story.complete()

    assert reply.status == 200
    assert reply.body["pairing"]["on_deck"] == 0
    assert reply.body["renewal"]["state"] == "pending"


def test_book_plus_one_books_the_plus_one(story: Story) -> None:
    answer = story.settle()

    [session] = story.pair.sessions("?status=booked")
    assert answer == {"batchItemFailures": []}
    assert (session["origin"], session["rate"]) == ("plus_one", {"amount": 6667, "currency": "USD"})


def test_send_notices_mails_both(story: Story) -> None:
    story.settle()
    answer = story.invoke("send_notices")

    assert answer == {"batchItemFailures": []}
    mails = story.marketplace.mails_of("plus_one_booked")
    assert [mail.to for mail in mails] == [(story.pair.client.email,), (story.pair.coach.email,)]


def test_the_record_of_book_plus_one_is_what_completing_the_last_session_writes(story: Story) -> None:
    story.complete()
    [record] = story.written_for("book_plus_one")

    assert said(SAMPLES["book_plus_one"]["Records"][0]) == said(record)


def test_the_record_of_send_notices_is_what_booking_the_plus_one_writes(story: Story) -> None:
    story.settle()
    *_, record = story.written_for("send_notices")

    assert said(SAMPLES["send_notices"]["Records"][0]) == said(record)


@pytest.mark.parametrize("name", HTTP)
def test_a_request_on_an_empty_table_is_answered_too(marketplace: Marketplace, name: str) -> None:
    assert marketplace.send(SAMPLES[name]).status < 500


@pytest.mark.parametrize("name", STREAM)
def test_a_record_on_an_empty_table_leaves_nothing_behind(marketplace: Marketplace, name: str) -> None:
    with marketplace.writing_nothing():
        answer = marketplace.handler(function_of(name))(SAMPLES[name], None)
    assert answer == {"batchItemFailures": []}
