"""All that a table keeps, and what of it is still to be done."""

from collections.abc import Iterable

from ops.audit.due import DUE
from plus_one import clock
from plus_one.store.items import Item, unmarshal
from plus_one.store.table import Table


def everything(table: Table) -> list[Item]:
    pages = table.client.get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True)
    return [unmarshal(attributes) for page in pages for attributes in page["Items"]]


def unfinished(items: Iterable[Item]) -> list[str]:
    """Nothing, once all that was written has been delivered. Copies of a profile follow later, and holds have a moment
    of their own."""
    due = [item for item in items if DUE & set(item) and item["type"] != "profile" and item.get("state") != "held"]
    return [f"{item['type']} {item['SK']} is still due" for item in due]


def past(items: Iterable[Item]) -> list[str]:
    """What a real engine may remove at any moment: nothing, for a story that began with the run."""
    now = clock.now().timestamp()
    expired = [item for item in items if "ttl" in item and item["ttl"] <= now]
    return [f"{item['type']} {item['SK']} is past: it may be removed" for item in expired]
