"""How a pairing's item is written since 0.2.0, and how its older form is made of that and read from it.

Of the older form, which 0.1.0 knows, `pairing_maps` is the codec. The short form has shorter names and codes, and not
the offer of the last package, which is in the package's own item. A later version may not give one of these letters
another meaning: names that are not here stay as they are."""

from collections.abc import Mapping
from typing import Any

from plus_one.domain.ids import moved
from plus_one.domain.renewals import Reason
from plus_one.store.items import Item
from plus_one.store.pairing_maps import at

_TOP = {
    "currency": "c",
    "deck_seq": "d",
    "package_seq": "n",
    "profile": "f",
    "told": "h",
    "undeliverable": "x",
}
_MAPS = {
    "package": {"id": "i", "price": "p", "rate": "r", "auto": "a", "at": "t", "before": "b"},
    "enrollment": {"on": "o", "epoch": "e", "since": "s", "until": "u", "terms": "v", "ended_by": "b", "seq": "q"},
    "renewal": {"of": "o", "at": "t", "epoch": "e", "seq": "q", "reason": "r", "done": "d", "held": "h"},
    "plus_one": {"id": "i", "rate": "r", "at": "t", "seq": "q", "month": "m", "gone": "g"},
}
_SETTINGS = {"paused": "p", "stop": "s", "cap": "c", "max": "m", "heads_up": "h"}

# A reason that has no code, as one of a later version may, is stored as it is.
CODES = {
    Reason.BOOKED: "B",
    Reason.NOT_ENROLLED: "N",
    Reason.ENROLLMENT_CHANGED: "E",
    Reason.COMPLETION_UNDONE: "U",
    Reason.ALREADY_ON_DECK: "D",
    Reason.PACKAGE_NOT_RENEWABLE: "R",
    Reason.ZERO_RATE: "Z",
    Reason.PAUSED: "P",
    Reason.STOP_AFTER_REACHED: "S",
    Reason.SPEND_CAP_REACHED: "C",
    Reason.RATE_ABOVE_MAXIMUM: "M",
    Reason.NOTICE_UNDELIVERABLE: "A",
    Reason.VELOCITY_GUARD: "V",
    Reason.COACH_ENDED: "X",
    Reason.PROGRAM_STOPPED: "T",
}
_REASONS = {code: reason.value for reason, code in CODES.items()}
_RANDOM = 16  # characters of an id after its moment


def is_older(item: Mapping[str, Any]) -> bool:
    """Of what was read, in the older form: only that names the offer of the last package."""
    return "offer" in item.get("package", {})


def short(item: Item) -> Item:
    """`item`: in the older form. It is given a new one."""
    maps = {name: _renamed(item[name], names) for name, names in _MAPS.items() if item.get(name)}
    maps["package"].pop("offer", None)
    enrollment, renewal = maps["enrollment"], maps.get("renewal", {})
    if enrollment.get("set"):
        enrollment["set"] = _renamed(enrollment["set"], _SETTINGS)
    if item["enrollment"].get("ended_by"):
        enrollment["b"] = _without_moment(item["enrollment"]["ended_by"], item["enrollment"].get("until"))
    if "r" in renewal:
        renewal["r"] = CODES.get(renewal["r"], renewal["r"])
    return _renamed({**item, **maps}, _TOP)


def older(item: Item) -> Item:
    """What `short` has made, and what is in the older form already, in the older form; but for the offer."""
    maps = {name: _renamed(item[name], _back(names)) for name, names in _MAPS.items() if name in item}
    enrollment, renewal = maps["enrollment"], maps.get("renewal", {})
    if "set" in enrollment:
        enrollment["set"] = _renamed(enrollment["set"], _back(_SETTINGS))
    if len(enrollment.get("ended_by", "")) == _RANDOM:
        enrollment["ended_by"] = moved("0" * 10 + enrollment["ended_by"], at(enrollment["until"]))
    if "reason" in renewal:
        renewal["reason"] = _REASONS.get(renewal["reason"], renewal["reason"])
    return _renamed({**item, **maps}, _back(_TOP))


def _without_moment(id_: str, until: int | None) -> str:
    """An event's id begins with its moment, which an un-enrolling has kept beside it since there is one form."""
    begins_so = until is not None and moved(id_, at(until)) == id_
    return id_[-_RANDOM:] if begins_so else id_


def _renamed(item: Item, names: dict[str, str]) -> Item:
    return {names.get(name, name): value for name, value in item.items()}


def _back(names: dict[str, str]) -> dict[str, str]:
    return {short_name: name for name, short_name in names.items()}
