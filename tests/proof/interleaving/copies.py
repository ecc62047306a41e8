"""The pairing's copies of the client's profile: no event tells of them, and the sweep renews them."""

from collections.abc import Iterator
from dataclasses import replace

from plus_one.domain.pairings import Pairing
from plus_one.store import pairings
from plus_one.store.items import Item
from plus_one.store.keys import Key

type Items = dict[Key, Item]


def the_pairing(items: Items) -> Pairing | None:
    found = [item for item in items.values() if item["type"] == "pairing"]
    return pairings.from_item(found[0]) if found else None


def but_copies(pairing: Pairing) -> Pairing:
    return replace(pairing, client_name="", client_seq=0, client_time_zone="", client_undeliverable=False, version=0)


def wrong_copies(items: Items) -> Iterator[str]:
    profile = next(item for key, item in items.items() if key.sk == "PROFILE" and "client" in key.pk)
    pairing, said = the_pairing(items), (profile.get("undeliverable", False), profile["time_zone"])
    if pairing and (pairing.client_undeliverable, pairing.client_time_zone) != said:
        yield f"the profile's flag and zone are {said}, not those of {pairing}"
