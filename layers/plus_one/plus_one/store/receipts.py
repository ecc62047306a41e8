"""Receipts of an Idempotency-Key: USER#<user> / KEY#<key>, with a TTL."""

from datetime import timedelta

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
    expiry = int((request.now + KEPT).timestamp())
    item = {"type": "receipt", "hash": key.request_hash, "created": created, "ttl": expiry}
    return [put(keys.receipt(key.user_id, key.key), item, ABSENT)]


def created_by(key: IdempotencyKey, item: Item | None) -> str | None:
    """What the request of this key made before, if it is not the first."""
    if item is None:
        return None
    if item["hash"] != key.request_hash:
        raise IdempotencyKeyReused
    return str(item["created"])
