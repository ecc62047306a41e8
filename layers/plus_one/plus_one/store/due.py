"""What is due: GSI2 holds pending renewals and events with unsent notices, by the moment when to look at them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from plus_one.domain.events import Written
from plus_one.domain.ids import EventId, SessionId, UserId
from plus_one.domain.profiles import Changed
from plus_one.domain.renewals import Due
from plus_one.store import bookings, keys
from plus_one.store.items import Item, marshal, text
from plus_one.store.table import Contended, Table, update

LATER = timedelta(minutes=5)
PAGE = 100
HEADS = 10
_RENEWAL = re.compile(r"COACH#([^#]+)#RENEWAL#([^#.]+)\.(\d+)")
_EVENT = re.compile(r"COACH#([^#]+)#EVENT#([^#]+)")


def due_by(table: Table, now: datetime) -> Iterator[keys.Key]:
    """Renewals to the last one, as a mail can take seconds, and those on hold after the new ones, unless bookings are
    stopped; then notices; then those that have failed for a day; then profiles. Pages are read as they are needed."""
    [stop] = table.get(keys.BOOKINGS)
    if not bookings.are_stopped(stop):
        yield from _renewals(table, now)
    yield from _in_turn(table, keys.NOTICE_SHARDS, now)
    yield from (key for key in _in_turn(table, keys.OLD_SHARDS, now) if _is_event(key))
    yield from _in_turn(table, [keys.SLOW_SHARD], now)
    yield from due_profiles(table, now)


def _renewals(table: Table, now: datetime) -> Iterator[keys.Key]:
    yield from _in_turn(table, keys.RENEWAL_SHARDS, now)
    yield from (key for key in _in_turn(table, keys.OLD_SHARDS, now) if not _is_event(key))
    yield from _in_turn(table, [keys.HOLD_SHARD], now)


def due_profiles(table: Table, now: datetime) -> Iterator[keys.Key]:
    """Only lists need the copies of them."""
    return _in_turn(table, [keys.PROFILE_SHARD], now)


def heads(table: Table) -> list[keys.Key]:
    """The first few of each shard, those included whose turn comes later: what the sweep did not reach is there."""
    return [key for shard in keys.ALL_SHARDS for key in _page(table, shard, HEADS)[0]]


def put_off(table: Table, key: keys.Key, now: datetime) -> None:
    """What failed comes later, so that it starves no other."""
    with suppress(Contended):  # the stream has settled it meanwhile, or a save has moved its moment
        is_due = "attribute_exists(due_shard) AND due_at < :later"
        table.write(update(key, "SET due_at = :later", is_due, later=text(now + LATER)))


def hurry(table: Table, key: keys.Key, now: datetime) -> None:
    """What was put off comes now. A hold comes at its moment, and not before."""
    with suppress(Contended):  # it is settled meanwhile, or due already
        has_come = "(attribute_not_exists(resumes_at) OR resumes_at <= :now OR remind_at <= :now)"
        is_later = f"attribute_exists(due_shard) AND due_at > :now AND {has_come}"
        table.write(update(key, "SET due_at = :now", is_later, now=text(now)))


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


def is_renewal(key: keys.Key) -> bool:
    return _RENEWAL.fullmatch(key.sk) is not None


def _is_event(key: keys.Key) -> bool:
    return _EVENT.fullmatch(key.sk) is not None


def _in_turn(table: Table, shards: Sequence[str], now: datetime) -> Iterator[keys.Key]:
    """A page of each, until all are at their end; none of them is always the last."""
    first = now.minute % len(shards)
    starts: dict[str, Item | None] = dict.fromkeys([*shards[first:], *shards[:first]])
    while starts:
        for shard, start in list(starts.items()):
            found, starts[shard] = _page(table, shard, PAGE, by=now, start=start)
            yield from found
        starts = {shard: start for shard, start in starts.items() if start}


def _page(
    table: Table, shard: str, most: int, *, by: datetime | None = None, start: Item | None = None
) -> tuple[list[keys.Key], Item | None]:
    """The longest due first, and where the next page begins."""
    more: dict[str, Any] = {"ExclusiveStartKey": marshal(start)} if start else {}
    items, end = table.query(
        IndexName="GSI2",
        KeyConditionExpression="due_shard = :shard" + (" AND due_at <= :by" if by else ""),
        ExpressionAttributeValues=marshal({":shard": shard, ":by": text(by) if by else None}),
        Limit=most,
        **more,
    )
    return [keys.Key(item["PK"], item["SK"]) for item in items], end
