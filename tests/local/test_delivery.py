"""The event source mappings of the real template, at work on a real stream; the functions are stubs."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from local import given_up
from local.aws import Aws
from local.delivery import Delivery
from local.deploy import Deployed
from local.event_source import Batch, Condition, GiveUp, Record
from local.mappings import EventSourceMapping, read_mappings
from local.stream import Stream


@pytest.fixture
def mapping(aws: Aws, deployed: Deployed) -> EventSourceMapping:
    name = deployed.resources["BookPlusOneFunction"]
    return next(each for each in read_mappings(aws) if each.function_arn.endswith(name))


@pytest.fixture
def table(aws: Aws, deployed: Deployed) -> Callable[..., None]:
    client = aws.client("dynamodb")

    def put(partition: str, **attributes: str) -> None:
        item = {"PK": partition, "SK": str(uuid4()), "type": "renewal", "state": "pending"} | attributes
        client.put_item(
            TableName=deployed.outputs["TableName"], Item={name: {"S": value} for name, value in item.items()}
        )

    return put


@contextlib.contextmanager
def delivering(aws: Aws, mapping: EventSourceMapping) -> Iterator[list[str]]:
    """Yields what the console is told."""
    told: list[str] = []
    stopped = threading.Event()
    stream = Stream(aws, mapping.stream_arn)
    delivery = Delivery(aws, mapping, stream, told.append)
    threads = [
        *delivery.lanes(stopped),
        threading.Thread(target=stream.follow, args=([delivery.receive], stopped), daemon=True),
    ]
    for thread in threads:
        thread.start()
    yield told
    stopped.set()
    for thread in threads:
        thread.join(5)


def quickly(mapping: EventSourceMapping) -> EventSourceMapping:
    return replace(mapping, rules=replace(mapping.rules, max_retries=1, first_delay=0.01))


def first_message(aws: Aws, deployed: Deployed) -> dict[str, Any]:
    """Of the stream: the queue is also that of the scheduled sweep, which a slow machine sees fail beside us."""
    sqs = aws.client("sqs")
    queue = deployed.outputs["FailureQueueUrl"]
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        for message in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages", []):
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            body: dict[str, Any] = json.loads(message["Body"])
            if "DDBStreamBatchInfo" in body:
                return body
    pytest.fail("nothing was given up")


def test_the_settings_are_those_of_the_template(mapping: EventSourceMapping) -> None:
    rules = mapping.rules
    assert (rules.batch_size, rules.max_retries, rules.max_age) == (100, 10, 21600)
    assert (rules.bisect, rules.report_item_failures, mapping.lanes) == (True, True, 10)
    assert mapping.failure_queue_arn
    assert ":sqs:" in mapping.failure_queue_arn


def test_a_mapping_without_a_filter_lets_all_through(mapping: EventSourceMapping) -> None:
    assert replace(mapping, patterns=()).lets_through({"eventName": "REMOVE"})


def test_a_poison_record_ends_in_the_queue_and_its_neighbours_are_done(
    aws: Aws, deployed: Deployed, mapping: EventSourceMapping, table: Callable[..., None]
) -> None:
    with delivering(aws, quickly(mapping)) as told:
        table("CLIENT#1")
        table("CLIENT#1", poison="yes")
        table("CLIENT#1")
        table("CLIENT#1", state="booked", poison="not seen, for the filter keeps it out")
        info = first_message(aws, deployed)
    assert info["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert info["requestContext"]["functionArn"] == mapping.function_arn
    assert info["requestContext"]["approximateInvokeCount"] == 2
    assert info["DDBStreamBatchInfo"]["batchSize"] == 1
    assert info["DDBStreamBatchInfo"]["streamArn"] == mapping.stream_arn
    assert _poisoned(aws, mapping) == [info["DDBStreamBatchInfo"]["startSequenceNumber"]]
    assert "failed       BookPlusOneFunction: ZeroDivisionError" in told
    assert told[-1] == "gave up      BookPlusOneFunction: 1 record(s), RetryAttemptsExhausted"
    assert not any("alex@example.com" in line for line in told)


def _poisoned(aws: Aws, mapping: EventSourceMapping) -> list[str]:
    seen: list[Record] = []
    stopped = threading.Event()

    def listen(record: Record) -> None:
        seen.append(record)
        stopped.set()

    Stream(aws, mapping.stream_arn).follow([listen], stopped)
    poisoned = [each for each in seen if "poison" in each["dynamodb"]["NewImage"] and mapping.lets_through(each)]
    return [each["dynamodb"]["SequenceNumber"] for each in poisoned]


def test_records_of_one_partition_key_share_a_lane(aws: Aws, mapping: EventSourceMapping) -> None:
    delivery = Delivery(aws, mapping, Stream(aws, mapping.stream_arn), print)
    for number in range(40):
        delivery.receive(_renewal(f"CLIENT#{number % 4}", str(number)))
    lanes = [[each["dynamodb"] for each in _emptied(inbox)] for inbox in delivery._inboxes]
    homes = {each["Keys"]["PK"]["S"]: number for number, lane in enumerate(lanes) for each in lane}
    assert sum(len(lane) for lane in lanes) == 40
    assert len(set(homes.values())) > 1
    assert all(homes[each["Keys"]["PK"]["S"]] == number for number, lane in enumerate(lanes) for each in lane)
    assert all(
        [int(each["SequenceNumber"]) for each in lane] == sorted(int(e["SequenceNumber"]) for e in lane)
        for lane in lanes
    )


def _renewal(partition: str, number: str) -> Record:
    image = {"type": {"S": "renewal"}, "state": {"S": "pending"}}
    keys = {"PK": {"S": partition}, "SK": {"S": number}}
    return {"eventName": "INSERT", "dynamodb": {"Keys": keys, "NewImage": image, "SequenceNumber": number}}


def _emptied(inbox: Any) -> list[Record]:
    return [inbox.get_nowait() for _ in range(inbox.qsize())]


def test_what_was_given_up_is_described_as_lambda_does(mapping: EventSourceMapping) -> None:
    changes = [
        {"SequenceNumber": str(number), "ApproximateCreationDateTime": 1_700_000_000 + number} for number in (1, 2)
    ]
    batch = Batch(tuple({"dynamodb": change} for change in changes), failures=3)
    now = datetime(2026, 11, 23, 10, 2, 11, 123000, UTC)
    message = given_up.describe(GiveUp(batch, Condition.AGE), mapping, "shard-1", now)
    message["requestContext"].pop("requestId")
    assert message == {
        "requestContext": {
            "functionArn": mapping.function_arn,
            "condition": "MaximumRecordAgeExceeded",
            "approximateInvokeCount": 3,
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": "2026-11-23T10:02:11.123Z",
        "DDBStreamBatchInfo": {
            "shardId": "shard-1",
            "startSequenceNumber": "1",
            "endSequenceNumber": "2",
            "approximateArrivalOfFirstRecord": "2023-11-14T22:13:21.000Z",
            "approximateArrivalOfLastRecord": "2023-11-14T22:13:22.000Z",
            "batchSize": 2,
            "streamArn": mapping.stream_arn,
        },
    }
