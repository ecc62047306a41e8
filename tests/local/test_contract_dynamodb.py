"""What the stores rely on, checked on the local AWS: a new version of ministack has to pass this."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local.writes import commit, key, names, put, put_new, raise_version


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
