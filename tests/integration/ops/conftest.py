"""A stack of moto's, and a pair that deals on it."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient

from ops.stopping import SCHEDULE
from plus_one.store.table import connect
from tests.conftest import TABLE
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import STACK, Figures
from tests.invariants import check
from tests.marketplace import Marketplace, client, coach


@pytest.fixture
def queue(marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of a stack of that name; moto has no CloudFormation without a dozen packages more."""
    url = str(boto3.client("sqs").create_queue(QueueName="failures")["QueueUrl"])
    outputs = [{"OutputKey": "TableName", "OutputValue": TABLE}, {"OutputKey": "FailureQueueUrl", "OutputValue": url}]
    others = BaseClient._make_api_call  # type: ignore[attr-defined]
    shares: dict[str, int] = {}

    def answer(asked: Any, operation: str, sent: Any) -> Any:
        match operation, sent:
            case "DescribeStacks", {"StackName": "plus-one-test"}:
                return {"Stacks": [{"Outputs": outputs}]}
            case "DescribeStackResource", {"LogicalResourceId": str(name)}:
                return {"StackResourceDetail": {"PhysicalResourceId": f"{STACK}-{name}"}}
            case "PutFunctionConcurrency", {"FunctionName": str(name), "ReservedConcurrentExecutions": int(share)}:
                shares[name] = share
                return {}
            case "DeleteFunctionConcurrency", {"FunctionName": str(name)}:
                shares.pop(name, None)
                return {}
            case "GetFunctionConcurrency", {"FunctionName": str(name)}:
                return {"ReservedConcurrentExecutions": shares[name]} if name in shares else {}
        return others(asked, operation, sent)

    boto3.client("events").put_rule(Name=f"{STACK}-{SCHEDULE}", ScheduleExpression="rate(1 minute)")
    monkeypatch.setattr(BaseClient, "_make_api_call", answer)
    return url


@pytest.fixture
def pair(marketplace: Marketplace, queue: str) -> Iterator[Pair]:
    """Enrolled, with one session on deck, and all mails sent."""
    pair = Pair(marketplace, client("Alex"), coach("Casey"))
    pair.book(sessions=1)
    pair.enroll()
    marketplace.tell_the_other_side()
    yield pair
    check(connect(TABLE))


@pytest.fixture
def figures(capsys: pytest.CaptureFixture[str]) -> Figures:
    """Name -> values, of all that was written since the last look."""

    def read() -> dict[str, list[float]]:
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith('{"_aws"')]
        named = [(each["Name"], line) for line in lines for each in line["_aws"]["CloudWatchMetrics"][0]["Metrics"]]
        return {name: [v for other, line in named if other == name for v in line[name]] for name, _ in named}

    return read
