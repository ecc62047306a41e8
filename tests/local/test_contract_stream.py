"""What the stream's readers rely on, checked on the local AWS: a new version of ministack has to pass this."""

import threading
from typing import Any

from local.aws import Aws
from local.event_source import Record
from local.stream import Stream
from tests.local.writes import commit, key, put, put_new


def stream_of(aws: Aws, dynamodb: Any, table: str, count: int) -> list[Record]:
    """The first `count` records, and no sign of another one."""
    dynamodb.put_item(TableName=table, Item=key("the end"))
    records: list[Record] = []
    stopped = threading.Event()

    def listen(record: Record) -> None:
        if record["dynamodb"]["Keys"]["SK"] == {"S": "the end"}:
            stopped.set()
        elif not stopped.is_set():
            records.append(record)

    arn = dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"]
    Stream(aws, arn).follow([listen], stopped)
    assert len(records) == count
    return records


def test_the_stream_has_each_change_once_in_order_with_the_new_image(aws: Aws, dynamodb: Any, table: str) -> None:
    commit(dynamodb, put(table, "one", state={"S": "pending"}), put(table, "two"))
    dynamodb.put_item(TableName=table, Item=key("one") | {"state": {"S": "booked"}})
    dynamodb.delete_item(TableName=table, Key=key("two"))
    records = stream_of(aws, dynamodb, table, 4)
    told = [(record["eventName"], record["dynamodb"]["Keys"]["SK"]["S"]) for record in records]
    assert told == [("INSERT", "one"), ("INSERT", "two"), ("MODIFY", "one"), ("REMOVE", "two")]
    assert records[0]["dynamodb"]["NewImage"] == key("one") | {"state": {"S": "pending"}}
    assert records[2]["dynamodb"]["NewImage"] == key("one") | {"state": {"S": "booked"}}
    assert not any("OldImage" in record["dynamodb"] for record in records)
    assert "NewImage" not in records[3]["dynamodb"]
    numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
    assert numbers == sorted(set(numbers), key=int)


def test_a_record_looks_as_it_does_in_an_event(aws: Aws, dynamodb: Any, table: str) -> None:
    dynamodb.put_item(TableName=table, Item=key("one"))
    [record] = stream_of(aws, dynamodb, table, 1)
    assert {"eventID", "eventName", "eventSource", "awsRegion", "dynamodb", "eventSourceARN"} <= set(record)
    assert isinstance(record["dynamodb"]["ApproximateCreationDateTime"], float)


def test_a_put_that_changes_nothing_leaves_no_record(aws: Aws, dynamodb: Any, table: str) -> None:
    for _ in range(2):
        dynamodb.put_item(TableName=table, Item=key("one"))
    stream_of(aws, dynamodb, table, 1)


def test_a_cancelled_transaction_leaves_no_record(aws: Aws, dynamodb: Any, table: str) -> None:
    dynamodb.put_item(TableName=table, Item=key("there"))
    commit(dynamodb, put(table, "one"), put_new(table, "there"))
    stream_of(aws, dynamodb, table, 1)
