"""Receipts of an Idempotency-Key: USER#<user> / KEY#<key>, with a TTL."""

from datetime import datetime, timedelta

from plus_one.domain.refusals import IdempotencyKeyReused
from plus_one.domain.requests import IdempotencyKey, Request
from plus_one.store import keys
from plus_one.store.items import Item
from plus_one.store.table import ABSENT, Write, put

KEPT = timedelta(hours=48)


def put_new(request: Request, created: str) -> list[Write]:
    """The receipt, if the request came with a key. `created` names what it made, so that a repetition finds it."""
    key = request.key
    if key is None:
        return []
    expiry = _seconds(request.now + KEPT)
    item = {"type": "receipt", "hash": key.request_hash, "created": created, "ttl": expiry}
    names, now = {"#ttl": "ttl"}, _seconds(request.now)
    return [put(keys.receipt(key.user_id, key.key), item, f"{ABSENT} OR #ttl <= :now", names, now=now)]


def created_by(key: IdempotencyKey, item: Item | None, now: datetime) -> str | None:
    """What the request of this key made before, if it is not the first. DynamoDB takes days to remove a receipt whose
    time is up. Until then it does not count."""
    if item is None or item["ttl"] <= _seconds(now):
        return None
    if item["hash"] != key.request_hash:
        raise IdempotencyKeyReused
    return str(item["created"])


def _seconds(at: datetime) -> int:
    """Since 1970, as DynamoDB counts."""
    return int(at.timestamp())
