"""The calls to DynamoDB: one consistent read, one transaction, one page of a query."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from random import SystemRandom
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from plus_one.domain.refusals import Busy, Refusal
from plus_one.store.items import Item, marshal, unmarshal
from plus_one.store.keys import Key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Write = dict[str, Any]

ABSENT = "attribute_not_exists(PK)"
MOST_IN_A_READ = 100  # keys that one BatchGetItem takes
_DRAW = SystemRandom()  # no seed that copies of one process could share
_LOST_RACE = {"ConditionalCheckFailed", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class Contended(Exception):
    """Raised when another writer came first: read again, decide again."""


@dataclass(frozen=True, slots=True)
class Table:
    """`known`: items that are never removed and were seen once, so that nobody asks for them again."""

    client: "DynamoDBClient"
    name: str
    known: set[Key] = field(default_factory=set, compare=False, repr=False)

    def get(self, *keys: Key) -> list[Item | None]:
        """The items of these keys, in their order, read consistently in one round trip."""
        found: dict[Key, Item] = {}
        request: Any = {self.name: {"Keys": [marshal(key.item()) for key in set(keys)], "ConsistentRead": True}}
        for pause in _pauses(10):
            answer = self.client.batch_get_item(RequestItems=request)
            for attributes in answer["Responses"].get(self.name, []):
                item = unmarshal(attributes)
                found[Key(item["PK"], item["SK"])] = item
            request = answer["UnprocessedKeys"]
            if not request:
                return [found.get(key) for key in keys]
            time.sleep(pause)
        raise Busy

    def has(self, key: Key) -> bool:
        """Of an item that is never removed. Once it is there, this costs nothing."""
        if key not in self.known and self.get(key) != [None]:
            self.known.add(key)
        return key in self.known

    def prime(self) -> None:
        """The first of all calls makes things that stay. Its connection does not: none would outlive a snapshot.
        If it fails, the first request makes them."""
        with suppress(BotoCoreError, ClientError, Busy):
            self.get(Key("NOTHING", "NOTHING"))
        self.client.close()

    def commit(self, *writes: Write) -> None:
        """All or nothing. One of them is of an id that was made for this request, so that a request acts once."""
        items = [{verb: {"TableName": self.name, **w}} for write in writes for verb, w in write.items()]
        try:
            self.client.transact_write_items(TransactItems=items)  # type: ignore[arg-type]
        except ClientError as error:
            raise _race_lost(error) from error

    def write(self, write: Write) -> None:
        """One conditional write of one item."""
        try:
            if "Put" in write:
                self.client.put_item(TableName=self.name, **write["Put"])
            else:
                self.client.update_item(TableName=self.name, **write["Update"])
        except ClientError as error:
            if error.response["Error"]["Code"] in ("ConditionalCheckFailedException", "TransactionConflictException"):
                raise Contended from error
            raise

    def query(self, **parameters: Any) -> tuple[list[Item], Item | None]:
        """One page: its items and the key where the next one starts."""
        answer = self.client.query(TableName=self.name, **parameters)
        last = answer.get("LastEvaluatedKey")
        return [unmarshal(attributes) for attributes in answer["Items"]], unmarshal(last) if last else None


def connect(name: str) -> Table:
    """Two sends at most: a silent DynamoDB is our own error, before the function times out.
    A quarter of a call's CPU was checking what `marshal` has typed, and naming platform and SDK in a header."""
    config = Config(
        connect_timeout=1,
        read_timeout=1,
        retries={"total_max_attempts": 2, "mode": "standard"},
        parameter_validation=False,
        user_agent="plus-one",
    )
    return Table(boto3.client("dynamodb", config=config), name)


def put(key: Key, item: Item, condition: str, names: dict[str, str] | None = None, **values: Any) -> Write:
    return {"Put": {"Item": marshal({**item, **key.item()}), **_condition(condition, names, values)}}


def update(key: Key, expression: str, condition: str, names: dict[str, str] | None = None, **values: Any) -> Write:
    expressions = {"UpdateExpression": expression, **_condition(condition, names, values)}
    return {"Update": {"Key": marshal(key.item()), **expressions}}


def until_committed[Seen, Done](
    read: Callable[[], Seen], act: Callable[[Seen, Seen], Done], most: int | None = 10
) -> Done:
    """Reads and acts on what was read; after a lost race reads and acts again. `act` is given the first read too.
    A refusal counts when a second reading confirms it. Raises Busy after `most` tries (None: never)."""
    first = seen = read()
    doubted = True
    for pause in _pauses(most):
        try:
            return act(seen, first)
        except Contended:
            doubted = True
            time.sleep(pause)
        except Refusal:  # a read that is torn by this very request, or by its repetition, is no reason to refuse it
            if not doubted:
                raise
            doubted = False
        seen = read()
    raise Busy


def _pauses(most: int | None) -> Iterator[float]:
    """Seconds, growing and jittered, so that racing writers part."""
    for number in count() if most is None else range(most):
        yield _DRAW.uniform(0, min(0.5, 0.01 * 2 ** min(number, 6)))


def _condition(condition: str, names: dict[str, str] | None, values: dict[str, Any]) -> dict[str, Any]:
    bound = {
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": marshal({f":{name}": value for name, value in values.items()}),
    }
    return {"ConditionExpression": condition, **{name: given for name, given in bound.items() if given}}


def _race_lost(error: ClientError) -> Exception:
    if error.response["Error"]["Code"] == "TransactionInProgressException":
        return Contended()
    if error.response["Error"]["Code"] != "TransactionCanceledException":
        return error
    codes = {reason["Code"] for reason in error.response["CancellationReasons"]}
    return Contended() if codes <= _LOST_RACE | {"None"} else error
