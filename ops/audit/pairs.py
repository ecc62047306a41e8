"""All that a table keeps, by client and coach."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from plus_one.domain.ids import UserId
from plus_one.domain.pairings import Pairing
from plus_one.store import pairings
from plus_one.store.items import Item


class Two(NamedTuple):
    client_id: UserId
    coach_id: UserId


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

    @property
    def custom_offers(self) -> list[Item]:
        return self.of_type.get("offer", [])

    @property
    def contacts(self) -> list[Item]:
        """One, if an offer was made to the client since there are contacts."""
        return self.of_type.get("contact", [])

    def events(self, *kinds: str) -> list[Item]:
        return [event for event in self.of_type.get("event", []) if event["kind"] in kinds]

    def booked(self) -> list[Item]:
        return [session for session in self.sessions if session["status"] == "booked"]

    def plus_ones(self) -> dict[str, Item]:
        return {session["session_id"]: session for session in self.sessions if session["origin"] == "plus_one"}

    def items(self) -> list[Item]:
        """All but the pairing itself."""
        return [item for items in self.of_type.values() for item in items]


def two(item: Item) -> Two | None:
    """Whose it is. None: it belongs to one person, or to everybody."""
    owner, _, client_id = item["PK"].partition("#")
    if owner == "CLIENT" and "#" in item["SK"]:
        return Two(UserId(client_id), UserId(item["SK"].split("#")[1]))
    if item.get("type") == "offer" and "client_id" in item:
        return Two(UserId(item["client_id"]), UserId(item["PK"].removeprefix("COACH#")))
    return None


def pairs(items: Iterable[Item]) -> dict[Two, Pair]:
    found: dict[Two, Pair] = {}
    for item in items:
        if whose := two(item):
            pair = found.setdefault(whose, Pair())
            if item.get("type") == "pairing":
                pair.pairing = pairings.from_item(item)
            else:
                pair.of_type.setdefault(item.get("type", "no type"), []).append(item)
    return found
