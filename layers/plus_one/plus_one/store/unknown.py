"""What another version has written into a pairing, and this one does not know: the next write keeps it."""

from collections.abc import Mapping
from typing import Any

from plus_one.store.items import Item

# Attributes that name the thing which a map is about.
_NAMED_BY = {"package": ("id",), "renewal": ("of", "n"), "plus_one": ("id",)}


def kept(item: Item, stored: Mapping[str, Any], known: Item) -> Item:
    """`item` is about to be written, `stored` was read, and `known` is what this version writes of the latter. A map
    that is about another thing than before, and settings that were saved, begin without anything unknown."""
    unknown = _beyond(stored, known)
    for name in [*unknown.keys() & _NAMED_BY]:
        if any(item[name][part] != stored[name][part] for part in _NAMED_BY[name]):
            del unknown[name]
    if item["enrollment"]["seq"] != known["enrollment"]["seq"]:
        unknown.get("enrollment", {}).pop("set", None)
    return _joined(item, unknown)


def _beyond(stored: Mapping[str, Any], known: Item) -> Item:
    """At any depth."""
    return {
        name: _beyond(value, known[name]) if isinstance(value, dict) and known.get(name) is not None else value
        for name, value in stored.items()
        if known.get(name) != value and (isinstance(value, dict) or known.get(name) is None)
    }


def _joined(item: Item, more: Item) -> Item:
    maps = {name: _joined(item.get(name) or {}, value) for name, value in more.items() if isinstance(value, dict)}
    return item | more | maps
