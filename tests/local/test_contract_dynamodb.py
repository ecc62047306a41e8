"""What the stores and the stream rely on, checked on the local AWS: a new version of ministack has to pass this."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from local.aws import Aws
from local.event_source import Record
from local.stream import Stream


@pytest.fixture(scope="module")
def dynamodb(aws: Aws) -> Any:
    return aws.client("dynamodb", max_pool_connections=16)


@pytest.fixture
def table(dynamodb: Any) -> Iterator[str]:
    name = f"contract-{uuid4()}"
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": each, "AttributeType": "S"} for each in ("PK", "SK", "due_shard", "due_at")
        ],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "GSI2",
                "KeySchema": [
                    {"AttributeName": "due_shard", "KeyType": "HASH"},
                    {"AttributeName": "due_at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    yield name
    dynamodb.delete_table(TableName=name)


def key(name: str) -> dict[str, Any]:
    return {"PK": {"S": "CLIENT#1"}, "SK": {"S": name}}


def put(table: str, name: str, **more: Any) -> dict[str, Any]:
    return {"Put": {"TableName": table, "Item": key(name) | more}}


def put_new(table: str, name: str) -> dict[str, Any]:
    return {"Put": put(table, name)["Put"] | {"ConditionExpression": "attribute_not_exists(PK)"}}


def raise_version(table: str, seen: int) -> dict[str, Any]:
    return {
        "Update": {
            "TableName": table,
            "Key": key("PAIRING"),
            "UpdateExpression": "SET version = :next",
            "ConditionExpression": "version = :seen",
            "ExpressionAttributeValues": {":seen": {"N": str(seen)}, ":next": {"N": str(seen + 1)}},
        }
    }


def commit(dynamodb: Any, *writes: dict[str, Any]) -> list[str]:
    """The reasons of a cancelled transaction; none when it was committed."""
    try:
        dynamodb.transact_write_items(TransactItems=list(writes))
    except dynamodb.exceptions.TransactionCanceledException as error:
        return [reason["Code"] for reason in error.response["CancellationReasons"]]
    return []


def names(dynamodb: Any, table: str) -> list[str]:
    answer = dynamodb.query(
        TableName=table,
        KeyConditionExpression="PK = :pk",
        ExpressionAttributeValues={":pk": {"S": "CLIENT#1"}},
        ConsistentRead=True,
    )
    return [item["SK"]["S"] for item in answer["Items"]]


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


def test_each_part_of_a_cancelled_transaction_has_its_reason_and_nothing_is_written(dynamodb: Any, table: str) -> None:
    dynamodb.put_item(TableName=table, Item=key("there"))
    reasons = commit(dynamodb, put(table, "one"), put_new(table, "there"), put_new(table, "two"))
    assert reasons == ["None", "ConditionalCheckFailed", "None"]
    assert names(dynamodb, table) == ["there"]


def test_a_condition_check_alone_cancels_the_whole(dynamodb: Any, table: str) -> None:
    check = {
        "ConditionCheck": {"TableName": table, "Key": key("nothing"), "ConditionExpression": "attribute_exists(PK)"}
    }
    assert commit(dynamodb, put(table, "one"), check) == ["None", "ConditionalCheckFailed"]
    assert names(dynamodb, table) == []


def test_the_failed_condition_returns_the_old_item_when_asked(dynamodb: Any, table: str) -> None:
    dynamodb.put_item(TableName=table, Item=key("there") | {"state": {"S": "booked"}})
    write = put_new(table, "there")
    write["Put"]["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    with pytest.raises(ClientError) as cancelled:
        dynamodb.transact_write_items(TransactItems=[write])
    response: Any = cancelled.value.response
    [reason] = response["CancellationReasons"]
    assert reason["Item"]["state"] == {"S": "booked"}


def test_of_many_writers_that_saw_one_version_exactly_one_wins(dynamodb: Any, table: str) -> None:
    dynamodb.put_item(TableName=table, Item=key("PAIRING") | {"version": {"N": "1"}})
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(
            pool.map(lambda n: commit(dynamodb, raise_version(table, 1), put_new(table, f"S{n}")), range(48))
        )
    assert outcomes.count([]) == 1
    assert outcomes.count(["ConditionalCheckFailed", "None"]) == 47
    assert len(names(dynamodb, table)) == 2


def test_no_committed_write_of_many_writers_is_lost(dynamodb: Any, table: str) -> None:
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda n: commit(dynamodb, put_new(table, f"S{n // 2:02}")), range(80)))
    assert outcomes.count([]) == 40
    assert names(dynamodb, table) == [f"S{n:02}" for n in range(40)]


def test_a_single_write_whose_condition_fails_says_so(dynamodb: Any, table: str) -> None:
    with pytest.raises(dynamodb.exceptions.ConditionalCheckFailedException):
        dynamodb.update_item(**raise_version(table, 1)["Update"])


def test_a_consistent_batch_read_sees_what_was_just_written(dynamodb: Any, table: str) -> None:
    commit(dynamodb, put(table, "one"), put(table, "two"))
    request = {table: {"Keys": [key("one"), key("two"), key("none")], "ConsistentRead": True}}
    answer = dynamodb.batch_get_item(RequestItems=request, ReturnConsumedCapacity="TOTAL")
    assert {item["SK"]["S"] for item in answer["Responses"][table]} == {"one", "two"}
    assert answer["UnprocessedKeys"] == {}


def test_a_query_pages_both_ways(dynamodb: Any, table: str) -> None:
    commit(dynamodb, *[put(table, f"S{n}") for n in range(3)])
    query = {
        "TableName": table,
        "KeyConditionExpression": "PK = :pk AND begins_with(SK, :s)",
        "ExpressionAttributeValues": {":pk": {"S": "CLIENT#1"}, ":s": {"S": "S"}},
        "ScanIndexForward": False,
        "Limit": 2,
    }
    first = dynamodb.query(**query)
    rest = dynamodb.query(**query, ExclusiveStartKey=first["LastEvaluatedKey"])
    assert [item["SK"]["S"] for page in (first, rest) for item in page["Items"]] == ["S2", "S1", "S0"]
    assert "LastEvaluatedKey" not in rest


def test_the_sparse_index_holds_only_what_is_due(dynamodb: Any, table: str) -> None:
    due = {"due_shard": {"S": "0"}, "due_at": {"S": "2026-11-23T10:00:00.000Z"}}
    commit(dynamodb, put(table, "due", **due), put(table, "settled", **due), put(table, "never"))
    commit(dynamodb, put(table, "settled"))
    answer = dynamodb.query(
        TableName=table,
        IndexName="GSI2",
        KeyConditionExpression="due_shard = :shard",
        ExpressionAttributeValues={":shard": {"S": "0"}},
    )
    assert [item["SK"]["S"] for item in answer["Items"]] == ["due"]


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
