"""The operator's command line, as it is typed, on a stack of moto's."""

import json
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from ops import redrive
from ops.__main__ import COMMANDS, main
from plus_one.mail import sender
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import STACK, ids, lost_feedback, sweep, typed
from tests.integration.test_permissions import A_MINUTE
from tests.marketplace import Json


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


def test_a_mail_that_waits_after_a_failure_is_sent_at_once_after_a_redrive(
    pair: Pair, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as ses_is_down:
        ses_is_down.setattr(sender, "send", _refuse)
        pair.unenroll()
        pair.marketplace.settle()
    later(seconds=1)
    sweep(pair)
    assert not pair.marketplace.mails_of("unenrolled")
    assert "due now" in typed("redrive-due")[0]
    later(seconds=1)
    sweep(pair)
    assert len(pair.marketplace.mails_of("unenrolled")) == 1


def test_a_copy_that_waits_for_its_turn_is_not_said_to_be_due_now(pair: Pair) -> None:
    pair.unenroll()
    pair.marketplace.settle()
    [due_at] = {line.split()[0] for line in typed("due") if "event" in line and due_later(line)}

    for how, said in ((["--dry-run"], "would be due"), ([], "due")):
        assert any(line.startswith(f"{said} at {due_at}, as before: ") for line in typed("redrive-due", *how))
    assert [line for line in typed("due") if line.startswith(due_at)]


def due_later(line: str) -> bool:
    return " in " in line


def _refuse(*_: object) -> str:
    raise sender.MailPostponed


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
    assert len(typed("redrive-queue", "--dry-run")) == 3  # and at once, not hidden from who types it again


def test_what_fails_again_stays_in_the_queue_and_delays_no_other(pair: Pair) -> None:
    def fail(event: str) -> None:
        raise redrive.Failed

    url = queued(lost_feedback(pair))
    lines = list(redrive.redrive_queue(url, fail, dry_run=False))

    assert len([line for line in lines if "it stays" in line]) == left_in(url) == 2


def test_nothing_to_tell_is_told(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", STACK]) == 0
    assert capsys.readouterr().out == "Nothing.\n"


def test_a_stack_that_is_not_there_is_one_sentence(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ClientError({"Error": {"Code": "ValidationError", "Message": "no such stack"}}, "DescribeStacks")

    with monkeypatch.context() as aws:
        aws.setattr(BaseClient, "_make_api_call", refuse)
        with pytest.raises(SystemExit, match=r"^The stack nowhere cannot be found .* no such stack$"):
            main(["due", "nowhere"])


def test_every_command_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = " ".join(capsys.readouterr().out.split())

    assert all(f"{command.__doc__}" in said and name in said for name, (command, _) in COMMANDS.items())
