"""DynamoDB as moto has it, but called at once: boto, HTTP and moto's parsing take five times as long as the deed.

What the SDK does about faults is not seen here: tests/proof/faults.py has it on the wire.
"""

import json
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.exceptions import ConditionalCheckFailed, TransactionCanceledException
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, LimitedSizeDict
from moto.dynamodb.models.dynamo_type import Item as MotoItem
from moto.dynamodb.models.table import StreamShard
from moto.dynamodb.models.table import Table as MotoTable
from moto.dynamodb.parsing.key_condition_expression import parse_expression

from local.render import Template
from plus_one.store.items import Item, unmarshal
from plus_one.store.keys import OLD_SHARDS
from tests.conftest import TABLE, aws, create_table

BROKEN = "CLIENT#broken"

type Request = dict[str, Any]
type Carry = Callable[[str, Request, Callable[[], Any]], Any]


@dataclass(frozen=True)
class Dynamo:
    """In place of boto's client. `carry` is the way there: it may fail."""

    carry: Carry

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        return partial(self._call, verb)

    def _call(self, verb: str, **request: Any) -> Any:
        return self.carry(verb, request, lambda: _answer(verb, request))


@contextmanager
def dynamo(template: Template) -> Iterator[None]:
    """An empty table."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        create_table(aws("dynamodb"), template, TABLE)
        patch.setattr(MotoTable, "__deepcopy__", _keep, raising=False)
        patch.setattr(MotoTable, "all_items", _all)
        patch.setattr(DynamoType, "to_regular_json", _plain)
        patch.setattr(LimitedSizeDict, "__setitem__", dict.__setitem__)
        yield


def saved() -> bytes:
    return pickle.dumps(_table().items)


def put_back(state: bytes) -> None:
    """Its stream is new, too."""
    _table().items = pickle.loads(state)  # noqa: S301
    _table().stream_shard.items = []


def put_broken() -> None:
    """A renewal that is due before all others, and that nobody can settle, its pairing being none."""
    due = {"due_shard": {"S": OLD_SHARDS[0]}, "due_at": {"S": "2026-01-01T00:00:00.000Z"}}
    _backend().put_item(TABLE, {"PK": {"S": BROKEN}, "SK": {"S": "COACH#y#RENEWAL#z.1"}, **due})
    _backend().put_item(TABLE, {"PK": {"S": BROKEN}, "SK": {"S": "PAIRING#y"}})
    _table().stream_shard.items = []


def items() -> list[Item]:
    """But for what is broken."""
    found = [unmarshal(each.to_json()["Attributes"]) for each in _whole()]
    return sorted(found, key=lambda each: (each["PK"], each["SK"]))


def row(pk: str) -> list[Item]:
    return [unmarshal(each.to_json()["Attributes"]) for each in _table().items[DynamoType({"S": pk})].values()]


def attributes(name: str) -> list[str]:
    """Of all items that have it: the same as through items(), but at once."""
    return [each.attrs[name].value for each in _whole() if name in each.attrs]


def _whole() -> list[MotoItem]:
    return [each for each in _all(_table()) if each.hash_key.value != BROKEN]


def item(key: Any) -> Item:
    return unmarshal(_backend().get_item(TABLE, key).to_json()["Attributes"])


def _answer(verb: str, request: Request) -> Any:
    try:
        return DEEDS[verb](request)
    except (ConditionalCheckFailed, TransactionCanceledException) as refused:
        said = json.loads(refused.description)
        said["Error"] = {"Code": said["__type"].rpartition("#")[2]}
        raise ClientError(said, verb) from None


def _read(request: Request) -> Any:
    found = [_backend().get_item(TABLE, key) for key in request["RequestItems"][TABLE]["Keys"]]
    return {"Responses": {TABLE: [each.to_json()["Attributes"] for each in found if each]}, "UnprocessedKeys": {}}


def _transact(request: Request) -> None:
    _backend().transact_write_items(request["TransactItems"])


def _put(request: Request) -> None:
    _backend().put_item(TABLE, request["Item"], **_condition(request))


def _update(request: Request) -> None:
    _backend().update_item(TABLE, request["Key"], request["UpdateExpression"], **_condition(request))


def _condition(request: Request) -> dict[str, Any]:
    return {
        "condition_expression": request.get("ConditionExpression"),
        "expression_attribute_names": request.get("ExpressionAttributeNames", {}),
        "expression_attribute_values": request.get("ExpressionAttributeValues", {}),
    }


def _query(request: Request) -> Any:
    index, values = request["IndexName"], request["ExpressionAttributeValues"]
    schema = _backend().get_schema(table_name=TABLE, index_name=index)
    hashes, ranges, _ = parse_expression(request["KeyConditionExpression"], values, {}, schema)
    [(_, shard)], (_, comparison, bounds) = hashes, ranges[0] if ranges else ("", None, [])
    found, _, last = _backend().query(
        TABLE, shard, comparison, bounds, request["Limit"], request.get("ExclusiveStartKey"), True, None, index,
        hash_key_conditions=hashes, range_key_conditions=ranges,
    )  # fmt: skip
    return {
        "Items": [each.to_json()["Attributes"] for each in found],
        "LastEvaluatedKey": last and _plain(DynamoType({"M": last}))["M"],
    }


DEEDS: dict[str, Callable[[Request], Any]] = {
    "batch_get_item": _read,
    "transact_write_items": _transact,
    "put_item": _put,
    "update_item": _update,
    "query": _query,
}


def _all(table: MotoTable) -> list[MotoItem]:
    """moto would sort them here, and again where the order matters."""
    return [each for row in table.items.values() for each in row.values()]


def _plain(value: DynamoType) -> dict[str, Any]:
    """moto would make a deep copy first."""
    match value.value:
        case dict() as mapped:
            return {value.type: {name: _plain(each) for name, each in mapped.items()}}
        case list() as listed:
            return {value.type: [_plain(each) if isinstance(each, DynamoType) else each for each in listed]}
        case plain:
            return {value.type: plain}


def _keep(table: MotoTable, memo: object) -> MotoTable:
    """moto copies a table before each transaction. No write of ours reaches below the attributes of an item."""
    kept = copy(table)
    kept.items = defaultdict(dict)
    for key, row in table.items.items():
        kept.items[key] = {sort: _keep_item(each) for sort, each in row.items()}
    kept.stream_shard = shard = cast("StreamShard", copy(table.stream_shard))
    shard.items = list(shard.items)
    return kept


def _keep_item(item: MotoItem) -> MotoItem:
    kept = copy(item)
    kept.attrs = LimitedSizeDict(item.attrs)
    return kept


def _backend() -> Any:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"]


def _table() -> Any:
    return _backend().get_table(TABLE)
