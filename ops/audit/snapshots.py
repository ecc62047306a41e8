"""All that a client and a coach have in common, as it stands at one moment, while others write to it."""

from collections.abc import Iterator
from itertools import batched

from ops.audit.pairs import Two, two
from plus_one.store import keys
from plus_one.store.items import Item, unmarshal
from plus_one.store.table import MOST_IN_A_READ, Table


def all_pairs(table: Table) -> dict[Two, set[keys.Key]]:
    """Whoever has anything in common, with the custom offers that were made."""
    found: dict[Two, set[keys.Key]] = {}
    pages = table.client.get_paginator("scan").paginate(
        TableName=table.name,
        ProjectionExpression="PK, SK, #type, client_id",
        ExpressionAttributeNames={"#type": "type"},
        ConsistentRead=True,
    )
    for item in (unmarshal(attributes) for page in pages for attributes in page["Items"]):
        if whose := two(item):
            offers = found.setdefault(whose, set())
            if item.get("type") == "offer":
                offers.add(keys.Key(item["PK"], item["SK"]))
    return found


def snapshot(table: Table, whose: Two, offers: set[keys.Key]) -> list[Item]:
    """A query of several pages is no snapshot; but whatever changes a pair raises the version of its pairing."""
    while True:
        before = table.get(keys.pairing(*whose))
        items = list(_items(table, whose))
        wanted = offers | {_offer(whose, item) for item in items if item.get("type") == "package"}
        custom = [item for item in _get(table, wanted) if "client_id" in item]
        [pairing] = after = table.get(keys.pairing(*whose))
        if _version(before) == _version(after):
            return [*([pairing] if pairing else []), *items, *custom]


def _items(table: Table, whose: Two) -> Iterator[Item]:
    pages = table.client.get_paginator("query").paginate(
        TableName=table.name,
        KeyConditionExpression="PK = :client AND begins_with(SK, :coach)",
        ExpressionAttributeValues={
            ":client": {"S": keys.client(whose.client_id)},
            ":coach": {"S": f"{keys.coach(whose.coach_id)}#"},
        },
        ConsistentRead=True,
    )
    return (unmarshal(attributes) for page in pages for attributes in page["Items"])


def _get(table: Table, wanted: set[keys.Key]) -> Iterator[Item]:
    for some in batched(sorted(wanted), MOST_IN_A_READ, strict=False):
        yield from (item for item in table.get(*some) if item)


def _offer(whose: Two, package: Item) -> keys.Key:
    return keys.offer(whose.coach_id, package["offer_id"])


def _version(found: list[Item | None]) -> int | None:
    [pairing] = found
    return pairing["version"] if pairing else None
