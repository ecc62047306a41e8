"""Events: CLIENT#<client> / COACH#<coach>#EVENT#<event>; in GSI2 while a notice or the announcement is unsent."""

from datetime import datetime
from typing import Any

from plus_one.domain.events import Bus, Event, EventKind, Side, To
from plus_one.domain.notices import Notice, NoticeState
from plus_one.store import keys
from plus_one.store.items import Item, compact, moment, optional_moment, optional_text, text
from plus_one.store.table import ABSENT, Write, put, update


def put_new(event: Event, version: int | None = None) -> Write:
    """The id is the request's own: a second put of it means that the request has succeeded before.
    `version`: which version of the pairing it is the event of, if it changes the pairing."""
    due = keys.due(keys.notice_shard(event.event_id), event.look_again_at(event.at)) if event.unsent else {}
    more = {"version": version, "held_until": _held_until(event) or None}
    return put(_key(event), _to_item(event) | due | more, ABSENT)


def put_notices(event: Event, read: Event, due_at: datetime) -> Write:
    """The notices of an event move on from the states in which they were read; `due_at`: when to look again."""
    if event.unsent:
        shard = keys.SLOW_SHARD if event.fails_for_long(due_at) else keys.notice_shard(event.event_id)
        return _move(event, read, ", due_shard = :shard, due_at = :due_at", shard=shard, due_at=text(due_at))
    return _move(event, read, " REMOVE due_shard, due_at")


def put_again(event: Event, read: Event, now: datetime) -> Write:
    """Notices of an event that was done with: due again, at once. Until now they did not wait."""
    more = ", due_shard = :shard, due_at = :now, held_until = :held"
    held = {to: text(event.notices[to].not_before or now) for to in event.unsent}
    return _move(event, read, more, shard=keys.notice_shard(event.event_id), now=text(now), held=held)


def waits_since(item: Item, to: str) -> datetime:
    """It happened then, or this notice was held back until then: no failed attempt moves this."""
    return moment(max(item["at"], item.get("held_until", {}).get(to, "")))


def from_item(item: Item) -> Event:
    return Event(
        event_id=item["event_id"],
        kind=EventKind.stored(item["kind"]),
        at=moment(item["at"]),
        client_id=item["client_id"],
        coach_id=item["coach_id"],
        reason=item.get("reason"),
        facts=item["facts"],
        notices=_notices(item),
    )


def _move(event: Event, read: Event, more: str, **values: Any) -> Write:
    """On one condition, that all of them are as they were read: else nobody would know when nothing is unsent."""
    after, before = _parts(event), _parts(read)
    return update(
        _key(event),
        f"SET {', '.join(f'{part} = :{part}' for part in after)}{more}",
        " AND ".join(f"{part} = :{part}_read" for part in before),
        **after,
        **{f"{part}_read": value for part, value in before.items()},
        **values,
    )


def _held_until(event: Event) -> Item:
    """Each has its own: the copy to one side waits, while the other mail and the announcement leave immediately."""
    return {to: text(notice.not_before) for to, notice in event.notices.items() if notice.not_before}


def _key(event: Event) -> keys.Key:
    return keys.event(event.client_id, event.coach_id, event.event_id)


def _to_item(event: Event) -> Item:
    return {
        "type": "event",
        "event_id": event.event_id,
        "kind": event.kind,
        "at": text(event.at),
        "client_id": event.client_id,
        "coach_id": event.coach_id,
        "reason": event.reason,
        "facts": compact(event.facts),
        **(_parts(event) if event.notices else {}),
    }


def _parts(event: Event) -> Item:
    """The announcement is kept beside the notices: versions that know of none read such an event as theirs."""
    maps = {to: _notice_map(notice) for to, notice in event.notices.items()}
    announcement = maps.pop(Bus.BUS, None)
    return {"notices": maps} | ({"announcement": announcement} if announcement else {})


def _notices(item: Item) -> dict[To, Notice]:
    mails: dict[To, Notice] = {Side(side): _notice(notice) for side, notice in item.get("notices", {}).items()}
    return mails | ({Bus.BUS: _notice(item["announcement"])} if "announcement" in item else {})


def _notice_map(notice: Notice) -> Item:
    return compact(
        {
            "state": notice.state,
            "attempts": notice.attempts,
            "not_before": optional_text(notice.not_before),
            "message_id": notice.message_id,
            "sent_at": optional_text(notice.sent_at),
            "feedback": notice.feedback,
        }
    )


def _notice(item: Item) -> Notice:
    return Notice(
        state=NoticeState.stored(item["state"]),
        attempts=item["attempts"],
        not_before=optional_moment(item.get("not_before")),
        message_id=item.get("message_id"),
        sent_at=optional_moment(item.get("sent_at")),
        feedback=item.get("feedback"),
    )
