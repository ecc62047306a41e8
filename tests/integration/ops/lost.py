"""The table is lost, wholly or in part, and AWS has restored it beside."""

import boto3
import pytest

from ops.__main__ import main
from tests import tables
from tests.conftest import TABLE
from tests.integration.ops.desk import STACK, typed

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
