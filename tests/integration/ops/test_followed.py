"""One id follows a +1 through the log: from the request to the announcement and to what became of its mails."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import boto3
import pytest

from local import ses_events
from local.render import Template, resources
from ops.__main__ import main
from ops.follow import KEPT
from plus_one import clock
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import STACK, ids, sweep, typed
from tests.marketplace import Marketplace

type Lines = Callable[[], list[dict[str, Any]]]
GROUP = f"/aws/lambda/{STACK}"


@pytest.fixture
def lines(marketplace: Marketplace) -> Iterator[Lines]:
    """All that was logged since the last look."""
    marketplace.handler("sweep")  # its logger must be there
    own, text = logging.getLogger("tests"), io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(own.handlers[0].formatter)

    def read() -> list[dict[str, Any]]:
        told = [json.loads(line) for line in text.getvalue().splitlines()]
        text.seek(0)
        text.truncate()
        return [line for line in told if line["message"] != "swept"]

    own.addHandler(handler)
    yield read
    own.removeHandler(handler)


@pytest.fixture
def log(queue: str, lines: Lines) -> Callable[[], None]:
    """Puts into the log group what was written."""
    logs = boto3.client("logs")
    logs.create_log_group(logGroupName=GROUP)
    logs.create_log_stream(logGroupName=GROUP, logStreamName="all")

    def put() -> None:
        moment = int(clock.now().timestamp() * 1000)
        events = [{"timestamp": moment, "message": json.dumps(line)} for line in lines()]
        if events:
            logs.put_log_events(logGroupName=GROUP, logStreamName="all", logEvents=events)

    return put


def hear(pair: Pair) -> None:
    for mail in pair.marketplace.mails_of("plus_one_booked"):
        pair.marketplace.publish(ses_events.delivered(mail, clock.now()))


def of_both(lines: list[dict[str, Any]], pair: Pair) -> bool:
    return {(line.get("client"), line.get("coach")) for line in lines} == {tuple(ids(pair))}


def by(lines: list[dict[str, Any]], id_: str) -> list[str]:
    return [line["message"] for line in lines if id_ in json.dumps(line)]


def test_the_completed_session_finds_request_booking_mails_announcement_and_what_became_of_them(
    pair: Pair, lines: Lines
) -> None:
    lines()
    completed = pair.complete_all()
    pair.marketplace.settle()
    hear(pair)
    told = lines()

    assert by(told, completed["session"]["session_id"]) == ["answered", "settled", "mailed", "heard", "heard"]
    assert of_both(told, pair)
    [mailed] = [line for line in told if line["message"] == "mailed"]
    assert mailed["notices"] == {"client": "sent", "coach": "sent", "bus": "sent"}
    [settled] = [line for line in told if line["message"] == "settled"]
    assert mailed["session_id"] == settled["session_id"]
    assert by(told, mailed["event_id"]) == ["mailed", "heard", "heard"]


def test_what_the_sweep_does_is_told_by_the_same_lines(pair: Pair, lines: Lines, later: Any) -> None:
    completed = pair.complete_all()
    lines()
    later(minutes=20)
    sweep(pair)
    later(minutes=22)
    sweep(pair)
    told = lines()

    assert by(told, completed["session"]["session_id"]) == ["settled", "mailed"]
    assert of_both(told, pair)


@pytest.mark.parametrize(
    ("function", "broken", "act"),
    [
        ("book_plus_one", "settle_renewal", lambda pair: pair.marketplace.deliver(pair.marketplace.new_records())),
        ("send_notices", "send_notices", lambda pair: pair.marketplace.settle()),
        ("mail_feedback", "take_feedback", hear),
        ("coach_api", "complete_session", lambda pair: pair.try_to_complete("01KPXY5ZGB3K4M5N6P7Q8R9S0T")),
        ("client_api", "unenroll", lambda pair: pair.by_client("DELETE", "/enrollment")),
    ],
)
def test_a_failure_names_the_two_people_and_what_it_is_about(
    pair: Pair, lines: Lines, monkeypatch: pytest.MonkeyPatch, function: str, broken: str, act: Callable[[Pair], None]
) -> None:
    pair.complete_all()
    if function == "mail_feedback":
        pair.marketplace.settle()

    def fail(*what: Any, **more: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(f"functions.{function}.app.{broken}", fail)
    lines()
    with suppress(Exception):
        act(pair)
    failed = [line for line in lines() if line["message"] == "failed"]

    assert failed
    assert of_both(failed, pair)
    assert all({"event_id", "completed_session_id", "session_id", "request_id"} & line.keys() for line in failed)


def test_what_fails_in_the_sweep_is_named_too(
    pair: Pair, lines: Lines, monkeypatch: pytest.MonkeyPatch, later: Any
) -> None:
    completed = pair.complete_all()
    monkeypatch.setattr("functions.sweep.app.settle_renewal", lambda *what, **more: 1 / 0)
    later(minutes=20)
    lines()
    sweep(pair)

    [failed] = lines()
    assert of_both([failed], pair)
    assert failed["completed_session_id"] == completed["session"]["session_id"]


def test_what_is_no_id_of_ours_in_a_path_is_not_logged(pair: Pair, lines: Lines) -> None:
    """Anybody may write a name there."""
    lines()
    market, coach = pair.marketplace, pair.coach
    assert market.call(coach, "POST", "/v1/clients/Zebulon/sessions/Sentinel/complete", {}).status == 404
    [line] = lines()

    assert (line["caller"], line["status"]) == (coach.user_id, 404)
    assert "Zebulon" not in str(line)
    assert "Sentinel" not in str(line)


def test_an_operator_asks_for_a_timeline_by_any_of_these_ids(pair: Pair, lines: Lines, log: Callable[[], None]) -> None:
    lines()
    completed = pair.complete_all()
    pair.marketplace.settle()
    booked, *_ = typed("timeline", *ids(pair))
    of = dict(part.split("=") for part in booked.split() if part.count("=") == 1)
    log()

    whole = [f"client {pair.client.user_id} with coach {pair.coach.user_id}:", *typed("timeline", *ids(pair))]
    for id_ in (completed["session"]["session_id"], of["event_id"], of["session_id"], *ids(pair)):
        assert list(typed("timeline", id_)) == whole, id_


def test_an_id_that_the_log_does_not_have_is_said_to_be_unknown(pair: Pair, log: Callable[[], None]) -> None:
    log()

    assert main(["timeline", STACK, "01KPXY5ZGB3K4M5N6P7Q8R9S0T"]) == 1
    assert main(["timeline", STACK, "1", "2", "3"]) == 1


def test_the_log_is_kept_for_as_long_as_the_operator_is_told(template: Template) -> None:
    groups = resources(template, "AWS::Logs::LogGroup").values()

    assert {timedelta(days=each["RetentionInDays"]) for each in groups} == {KEPT}
