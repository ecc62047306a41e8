"""Names every violation of what is promised of a table: at any moment, beside all that writes to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from plus_one.audit.pairs import Pair, Two, pairs, two
from plus_one.audit.rules import DUE, OF_A_PAIRING, OF_ANY_PAIR, nobodys
from plus_one.store import keys
from plus_one.store.items import Item, text, unmarshal
from plus_one.store.table import Table

# The sweep comes each minute: what is due for so long has been passed over.
OVERDUE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Audited:
    """One pairing and what is wrong with it, in sentences."""

    whose: Two
    wrong: list[str] = field(default_factory=list)


def audit(table: Table, now: datetime) -> Iterator[Audited]:
    """Every pairing of the table, once. Keeps the ids of all pairings in memory; costs about one read of the table for
    finding them and one for looking at them."""
    for whose, offers in _all_pairs(table).items():
        yield Audited(whose, _examined(table, whose, offers, now))


def violations(items: Iterable[Item]) -> list[str]:
    """What is wrong in a whole table that nobody is writing to."""
    found = pairs(items)
    return [
        f"{whose.client_id} with {whose.coach_id}: {wrong}" for whose, pair in found.items() for wrong in _wrong(pair)
    ]


def unfinished(items: Iterable[Item]) -> list[str]:
    """What is still to be done: nothing, once all that was written has been delivered."""
    return [f"{item['type']} {item['SK']} is still due" for item in items if DUE & set(item)]


def overdue(items: Iterable[Item], now: datetime) -> Iterator[str]:
    """Renewals only: a notice may wait for an address as long as it takes. When the sweep looks again does not count:
    it moves on with each failure."""
    for item in items:
        pending = item.get("type") == "renewal" and item["state"] == "pending"
        if pending and item["completed_at"] < text(now - OVERDUE):
            yield f"renewal {item['SK']} is due since {item['completed_at']}"


def _examined(table: Table, whose: Two, offers: set[keys.Key], now: datetime) -> list[str]:
    try:
        items = _snapshot(table, whose, offers)
        return _wrong(pairs(items).get(whose, Pair())) + list(overdue(items, now))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [f"cannot be read: {error!r}"]


def _wrong(pair: Pair) -> list[str]:
    of_any = [wrong for rule in OF_ANY_PAIR for wrong in rule(pair)]
    if pair.pairing is None:
        return of_any + list(nobodys(pair))
    return of_any + [wrong for rule in OF_A_PAIRING for wrong in rule(pair.pairing, pair)]


def _snapshot(table: Table, whose: Two, offers: set[keys.Key]) -> list[Item]:
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


def _all_pairs(table: Table) -> dict[Two, set[keys.Key]]:
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


def _get(table: Table, wanted: set[keys.Key]) -> Iterator[Item]:
    ordered = sorted(wanted)
    for start in range(0, len(ordered), 100):
        yield from (item for item in table.get(*ordered[start : start + 100]) if item)


def _offer(whose: Two, package: Item) -> keys.Key:
    return keys.offer(whose.coach_id, package["offer_id"])


def _version(found: list[Item | None]) -> int | None:
    [pairing] = found
    return pairing["version"] if pairing else None
