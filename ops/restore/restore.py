"""Copies a table that AWS has restored into the stack's own, whose stream, TTL, backups and alarms are the template's.

Nothing that the stack has is overwritten: what it lacks is added, each item on the condition that it is absent. So it
may break off anywhere and be typed again. What is copied wakes the stream's functions as a new item does. That is right
for a renewal that was pending and for a notice that was unsent; one that is known to be sent is copied as sent.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any

from ops.audit.pairs import Two, two
from ops.restore.apart import why_apart
from ops.restore.counted import count_again
from ops.restore.merged import merge
from ops.restore.told import Attributes, Copy, Told, key_of
from plus_one.domain.ids import UserId
from plus_one.store.items import Item, unmarshal
from plus_one.store.table import ABSENT, MOST_IN_A_READ, Table, Write, until_committed

LANES = 8  # the client's pool has ten connections
TRIES = 60  # half a minute
PAGES_OF_A_LINE = 100


@dataclass
class Restore:
    """One pass over the copy. Keeps one page of it in memory, at most 1 MB, the pairings that are left alone, and the
    coaches whose open offers are counted."""

    source: Table
    target: Table
    told: Told
    now: datetime
    dry_run: bool = True
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    apart: dict[Two, str] = field(default_factory=dict)
    counting: set[UserId] = field(default_factory=set)
    mails: int = 0
    announcements: int = 0

    def run(self) -> Iterator[str]:
        with ThreadPoolExecutor(LANES) as pool:
            for number, page in enumerate(self._pages(), 1):
                self._find_apart(pool, page)
                for done in pool.map(self._copy, batched(self._wanted(page), MOST_IN_A_READ, strict=False)):
                    self._count(done)
                if number % PAGES_OF_A_LINE == 0:
                    yield f"{self.counts.total()} items so far"
            self._count_again(pool)
        yield from self._said()

    def _pages(self) -> Iterator[list[Attributes]]:
        pages = self.source.client.get_paginator("scan").paginate(TableName=self.source.name, ConsistentRead=True)
        return (page["Items"] for page in pages)

    def _find_apart(self, pool: ThreadPoolExecutor, page: list[Attributes]) -> None:
        pairs = sorted({whose for item in page if (whose := _whose(item))} - self.apart.keys())
        found = pool.map(lambda whose: why_apart(self.source, self.target, whose), pairs)
        self.apart |= {whose: why for whose, why in zip(pairs, found, strict=True) if why}

    def _wanted(self, page: list[Attributes]) -> Iterator[Attributes]:
        """A receipt whose time is up may be removed at any moment."""
        for item in page:
            if _whose(item) in self.apart:
                self.counts[_type(item), "left alone"] += 1
            elif "ttl" in item and float(item["ttl"]["N"]) <= self.now.timestamp():
                self.counts[_type(item), "past"] += 1
            else:
                yield item

    def _copy(self, items: tuple[Attributes, ...]) -> list[tuple[str, Copy]]:
        """One transaction adds what is absent. If another writer came first, it reads again."""
        copies = self.told.copies(list(items), self.now)

        def act(there: list[Item | None], _: list[Item | None]) -> list[tuple[str, Copy]]:
            writes = [_write(copy.item, ours) for copy, ours in zip(copies, there, strict=True)]
            done = [write for write in writes if write]
            if done and not self.dry_run:
                self.target.commit(*done)
            return [(_verdict(write, ours), copy) for write, ours, copy in zip(writes, there, copies, strict=True)]

        return until_committed(lambda: self.target.get(*[key_of(copy.item) for copy in copies]), act, TRIES)

    def _count(self, done: Iterable[tuple[str, Copy]]) -> None:
        for verdict, copy in done:
            self.counts[_type(copy.item), verdict] += 1
            if _type(copy.item) == "open_offers":
                self.counting.add(UserId(key_of(copy.item).pk.removeprefix("COACH#")))
            if verdict == "added":
                self.mails += copy.mails
                self.announcements += copy.announcements

    def _count_again(self, pool: ThreadPoolExecutor) -> None:
        if self.dry_run:
            return
        if again := sum(pool.map(lambda coach_id: count_again(self.target, coach_id), self.counting)):
            self.counts["open_offers", "counted again"] = again

    def _said(self) -> Iterator[str]:
        for (type_, verdict), number in sorted(self.counts.items()):
            yield f"{type_}: {number} {f'would be {verdict}' if self.dry_run and verdict in WRITTEN else verdict}"
        for whose, why in sorted(self.apart.items()):
            yield f"left alone, client {whose.client_id} with coach {whose.coach_id}: {why}"
        yield f"may come a second time: {self.mails} mails, {self.announcements} announcements"


WRITTEN = ("added", "merged")


def _write(theirs: Attributes, ours: Item | None) -> Write | None:
    if ours is None:
        return {"Put": {"Item": theirs, "ConditionExpression": ABSENT}}
    if theirs.get("type") in ({"S": "profile"}, {"S": "contact"}):
        return merge(key_of(theirs), unmarshal(theirs), ours)
    return None


def _verdict(write: Write | None, ours: Item | None) -> str:
    return "added" if ours is None else "merged" if write else "there already"


def _type(item: Attributes) -> str:
    named: dict[str, Any] = item.get("type", {})
    return str(named.get("S", "no type"))


def _whose(item: Attributes) -> Two | None:
    """Keys and owner only: what else an item holds is copied as it is."""
    return two(unmarshal({name: item[name] for name in ("PK", "SK", "type", "client_id") if name in item}))
