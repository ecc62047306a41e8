"""moto, fit for many calls: quicker, and one call at a time for code that has threads."""

import copy
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from moto.core.botocore_stubber import BotocoreStubber
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

_structure = ResponseSerializer._serialize_type_structure
_answer = BotocoreStubber.__call__
_transact = DynamoDBBackend.transact_write_items
_one_at_a_time = threading.RLock()


def hurry() -> None:
    """Twice as fast, if it does not look for each value of an item under ten types and forty names."""
    ResponseSerializer._serialize_type_structure = _value_as_it_is  # type: ignore[method-assign]
    BotocoreStubber.__call__ = _in_turn  # type: ignore[method-assign]
    DynamoDBBackend.transact_write_items = _transact_in_place  # type: ignore[assignment, method-assign]


def _value_as_it_is(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    if shape.name == "AttributeValue" and isinstance(value, dict):
        serialized[self.get_serialized_name(shape, key)] = value
    else:
        _structure(self, serialized, value, shape, key)


def _in_turn(self: BotocoreStubber, *args: Any, **kwargs: Any) -> Any:
    """moto has no lock: a failed transaction would put back what others have written meanwhile."""
    with _one_at_a_time:
        return _answer(self, *args, **kwargs)


def _transact_in_place(self: Any, writes: list[dict[str, Any]]) -> None:
    """moto copies the whole table, once for each write, so as to put it back if one of them fails."""
    with ExitStack() as kept:
        for name in {act["TableName"] for write in writes for act in write.values()} & self.tables.keys():
            kept.enter_context(_put_back_if_it_fails(self.tables[name], writes))
        with patch.object(Table, "__deepcopy__", lambda table, _: table, create=True):
            _transact(self, writes)


@contextmanager
def _put_back_if_it_fails(table: Any, writes: list[dict[str, Any]]) -> Iterator[None]:
    names, acts = (table.hash_key_attr, table.range_key_attr), [act for write in writes for act in write.values()]
    wanted = [[DynamoType((act.get("Key") or act["Item"])[name]) for name in names] for act in acts]
    places = [(table.items[pk], sk) for pk, sk in wanted]
    before = [copy.deepcopy(part.get(sk)) for part, sk in places]
    told = len(table.stream_shard.items) if table.stream_shard else 0
    try:
        yield
    except Exception:
        for (part, sk), item in zip(places, before, strict=True):
            part.pop(sk, None)
            if item:
                part[sk] = item
        if table.stream_shard:
            del table.stream_shard.items[told:]
        raise
