"""A table is lost, AWS restores it beside, and `ops restore` copies it into the stack's own."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from local.render import Template, resources
from ops.__main__ import main
from ops.audit import __main__ as auditor
from ops.restore import restore as copying
from ops.stack import Stack
from ops.stopping import FUNCTIONS
from ops.support import CannotHelp
from plus_one.store.table import Table, Write, connect
from tests import tables
from tests.conftest import TABLE
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import STACK, ids, lost_feedback, sweep, typed
from tests.invariants import check
from tests.kept import everything
from tests.marketplace import coach

COPY = "as-it-was"
OLD = "as-it-was-lost"


def as_aws_restores_it(name: str = COPY) -> None:
    boto3.client("dynamodb").restore_table_to_point_in_time(
        SourceTableName=TABLE, TargetTableName=name, UseLatestRestorableTime=True
    )


def lose(*beginnings: str) -> None:
    """All that is in the table, or the items whose sort key begins so. What is in the stream stays there."""
    for item in tables.items(TABLE):
        key = {name: item[name] for name in ("PK", "SK")}
        if not beginnings or item["SK"]["S"].startswith(beginnings):
            boto3.client("dynamodb").delete_item(TableName=TABLE, Key=key)


def restored(*arguments: str) -> list[str]:
    typed("stop")
    lines = typed("restore", "--from", COPY, *arguments)
    typed("start")
    return lines


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["restore", STACK, "--from", *arguments]) == 1
    return capsys.readouterr().err


def _one_item_a_transaction_and_the_third_fails(patch: pytest.MonkeyPatch) -> None:
    commit, numbers = Table.commit, count(1)

    def fail(table: Table, *writes: Write) -> None:
        if next(numbers) == 3:
            raise EndpointConnectionError(endpoint_url="nowhere")
        commit(table, *writes)

    patch.setattr(copying, "MOST_IN_A_READ", 1)
    patch.setattr(copying, "LANES", 1)
    patch.setattr(Table, "commit", fail)


def test_a_lost_table_is_as_it_was_and_the_next_completion_books_exactly_one(pair: Pair, later: Any) -> None:
    as_aws_restores_it()
    lose()
    assert "may come a second time: 0 mails, 0 announcements" in restored()

    assert tables.items(TABLE) == tables.items(COPY)
    check(connect(TABLE), drained=True)
    before = len(pair.marketplace.mails())
    pair.marketplace.settle()
    assert len(pair.marketplace.mails()) == before
    pair.complete_all()
    pair.marketplace.settle(times=2)
    later(minutes=5)
    sweep(pair)
    assert pair.pairing()["on_deck"] == 1
    assert len(pair.marketplace.mails_of("plus_one_booked")) == 2


def test_a_renewal_that_was_pending_is_settled_once_by_the_stream_of_the_copied_item(pair: Pair) -> None:
    pair.complete_all()
    as_aws_restores_it()
    lose()
    restored("--yes")
    pair.marketplace.settle(times=2)

    assert pair.pairing()["on_deck"] == 1
    assert len(pair.marketplace.mails_of("plus_one_booked")) == 2
    check(connect(TABLE), drained=True)


def test_a_dry_run_says_what_would_be_added_and_writes_nothing_while_the_stack_runs(pair: Pair) -> None:
    as_aws_restores_it()
    lose()
    with pair.marketplace.writing_nothing():
        lines = typed("restore", "--from", COPY, "--dry-run")

    assert "event: 2 would be added" in lines
    assert [line for line in lines if "there already" in line] == []


def test_nothing_is_copied_while_any_function_of_the_stack_may_run(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    as_aws_restores_it()
    for left in FUNCTIONS:
        typed("stop")
        boto3.client("lambda").delete_function_concurrency(FunctionName=f"{STACK}-{left}")
        with pair.marketplace.writing_nothing():
            assert f"at work: {left}." in refused(capsys, COPY)


def test_every_function_of_the_template_is_stopped_and_the_schedule_with_it(template: Template, pair: Pair) -> None:
    assert set(FUNCTIONS) == set(resources(template, "AWS::Lambda::Function"))
    typed("stop")
    [rule] = boto3.client("events").list_rules()["Rules"]
    assert rule["State"] == "DISABLED"
    typed("start")
    [rule] = boto3.client("events").list_rules()["Rules"]
    assert rule["State"] == "ENABLED"


def test_the_readers_of_the_stream_get_back_the_share_that_the_stack_keeps_for_them(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Stack, "parameters", {"ReservedConcurrency": "7"})
    typed("stop")
    typed("start")
    shares = {
        name: boto3.client("lambda").get_function_concurrency(FunctionName=f"{STACK}-{name}") for name in FUNCTIONS
    }
    kept = {name: answer.get("ReservedConcurrentExecutions") for name, answer in shares.items()}
    assert kept == dict.fromkeys(FUNCTIONS) | {"BookPlusOneFunction": 7, "SendNoticesFunction": 7}


def test_what_may_be_mailed_twice_is_counted_and_waits_for_a_yes(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    """The +1 is booked, and its two mails and the announcement leave after the moment of the copy."""
    pair.renew()
    as_aws_restores_it()
    lose()
    typed("stop")
    with pair.marketplace.writing_nothing():
        assert main(["restore", STACK, "--from", COPY]) == 1
    said = capsys.readouterr()
    assert "may come a second time: 2 mails, 1 announcements" in said.out
    assert "--yes" in said.err
    restored("--yes")
    check(connect(TABLE))


def test_with_the_old_table_at_hand_nothing_is_mailed_a_second_time(pair: Pair, later: Any) -> None:
    pair.renew()
    as_aws_restores_it()
    pair.marketplace.settle()
    sweep(pair)
    later(minutes=2)
    sweep(pair)
    as_aws_restores_it(OLD)
    lose()
    before = len(pair.marketplace.mails())
    assert before == 6
    restored("--old", OLD)
    check(connect(TABLE), drained=True)
    pair.marketplace.settle()
    later(minutes=5)
    sweep(pair)

    assert len(pair.marketplace.mails()) == before
    assert tables.items(TABLE) == tables.items(OLD)


def test_with_the_log_at_hand_nothing_is_mailed_a_second_time(
    pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair.renew()
    as_aws_restores_it()
    event_id = next(item["event_id"] for item in everything(connect(TABLE)) if item.get("kind") == "plus_one_booked")
    notices = {"client": "sent", "coach": "sent", "bus": "sent"}
    log = tmp_path / "log"
    log.write_text(
        json.dumps({"message": "mailed", "event_id": event_id, "notices": notices}) + "\nSTART RequestId\n7\n"
    )
    lose()
    restored("--log", str(log))
    check(connect(TABLE), drained=True)
    pair.marketplace.settle()

    assert pair.marketplace.mails_of("plus_one_booked") == []
    assert pair.pairing()["on_deck"] == 1


def test_sessions_that_people_were_told_of_and_that_are_gone_are_named(pair: Pair) -> None:
    as_aws_restores_it()
    pair.complete_all()
    pair.marketplace.settle()
    plus_one = pair.pairing()["renewal"]["session_id"]
    package = pair.book(sessions=2)["package"]["package_id"]
    pair.marketplace.settle()
    as_aws_restores_it(OLD)
    lose()
    lines = [line for line in restored("--old", OLD) if line.startswith(f"client {pair.client.user_id}")]

    assert {line.split(": ")[1].partition(",")[0] for line in lines} == {f"+1 {plus_one}", f"package {package}"}
    assert all(line.endswith("is gone") for line in lines)


def test_a_plus_one_whose_renewal_was_pending_is_booked_again_with_the_same_id(pair: Pair) -> None:
    pair.complete_all()
    as_aws_restores_it()
    pair.marketplace.settle()
    plus_one = pair.pairing()["renewal"]["session_id"]
    as_aws_restores_it(OLD)
    lose()
    lines = restored("--old", OLD, "--yes")
    pair.marketplace.settle()

    assert "may come a second time: 2 mails, 1 announcements" in lines
    assert lines[-1].endswith("is booked again")
    assert pair.pairing()["renewal"]["session_id"] == plus_one


def test_what_went_on_since_stays_and_what_is_missing_is_added(pair: Pair) -> None:
    as_aws_restores_it()
    pair.renew()
    kept = tables.items(TABLE)
    lose("COACH#" + pair.coach.user_id + "#PACKAGE")
    restored()

    assert tables.items(TABLE) == kept


def test_a_pairing_that_began_again_since_is_named_and_left_alone(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    as_aws_restores_it()
    lose()
    pair.book(sessions=1)
    typed("stop")
    kept = [item for item in tables.items(TABLE) if item["PK"]["S"].startswith("CLIENT#")]
    assert main(["restore", STACK, "--from", COPY, "--yes"]) == 1

    said = capsys.readouterr()
    assert f"left alone, client {pair.client.user_id} with coach {pair.coach.user_id}" in said.out
    assert "1 pairings were left alone" in said.err
    assert [item for item in tables.items(TABLE) if item["PK"]["S"].startswith("CLIENT#")] == kept


def test_a_pairing_of_which_the_stack_has_later_events_is_left_alone(pair: Pair) -> None:
    as_aws_restores_it()
    pair.unenroll()
    lose("PAIRING#")
    typed("stop")
    with pair.marketplace.writing_nothing(), pytest.raises(CannotHelp, match="left alone"):
        typed("restore", "--from", COPY, "--yes")
    lose()


def test_two_tables_that_went_on_by_themselves_are_not_mixed(pair: Pair) -> None:
    as_aws_restores_it("earlier")
    pair.unenroll()
    as_aws_restores_it()
    lose()
    typed("stop")
    typed("restore", "--from", "earlier")
    typed("start")
    pair.complete_all()
    pair.unenroll()
    typed("stop")
    with pair.marketplace.writing_nothing(), pytest.raises(CannotHelp, match="left alone"):
        typed("restore", "--from", COPY, "--yes")


def test_a_profile_keeps_its_name_and_its_flag_after_somebody_has_signed_in_again(pair: Pair) -> None:
    pair.marketplace.call(pair.client, "PUT", "/v1/profile", {"name": "Alexandra", "time_zone": "Europe/Berlin"})
    pair.marketplace.publish(lost_feedback(pair)[2])
    as_aws_restores_it()
    lose()
    pair.marketplace.call(pair.client, "PUT", "/v1/profile", {"name": "Alex", "time_zone": "UTC"})
    assert "profile: 1 merged" in restored()

    profile = pair.marketplace.call(pair.client, "GET", "/v1/profile").body
    assert (profile["name"], profile["time_zone"]) == ("Alexandra", "Europe/Berlin")
    assert pair.enrollment()["reason"] == "NOTICE_UNDELIVERABLE"


def test_a_restore_that_broke_off_goes_on_where_it_stopped(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Pair(pair.marketplace, pair.client, coach("Robin"))
    other.book(sessions=1)
    pair.marketplace.settle()
    as_aws_restores_it()
    lose()
    typed("stop")
    with monkeypatch.context() as breaks:
        _one_item_a_transaction_and_the_third_fails(breaks)
        with pytest.raises(CannotHelp, match="It broke off"):
            typed("restore", "--from", COPY)
    assert 0 < len(tables.items(TABLE)) < len(tables.items(COPY))
    assert any("there already" in line for line in restored())
    assert tables.items(TABLE) == tables.items(COPY)


def test_a_receipt_whose_time_is_up_is_not_brought_back(pair: Pair, later: Any) -> None:
    pair.try_to_complete(pair.sessions()[0]["session_id"], idempotency_key="5f0f0f0f-aaaa-4bbb-8ccc-0123456789ab")
    pair.marketplace.settle()
    as_aws_restores_it()
    lose()
    later(hours=49)
    assert "receipt: 1 past" in restored("--yes")
    assert not [item for item in tables.items(TABLE) if "ttl" in item]


@pytest.mark.parametrize("table", [TABLE, "no-such-table"])
def test_a_table_that_cannot_be_the_copy_is_refused(pair: Pair, table: str, capsys: pytest.CaptureFixture[str]) -> None:
    typed("stop")
    assert refused(capsys, table)


def test_a_table_beside_the_stacks_own_is_looked_at_by_its_name(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pair.complete_all()
    as_aws_restores_it()
    lose()

    assert typed("due") == []
    assert len(typed("due", "--table", COPY)) == 1
    assert typed("timeline", *ids(pair)) == []
    assert len(typed("timeline", *ids(pair), "--table", COPY)) == 3
    asked = auditor.parser().parse_args([STACK, "--table", COPY])
    assert auditor.main(Stack(asked.stack, asked.table).table) == 0
    assert capsys.readouterr().out.endswith("pairings 1, violations 0\n")
