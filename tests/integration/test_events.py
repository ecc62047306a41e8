"""events/: samples of each trigger, all of one story. They are what the system writes, and each does its work."""

import json
from typing import Any

import pytest

from local import story
from local.filters import matches
from local.samples import signed
from plus_one.store.table import Table
from tests import handed
from tests.conftest import LINK_KEYS, ROOT, TABLE, aws
from tests.local.in_containers import WORK, status
from tests.marketplace import Json, Marketplace

FUNCTIONS = sorted(app.parent.name for app in ROOT.glob("functions/*/app.py"))
TEXTS = {path.stem: path.read_text() for path in sorted(ROOT.glob("events/*.json"))}
SAMPLES = {name: json.loads(text) for name, text in TEXTS.items()}
HTTP = [name for name, sample in SAMPLES.items() if "routeKey" in sample]
STREAM = [name for name, sample in SAMPLES.items() if "Records" in sample]


@pytest.fixture
def table(marketplace: Marketplace) -> Table:
    return Table(aws("dynamodb"), TABLE)


def function_of(name: str) -> str:
    """A function may have several samples: mail_feedback_bounce is one of mail_feedback."""
    [function] = [function for function in FUNCTIONS if name == function or name.startswith(f"{function}_")]
    return function


def play(marketplace: Marketplace, name: str) -> Json:
    """Today, with the time of a minute."""
    event = json.loads(signed(TEXTS[name], lambda: LINK_KEYS))
    context = handed.context()
    context.get_remaining_time_in_millis = lambda: 60_000
    return marketplace.handler(function_of(name))(event, context)


def written_for(marketplace: Marketplace, name: str) -> list[Any]:
    """The records of the stream that this function gets."""
    [pattern] = marketplace.readers()[name]
    return [record for record in marketplace.new_records() if matches(record, pattern)]


def said(record: Json) -> Json:
    """What a record says of the table, without what is the stream's own."""
    change = record["dynamodb"]
    return record["eventName"], record["eventSource"], change["Keys"], change["NewImage"], change["StreamViewType"]


def test_every_function_has_a_sample_and_every_sample_a_function() -> None:
    assert {function_of(name) for name in SAMPLES} == set(FUNCTIONS) == set(story.BEFORE)


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


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_does_its_work_when_the_story_before_it_is_told(
    marketplace: Marketplace, table: Table, name: str
) -> None:
    story.tell(table, function_of(name))
    before = story.look(table)
    answer = play(marketplace, name)

    assert (status(json.dumps(answer)), story.changes(before, story.look(table))) == WORK[name]


def test_send_notices_mails_both(marketplace: Marketplace, table: Table) -> None:
    story.tell(table, "send_notices")
    play(marketplace, "send_notices")

    mails = marketplace.mails_of("plus_one_booked")
    assert [mail.to for mail in mails] == [(story.ALEX.email,), (story.CASEY.email,)]


@pytest.mark.parametrize("name", STREAM)
def test_a_record_is_what_the_story_before_it_writes(marketplace: Marketplace, table: Table, name: str) -> None:
    story.tell(table, name)
    *_, record = written_for(marketplace, name)

    assert said(SAMPLES[name]["Records"][0]) == said(record)


@pytest.mark.parametrize("name", HTTP)
def test_a_request_on_an_empty_table_is_answered_too(marketplace: Marketplace, name: str) -> None:
    assert marketplace.send(SAMPLES[name]).status < 500


@pytest.mark.parametrize("name", STREAM)
def test_a_record_on_an_empty_table_leaves_nothing_behind(marketplace: Marketplace, name: str) -> None:
    with marketplace.writing_nothing():
        answer = marketplace.handler(function_of(name))(SAMPLES[name], None)
    assert answer == {"batchItemFailures": []}
