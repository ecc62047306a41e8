"""What another version has written into a pairing, and this one does not know: the next write keeps it."""

from collections.abc import Mapping
from typing import Any

from plus_one.store.items import Item

# The maps of a pairing, and the names in them that say what a map is about.
_ABOUT = {"package": ("id",), "enrollment": (), "renewal": ("of", "n"), "plus_one": ("id",)}


def kept(item: Item, stored: Mapping[str, Any]) -> Item:
    """The item about to be written, over the one that was read: each name that we know is in the former, if only with
    None. A map about another thing than before, and settings that were saved, begin without anything unknown."""
    maps = {name: {**stored[name], **item[name]} for name in _ABOUT if _is_about_the_same(name, item, stored)}
    settings = _settings(item["enrollment"], stored.get("enrollment", {}))
    enrollment = maps.get("enrollment") or item["enrollment"]
    return {**stored, **item, **maps, "enrollment": {**enrollment, "set": settings}}


def _is_about_the_same(name: str, item: Item, stored: Mapping[str, Any]) -> bool:
    known = item[name] is not None and name in stored
    return known and all(item[name][part] == stored[name][part] for part in _ABOUT[name])


def _settings(enrollment: Item, stored: Mapping[str, Any]) -> Item | None:
    """They have only the names that differ from the defaults."""
    were, are = stored.get("set"), enrollment["set"]
    return {**were, **(are or {})} if were and stored.get("seq", 0) == enrollment["seq"] else are
