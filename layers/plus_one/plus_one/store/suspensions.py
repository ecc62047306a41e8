"""Suspensions: USER#<user> / SUSPENSION, kept when they are over. Not in the profile: for a version that knows none, a
profile is that of somebody who has signed in."""

from datetime import datetime

from plus_one.domain.ids import UserId
from plus_one.store import keys
from plus_one.store.items import Item, text
from plus_one.store.table import Write, put, update


def put_suspended(user_id: UserId, why: str, now: datetime) -> Write:
    item = {"type": "suspension", "suspended_at": text(now), "why": why}
    return put(keys.suspension(user_id), item, "attribute_not_exists(PK) OR attribute_exists(resumed_at)")


def put_resumed(user_id: UserId, now: datetime) -> Write:
    condition = "attribute_exists(PK) AND attribute_not_exists(resumed_at)"
    return update(keys.suspension(user_id), "SET resumed_at = :now", condition, now=text(now))


def is_on(item: Item | None) -> bool:
    return item is not None and "resumed_at" not in item
