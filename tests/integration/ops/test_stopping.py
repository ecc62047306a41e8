"""The stack is stopped for as long as its table is worked on; a table beside it is looked at."""

import boto3
import pytest

from local.render import Template, resources
from ops.audit import __main__ as auditor
from ops.stack import Stack
from ops.stopping import FUNCTIONS
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import STACK, ids, typed
from tests.integration.ops.lost import COPY, as_aws_restores_it, lose, refused


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
