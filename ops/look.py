"""What happened to a pairing, and what is due: ids and states, no names, no addresses, nothing that people wrote."""

from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from operator import itemgetter

from plus_one.domain.events import Event, EventKind, Written, timeline_ids
from plus_one.domain.ids import UserId
from plus_one.domain.notices import UNSENT, Notice
from plus_one.domain.profiles import Changed
from plus_one.domain.renewals import Due
from plus_one.store import due, events, keys, lists
from plus_one.store.items import Item, marshal, moment, text, unmarshal
from plus_one.store.keys import Key
from plus_one.store.table import MOST_IN_A_READ, Table
from plus_one.store.waiting import late_since


def timeline(table: Table, client_id: UserId, coach_id: UserId) -> Iterator[str]:
    """Newest first, a line each."""
    for item in lists.whole(table, lists.pair_events(client_id, coach_id)):
        yield _line(events.from_item(item))


def due_list(table: Table, now: datetime) -> Iterator[str]:
    """The longest due first, what is put off to later included."""
    for due_at, key, item in _with_items(table):
        late = (now - due_at).total_seconds()
        when = f"{late:.0f} s late" if late > 0 else f"in {-late:.0f} s"
        yield f"{text(due_at)}  {when:>12}  {kind_of(key)}{_why(item)}"


def stuck(table: Table, now: datetime) -> Iterator[str]:
    """What an alarm rings for, the oldest first, whenever its next turn is."""
    [stop] = table.get(keys.BOOKINGS)
    found = [(since, key, item) for _, key, item in _with_items(table) if (since := late_since(item, now, stop))]
    for since, key, item in sorted(found, key=itemgetter(0)):
        waited = f"{(now - since).total_seconds():.0f} s"
        yield f"{text(since)}  {waited:>12}  {kind_of(key)}{_why(item)}"


def all_due(table: Table) -> list[tuple[datetime, Key]]:
    items = (item for shard in keys.ALL_SHARDS for item in _in_shard(table, shard))
    return sorted((moment(item["due_at"]), Key(item["PK"], item["SK"])) for item in items)


def named(key: Key) -> Due | Written | Changed | None:
    """None: only another version knows what is due there. That stops nobody who looks for something else."""
    try:
        return due.named(key)
    except ValueError:
        return None


def kind_of(key: Key) -> str:
    what = named(key)
    if what is None:
        return f"what only another version knows: {key.pk} {key.sk}"
    if isinstance(what, Changed):
        return f"user {what.user_id}: copies of the profile"
    if isinstance(what, Due):
        id_ = f"renewal of session {what.session_id}, completion {what.completion}"
    else:
        id_ = f"notices of event {what.event_id}"
    return f"client {what.client_id} with coach {what.coach_id}: {id_}"


def _with_items(table: Table) -> Iterator[tuple[datetime, Key, Item]]:
    for some in batched(all_due(table), MOST_IN_A_READ, strict=False):
        for (due_at, key), item in zip(some, table.get(*(key for _, key in some)), strict=True):
            if item:  # else it is settled meanwhile, and the index is behind
                yield due_at, key, item


def _why(item: Item) -> str:
    """What is known of why it waits."""
    if "kind" not in item:
        held = f"  held {item['reason']} until {item['resumes_at']}" if item.get("state") == "held" else ""
        return held + (f"  waits for {item['waits_for']}" if "waits_for" in item else "")
    unsent = {to: notice for to, notice in events.from_item(item).notices.items() if notice.state in UNSENT}
    return "".join(f"  {to}={_state(notice)}" for to, notice in unsent.items())


def _line(event: Event) -> str:
    notices = [f"{to}={_state(notice)}" for to, notice in event.notices.items()]
    ids = [f"{name}={id_}" for name, id_ in timeline_ids(event).items()]
    return "  ".join([text(event.at), event.kind, event.reason or "-", *_moment(event), *ids, *notices])


def _moment(event: Event) -> list[str]:
    """When what is on hold resumes."""
    if resumes_at := event.facts.get("resumes_at"):
        return [f"resumes_at={resumes_at}"]
    return ["waits for the client"] if event.kind is EventKind.HELD else []


def _state(notice: Notice) -> str:
    """With how often it was tried, and what became of the mail or why it did not leave."""
    why = f", {notice.feedback}" if notice.feedback else ""
    return f"{notice.state}({notice.attempts}{why})"


def _in_shard(table: Table, shard: str) -> Iterator[Item]:
    pages = table.client.get_paginator("query").paginate(
        TableName=table.name,
        IndexName="GSI2",
        KeyConditionExpression="due_shard = :shard",
        ExpressionAttributeValues=marshal({":shard": shard}),
    )
    return (unmarshal(attributes) for page in pages for attributes in page["Items"])
