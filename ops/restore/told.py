"""What people and others have heard since the copy was made: from the old table, or from the log of who mails."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from plus_one.domain.ids import SessionId, UserId
from plus_one.domain.notices import UNSENT
from plus_one.store import keys
from plus_one.store.items import Item, marshal, text, unmarshal
from plus_one.store.keys import Key
from plus_one.store.table import MOST_IN_A_READ, Table

BUS = "bus"
MAILS_OF_A_RENEWAL = 2

type Attributes = dict[str, Any]


class Copy(NamedTuple):
    """An item as it goes into the table, and how much may be said twice because of it."""

    item: Attributes
    mails: int = 0
    announcements: int = 0


@dataclass
class Told:
    """`log`: event -> to whom it was sent. In 0.1.0 it did not tell of the sweep's mails."""

    old: Table | None = None
    log: dict[str, set[str]] = field(default_factory=dict)

    def copies(self, items: list[Attributes], now: datetime) -> list[Copy]:
        """What was sent since is marked as sent, so that it wakes nobody."""
        due = [key_of(item) for item in items if "due_shard" in item]
        old = dict(zip(due, self.old.get(*due), strict=True)) if self.old and due else {}
        return [self._copy(item, old.get(key_of(item)), now) for item in items]

    def _copy(self, item: Attributes, old: Item | None, now: datetime) -> Copy:
        if "due_shard" not in item:
            return Copy(item)
        if item.get("type") == {"S": "event"}:
            return self._event(unmarshal(item), old, now)
        settled_since = item.get("type") == {"S": "renewal"} and not (old and old.get("state") == "pending")
        return Copy(item, MAILS_OF_A_RENEWAL, 1) if settled_since else Copy(item)

    def _event(self, event: Item, old: Item | None, now: datetime) -> Copy:
        unknown = [to for to in _unsent(event) if not self._mark(event, to, old)]
        if not _unsent(event):
            event = {name: value for name, value in event.items() if name not in ("due_shard", "due_at")}
        doubtful = [] if old else [to for to in unknown if not _waits(_parts(event)[to], now)]
        return Copy(marshal(event), len(set(doubtful) - {BUS}), doubtful.count(BUS))

    def _mark(self, event: Item, to: str, old: Item | None) -> bool:
        """Whether it is done with."""
        after = _parts(old).get(to) if old else None
        if after is None or after["state"] in UNSENT:
            if to not in self.log.get(event["event_id"], ()):
                return False
            after = {"attempts": max(1, _parts(event)[to]["attempts"]), "state": "sent"}
        if to == BUS:
            event["announcement"] = after
        else:
            event["notices"][to] = after
        return True


def read_log(lines: Iterable[str]) -> dict[str, set[str]]:
    """Lines of the functions' log, as the aws command prints them."""
    sent: dict[str, set[str]] = {}
    for line in lines:
        found = _json(line)
        if found.get("message") == "mailed":
            to = {to for to, state in found["notices"].items() if state == "sent"}
            sent.setdefault(found["event_id"], set()).update(to)
    return sent


def gone(old: Table, *tables: Table) -> Iterator[str]:
    """What the old table booked and mailed, and none of these tables has, or will book again."""
    pages = old.client.get_paginator("scan").paginate(
        TableName=old.name,
        FilterExpression="kind IN (:plus_one, :package)",
        ExpressionAttributeValues=marshal({":plus_one": "plus_one_booked", ":package": "package_booked"}),
        ConsistentRead=True,
    )
    for page in pages:
        mailed = [event for event in map(unmarshal, page["Items"]) if _was_mailed(event)]
        for start in range(0, len(mailed), MOST_IN_A_READ):
            yield from _gone(mailed[start : start + MOST_IN_A_READ], tables)


def key_of(item: Attributes) -> Key:
    return Key(item["PK"]["S"], item["SK"]["S"])


def _gone(events: list[Item], tables: tuple[Table, ...]) -> Iterator[str]:
    wanted = {event["event_id"]: _booked(event) for event in events}
    comes = {event["event_id"]: _renewal(event) for event in events if event["kind"] == "plus_one_booked"}
    there = [item for table in tables for item in table.get(*wanted.values()) if item]
    due = [item for table in tables if comes for item in table.get(*comes.values()) if item]
    kept = {Key(item["PK"], item["SK"]) for item in there}
    again = {Key(item["PK"], item["SK"]) for item in due if item["state"] == "pending"}
    for event in events:
        if wanted[event["event_id"]] not in kept:
            ends = "is booked again" if comes.get(event["event_id"]) in again else "is gone"
            yield f"client {event['client_id']} with coach {event['coach_id']}: {_named(event)}, {ends}"


def _named(event: Item) -> str:
    facts = event["facts"]
    what = f"+1 {facts['session_id']}" if event["kind"] == "plus_one_booked" else f"package {facts['package_id']}"
    return f"{what}, mailed after {event['at']}"


def _booked(event: Item) -> Key:
    whose = UserId(event["client_id"]), UserId(event["coach_id"])
    if event["kind"] == "plus_one_booked":
        return keys.session(*whose, event["facts"]["session_id"])
    return keys.package(*whose, event["facts"]["package_id"])


def _renewal(event: Item) -> Key:
    whose, facts = (UserId(event["client_id"]), UserId(event["coach_id"])), event["facts"]
    return keys.renewal(*whose, SessionId(facts["completed_session_id"]), facts["completion"])


def _was_mailed(event: Item) -> bool:
    return any(notice["state"] == "sent" for notice in event.get("notices", {}).values())


def _unsent(event: Item) -> list[str]:
    return [to for to, notice in _parts(event).items() if notice["state"] in UNSENT]


def _waits(notice: Item, now: datetime) -> bool:
    """Nobody has tried it, and nobody tries it before its turn: it cannot have left."""
    return not notice["attempts"] and notice.get("not_before", "") > text(now)


def _parts(event: Item) -> dict[str, Item]:
    mails: dict[str, Item] = event.get("notices", {})
    return mails | ({BUS: event["announcement"]} if "announcement" in event else {})


def _json(line: str) -> Item:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
