"""Plain items, to try the calls to the table with."""

from typing import Any

from plus_one.store.items import Item
from plus_one.store.keys import Key
from plus_one.store.table import ABSENT, Table, Write, put

KEYS = [Key("P", f"S{number:03}") for number in range(100)]


def new(key: Key, **values: Any) -> Write:
    return put(key, values, ABSENT)


def everything(table: Table) -> list[Item | None]:
    return [item for item in table.get(*KEYS) if item]
