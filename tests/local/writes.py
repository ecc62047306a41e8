"""Writes to a table of the local AWS, and what they left there."""

from typing import Any


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
