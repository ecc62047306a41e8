"""All that a table keeps, by client and coach."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from plus_one.domain.pairings import Pairing
from plus_one.store import pairings
from plus_one.store.items import Item, unmarshal
from plus_one.store.table import Table


@dataclass
class Pair:
    """The items of one client with one coach; the pairing as the system itself reads it."""

    pairing: Pairing | None = None
    of_type: dict[str, list[Item]] = field(default_factory=dict)

    @property
    def packages(self) -> list[Item]:
        return self.of_type.get("package", [])

    @property
    def sessions(self) -> list[Item]:
        return self.of_type.get("session", [])

    @property
    def renewals(self) -> list[Item]:
        return self.of_type.get("renewal", [])

    def events(self, *kinds: str) -> list[Item]:
        return [event for event in self.of_type.get("event", []) if event["kind"] in kinds]

    def booked(self) -> list[Item]:
        return [session for session in self.sessions if session["status"] == "booked"]

    def plus_ones(self) -> dict[str, Item]:
        return {session["session_id"]: session for session in self.sessions if session["origin"] == "plus_one"}


def everything(table: Table) -> list[Item]:
    """Every item of the table."""
    pages = table.client.get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True)
    return [unmarshal(attributes) for page in pages for attributes in page["Items"]]


def pairs(items: Iterable[Item]) -> dict[tuple[str, str], Pair]:
    found: dict[tuple[str, str], Pair] = {}
    for item in items:
        owner, _, client = item["PK"].partition("#")
        parts = item["SK"].split("#")
        if owner == "CLIENT" and parts[0] == "PAIRING":
            found.setdefault((client, parts[1]), Pair()).pairing = pairings.from_item(item)
        elif owner == "CLIENT":
            found.setdefault((client, parts[1]), Pair()).of_type.setdefault(item["type"], []).append(item)
    return found
