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
    """A query of several pages is no snapshot; but whatever changes a pair raises the version of its pairing, or, if it
    is about offers only, that of its contact."""
    both = keys.pairing(*whose), keys.contact(*whose)
    while True:
        before = table.get(*both)
        items = list(_items(table, whose))
        wanted = offers | {keys.offer(whose.coach_id, offer_id) for item in items for offer_id in _offer_ids(item)}
        custom = [item for item in _get(table, wanted) if "client_id" in item]
        pairing, _ = after = table.get(*both)
        if _versions(before) == _versions(after):
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


def _offer_ids(item: Item) -> list[str]:
    """That a package was booked from, or that a contact names."""
    return [item["offer_id"]] if item.get("type") == "package" else list(item.get("open", {}))


def _versions(found: list[Item | None]) -> list[int | None]:
    return [item["version"] if item else None for item in found]
