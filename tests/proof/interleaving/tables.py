"""Contents of one table, each kept under a number, and what a call makes of them: moto does each such call once."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from botocore.exceptions import ClientError
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.dynamo_type import Item as MotoItem
from moto.dynamodb.models.table import Table as MotoTable

from plus_one.store.items import Item, unmarshal
from plus_one.store.keys import Key
from tests.proof.interleaving.turns import NAME, Call

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Contents = dict[Key, str]


@contextmanager
def copying_nothing() -> Iterator[None]:
    """moto copies all tables before each transaction, to undo what failed; here `_put_back` does that."""
    with patch.object(MotoTable, "__deepcopy__", lambda table, memo: table, create=True):
        yield


@dataclass
class Tables:
    """An item is kept as the JSON of its attributes."""

    client: "DynamoDBClient"
    kept: list[Contents] = field(default_factory=list)
    _numbers: dict[frozenset[tuple[Key, str]], int] = field(default_factory=dict)
    _carried: dict[tuple[int, str], tuple[int, Any]] = field(default_factory=dict)
    _moto_items: dict[str, Any] = field(default_factory=dict)
    _items: dict[str, Item] = field(default_factory=dict)
    _marshalled: dict[str, Any] = field(default_factory=dict)

    def now(self) -> int:
        """The number of what moto has at this moment."""
        found = [item.to_json()["Attributes"] for item in _moto().all_items()]
        return self._number({Key(each["PK"]["S"], each["SK"]["S"]): _text(each) for each in found})

    def empty(self) -> None:
        table = _moto()
        table.items.clear()
        table.stream_shard = None  # whoever is to hear of a renewal is told by the search

    def item(self, text: str) -> Item:
        if text not in self._items:
            self._items[text] = unmarshal(json.loads(text))
        return self._items[text]

    def answer(self, found: Iterable[str | None]) -> Any:
        """To a batch read that has found these."""
        items = [self._attributes(text) for text in found if text is not None]
        return {"Responses": {NAME: items}, "UnprocessedKeys": {}}

    def _attributes(self, text: str) -> Any:
        if text not in self._marshalled:
            self._marshalled[text] = json.loads(text)
        return self._marshalled[text]

    def item_of(self, marshalled: Any) -> Item:
        return self.item(_text(marshalled))

    def items(self, number: int) -> dict[Key, Item]:
        return {key: self.item(text) for key, text in self.kept[number].items()}

    def changed(self, before: int, after: int) -> set[Key]:
        was, now = self.kept[before], self.kept[after]
        return set() if before == after else {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}

    def carry(self, before: int, call: Call) -> tuple[int, Any]:
        """What the table has after the call, and the answer, or the error that the client raises."""
        if call.wanted:
            return before, self.answer(self.kept[before].get(key) for key in call.wanted)
        known = (before, call.text)
        if known not in self._carried:
            self._carried[known] = self._carry(before, call)
        return self._carried[known]

    def _carry(self, before: int, call: Call) -> tuple[int, Any]:
        self._put_back(self.kept[before], call.written if call.verb != "query" else ())
        try:
            answer = getattr(self.client, call.verb)(**deepcopy(call.parameters))
        except ClientError as error:
            return before, error
        if call.verb == "query":
            return before, answer
        return self._number(self.kept[before] | dict(_read(call.written))), answer

    def _put_back(self, contents: Contents, touched: Iterable[Key]) -> None:
        """moto's updates change an item in its place, so what is touched is made anew."""
        self.empty()
        table, touched = _moto(), set(touched)
        for key, text in contents.items():
            if key in touched or text not in self._moto_items:
                self._moto_items[text] = _moto_item(key, text)
            item = self._moto_items.pop(text) if key in touched else self._moto_items[text]
            table.items[item.hash_key][item.range_key] = item

    def _number(self, contents: Contents) -> int:
        number = self._numbers.setdefault(frozenset(contents.items()), len(self.kept))
        if number == len(self.kept):
            self.kept.append(contents)
        return number


def _moto_item(key: Key, text: str) -> Any:
    hash_key, range_key = DynamoType({"S": key.pk}), DynamoType({"S": key.sk})
    return MotoItem(hash_key, range_key, json.loads(text))


def _read(keys: Iterable[Key]) -> Iterable[tuple[Key, str]]:
    table = _moto()
    for key in keys:
        item = table.get_item(DynamoType({"S": key.pk}), DynamoType({"S": key.sk}))
        yield key, _text(item.to_json()["Attributes"])


def _text(attributes: Any) -> str:
    return json.dumps(attributes, sort_keys=True)


def _moto() -> Any:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].get_table(NAME)
