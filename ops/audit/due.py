"""What must be true of what is due: while something is to do, the item is in GSI2, where the sweep looks for it."""

from collections.abc import Iterator

from ops.audit.pairs import Pair
from plus_one.store import keys
from plus_one.store.items import Item

type Wrong = Iterator[str]

DUE = {"due_shard", "due_at"}
SHARDS = {
    "renewal": {*keys.RENEWAL_SHARDS, *keys.OLD_SHARDS},
    "hold": {keys.HOLD_SHARD},
    "event": {*keys.NOTICE_SHARDS, keys.SLOW_SHARD, *keys.OLD_SHARDS},
}


def due_while_something_is_to_do(pair: Pair) -> Wrong:
    for item in pair.items():
        type_ = "hold" if _is_held(item) else item["type"]
        if _is_to_do(item) != (set(item) >= DUE) or len(DUE & set(item)) == 1:
            yield f"{item['type']} {item['SK']} is {_states(item)} and has {DUE & set(item)}"
        if item.get("due_shard") not in SHARDS.get(type_, set()) | {None}:
            yield f"{item['type']} {item['SK']} is due in {item['due_shard']}, where nobody looks for it in time"
        if _is_held(item) and item.get("due_at", "9") < _moment(item):
            yield f"renewal {item['SK']} is due at {item['due_at']}, before the moment of its hold, {_moment(item)}"


def what_waits_for_somebody_could_be_settled(pair: Pair) -> Wrong:
    for item in pair.renewals:
        could_be = item["state"] == "pending" or (_is_held(item) and _moment(item))
        if "waits_for" in item and not (item["waits_for"] == "SUSPENDED" and could_be):
            yield f"renewal {item['SK']} is {item['state']} and waits for {item['waits_for']}"


def due_since(item: Item) -> str:
    """When a renewal began to wait for us; nothing if it does not."""
    if item.get("type") != "renewal" or "waits_for" in item or item["state"] not in ("pending", "held"):
        return ""
    since = _moment(item) if _is_held(item) else item["completed_at"]
    return max(since, item.get("held_until", "")) if since else ""


def _is_to_do(item: Item) -> bool:
    """A hold that waits for the client is in no index."""
    return bool(_moment(item)) if _is_held(item) else bool(_states(item) & {"pending", "sending"})


def _states(item: Item) -> set[str]:
    if item["type"] == "renewal":
        return {item["state"]}
    told = [*item.get("notices", {}).values(), *([item["announcement"]] if "announcement" in item else [])]
    return {each["state"] for each in told}


def _is_held(item: Item) -> bool:
    return item.get("type") == "renewal" and item["state"] == "held"


def _moment(item: Item) -> str:
    """When the sweep looks at a hold: to remind, or to resume."""
    return str(item.get("remind_at") or item.get("resumes_at") or "")
