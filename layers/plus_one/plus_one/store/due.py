"""What is due: GSI2 holds pending renewals and events with unsent notices, by the moment when to look at them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from plus_one.domain.events import Written
from plus_one.domain.ids import EventId, SessionId, UserId
from plus_one.domain.profiles import Changed
from plus_one.domain.renewals import Due
from plus_one.store import keys
from plus_one.store.items import marshal, text
from plus_one.store.table import Contended, Table, update

LATER = timedelta(minutes=5)
_RENEWAL = re.compile(r"COACH#([^#]+)#RENEWAL#([^#.]+)\.(\d+)")
_EVENT = re.compile(r"COACH#([^#]+)#EVENT#([^#]+)")


def due_by(table: Table, now: datetime, most: int) -> list[keys.Key]:
    """At most `most` of each shard, the longest due first; renewals before events, for a mail can take seconds, and
    both before profiles, whose copies only lists need."""
    found = sorted(_due_by(table, now, most), key=lambda key: _EVENT.fullmatch(key.sk) is not None)
    return [*found, *due_profiles(table, now, most)]


def due_profiles(table: Table, now: datetime, most: int) -> list[keys.Key]:
    return _in_shard(table, keys.PROFILE_SHARD, now, most)


def put_off(table: Table, key: keys.Key, now: datetime) -> None:
    """What failed comes later, so that it starves no other."""
    with suppress(Contended):  # the stream has settled it meanwhile
        table.write(update(key, "SET due_at = :later", "attribute_exists(due_shard)", later=text(now + LATER)))


def named(key: keys.Key) -> Due | Written | Changed:
    """Raises ValueError for what is none of them."""
    if key.sk == "PROFILE":
        return Changed(UserId(key.pk.removeprefix("USER#")))
    client_id = UserId(key.pk.removeprefix("CLIENT#"))
    if renewal := _RENEWAL.fullmatch(key.sk):
        return Due(client_id, UserId(renewal[1]), SessionId(renewal[2]), int(renewal[3]))
    if event := _EVENT.fullmatch(key.sk):
        return Written(client_id, UserId(event[1]), EventId(event[2]))
    raise ValueError(key.sk)


def _due_by(table: Table, now: datetime, most: int) -> Iterator[keys.Key]:
    first = now.minute % len(keys.DUE_SHARDS)  # none of them is always the last
    for shard in keys.DUE_SHARDS[first:] + keys.DUE_SHARDS[:first]:
        yield from _in_shard(table, shard, now, most)


def _in_shard(table: Table, shard: str, now: datetime, most: int) -> list[keys.Key]:
    items, _ = table.query(
        IndexName="GSI2",
        KeyConditionExpression="due_shard = :shard AND due_at <= :now",
        ExpressionAttributeValues=marshal({":shard": shard, ":now": text(now)}),
        Limit=most,
    )
    return [keys.Key(item["PK"], item["SK"]) for item in items]
