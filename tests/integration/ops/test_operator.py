"""The operator's command line, as it is typed, on a stack of moto's."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient

from local import ses_events
from ops import redrive
from ops.__main__ import COMMANDS, main, run
from plus_one import clock
from plus_one.store.table import connect
from tests.conftest import TABLE
from tests.integration.api.pair import Pair
from tests.integration.test_permissions import A_MINUTE
from tests.invariants import check
from tests.marketplace import Json, Marketplace, client, coach

STACK = "plus-one-test"
WHY = "asked for by telephone"


@pytest.fixture
def queue(marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of a stack of that name; moto has no CloudFormation without a dozen packages more."""
    url = str(boto3.client("sqs").create_queue(QueueName="failures")["QueueUrl"])
    outputs = [{"OutputKey": "TableName", "OutputValue": TABLE}, {"OutputKey": "FailureQueueUrl", "OutputValue": url}]
    others = BaseClient._make_api_call  # type: ignore[attr-defined]

    def answer(asked: Any, operation: str, sent: Any) -> Any:
        match operation, sent:
            case "DescribeStacks", {"StackName": "plus-one-test"}:
                return {"Stacks": [{"Outputs": outputs}]}
            case "DescribeStackResource", {"LogicalResourceId": str(name)}:
                return {"StackResourceDetail": {"PhysicalResourceId": f"{STACK}-{name}"}}
        return others(asked, operation, sent)

    monkeypatch.setattr(BaseClient, "_make_api_call", answer)
    return url


@pytest.fixture
def pair(marketplace: Marketplace, queue: str) -> Iterator[Pair]:
    """Enrolled, with one session on deck, and all mails sent."""
    pair = Pair(marketplace, client("Alex"), coach("Casey"))
    pair.book(sessions=1)
    pair.enroll()
    marketplace.settle()
    yield pair
    check(connect(TABLE))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def pass_time(**pause: float) -> None:
        before = clock.now
        monkeypatch.setattr(clock, "now", lambda: before() + timedelta(**pause))

    return pass_time


def ids(pair: Pair) -> list[str]:
    return [pair.client.user_id, pair.coach.user_id]


def told(pair: Pair) -> list[Json]:
    entries: list[Json] = pair.by_client("GET", "/timeline").body["items"]
    return entries


def sweep(pair: Pair) -> None:
    pair.marketplace.handler("sweep")({}, A_MINUTE)


def typed(command: str, *arguments: str) -> list[str]:
    return list(run([command, STACK, *arguments]))


def test_the_timeline_of_a_pairing_is_printed_without_names_addresses_or_titles(pair: Pair) -> None:
    lines = typed("timeline", *ids(pair))

    assert [line.split()[1] for line in lines] == ["enrolled", "package_booked"]
    assert "client=sent(1)  coach=sent(1)" in lines[0]
    assert not [word for word in ("Alex", "Casey", "@", "Three") if word in "".join(lines)]


def test_what_is_due_is_listed_and_nothing_else(pair: Pair, later: Any) -> None:
    assert typed("due") == []
    pair.complete_all()
    later(minutes=11)
    [line] = typed("due")

    assert f"client {pair.client.user_id} with coach {pair.coach.user_id}: renewal of session" in line
    assert "s late" in line


def test_what_was_put_off_is_due_at_once_after_a_redrive(pair: Pair, later: Any) -> None:
    pair.complete_all()  # its grace is a minute
    assert "would be due now" in typed("redrive-due", "--dry-run")[0]
    sweep(pair)
    assert pair.pairing()["renewal"]["state"] == "pending"
    assert "due now" in typed("redrive-due")[0]
    later(seconds=1)
    sweep(pair)
    assert pair.pairing()["renewal"]["state"] == "booked"


def lost_feedback(pair: Pair) -> list[Json]:
    """As Lambda gives it up, as a stream's mapping does, and as the bus does."""
    [mail] = [each for each in pair.marketplace.mails_of("enrolled") if each.to == (pair.client.email,)]
    event = ses_events.bounced(mail, "Permanent", "General", clock.now())
    return [{"requestContext": {}, "requestPayload": event}, {"DDBStreamBatchInfo": {"shardId": "1"}}, event]


def queued(messages: list[Json]) -> str:
    sqs = boto3.client("sqs")
    url = str(sqs.get_queue_url(QueueName="failures")["QueueUrl"])
    for message in messages:
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(message))
    return url


def left_in(url: str) -> int:
    attributes = boto3.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    names = "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"
    return sum(int(attributes[name]) for name in names)


def test_lost_feedback_is_handed_over_again_and_the_queue_is_empty(pair: Pair) -> None:
    url, handle = queued(lost_feedback(pair)), pair.marketplace.handler("mail_feedback")
    lines = list(redrive.redrive_queue(url, lambda event: handle(json.loads(event), A_MINUTE), dry_run=False))

    assert sorted(line.split(": ")[1].split()[0] for line in lines) == ["deleted;", "taken", "taken"]
    assert left_in(url) == 0
    assert pair.enrollment()["reason"] == "NOTICE_UNDELIVERABLE"


def test_a_dry_run_leaves_the_queue_and_the_table_as_they_are(pair: Pair) -> None:
    url = queued(lost_feedback(pair))
    with pair.marketplace.writing_nothing():
        lines = typed("redrive-queue", "--dry-run")

    assert len(lines) == left_in(url) == 3


def test_what_fails_again_stays_in_the_queue_and_delays_no_other(pair: Pair) -> None:
    def fail(event: str) -> None:
        raise redrive.Failed

    url = queued(lost_feedback(pair))
    lines = list(redrive.redrive_queue(url, fail, dry_run=False))

    assert len([line for line in lines if "it stays" in line]) == left_in(url) == 2


def test_a_notice_is_mailed_again_and_the_timeline_says_so(pair: Pair, later: Any) -> None:
    enrolled = told(pair)[0]["ids"]["event_id"]
    typed("resend", *ids(pair), enrolled, "client", "--why", WHY)
    later(seconds=1)
    sweep(pair)

    mails = pair.marketplace.mails_of("enrolled")
    assert sorted(mail.to for mail in mails) == [(pair.client.email,)] * 2 + [(pair.coach.email,)]
    assert told(pair)[0]["says"] == f"Support had a mail about you and your coach sent to you again: “{WHY}”."


@pytest.mark.parametrize("case", ["no such event", "flagged", "still to be sent"])
def test_what_cannot_be_mailed_again_is_refused_and_nothing_is_written(
    pair: Pair, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if case == "flagged":
        pair.marketplace.publish(lost_feedback(pair)[2])
    if case == "still to be sent":
        pair.unenroll()
    event = "nothing" if case == "no such event" else told(pair)[0]["ids"]["event_id"]
    with pair.marketplace.writing_nothing():
        assert main(["resend", STACK, *ids(pair), event, "client", "--why", WHY]) == 1

    assert capsys.readouterr().err


def test_support_ends_an_enrollment_and_everybody_reads_who_it_was_and_why(pair: Pair) -> None:
    pair.renew()
    [line] = typed("end-enrollment", *ids(pair), "--why", WHY)
    pair.marketplace.settle()

    assert "stays on deck" in line
    assert pair.enrollment()["state"] == "not_enrolled"
    assert told(pair)[0]["says"].startswith(f"Support turned the +1 Program with your coach off for you: “{WHY}”")
    mails = [str(mail.text) for mail in pair.marketplace.mails_of("unenrolled")]
    assert len(mails) == 2
    assert all("Our support turned" in text and WHY in text for text in mails)


def test_after_support_ended_it_a_last_completion_books_nothing(pair: Pair) -> None:
    pair.complete_all()
    typed("end-enrollment", *ids(pair), "--why", WHY)
    pair.settle()

    assert pair.pairing()["renewal"]["reason"] == "NOT_ENROLLED"


def test_the_flag_of_an_address_is_cleared_everywhere_and_every_timeline_says_so(pair: Pair) -> None:
    other = Pair(pair.marketplace, pair.client, coach("Robin"))
    other.book(sessions=1)
    pair.marketplace.publish(lost_feedback(pair)[2])
    assert pair.enrollment()["reason"] == "NOTICE_UNDELIVERABLE"
    typed("clear-flag", pair.client.user_id, "--why", WHY)

    assert pair.enrollment()["effective"] == "active"
    assert {told(each)[0]["kind"] for each in (pair, other)} == {"support_helped"}
    assert main(["clear-flag", STACK, pair.client.user_id, "--why", WHY]) == 1


@pytest.mark.parametrize("why", ["", " \n", "x" * 101])
def test_support_says_why_in_a_line(pair: Pair, why: str) -> None:
    with pair.marketplace.writing_nothing():
        assert main(["end-enrollment", STACK, *ids(pair), "--why", why]) == 1


def test_every_command_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = " ".join(capsys.readouterr().out.split())

    assert all(f"{command.__doc__}" in said and name in said for name, (command, _) in COMMANDS.items())
