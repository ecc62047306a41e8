"""Events: CLIENT#<client> / COACH#<coach>#EVENT#<event>; in GSI2 while a notice is unsent."""

from datetime import datetime, timedelta

from plus_one.domain.events import Event, EventKind, Notice, NoticeState, Side
from plus_one.store import keys
from plus_one.store.items import Item, compact, moment, optional_moment, optional_text, text
from plus_one.store.table import ABSENT, Write, put, update

GRACE = timedelta(minutes=1)


def put_new(event: Event) -> Write:
    """The id is the request's own: a second put of it means that the request has succeeded before."""
    due = {"due_shard": keys.due_shard(event.client_id, event.coach_id), "due_at": text(event.at + GRACE)}
    return put(_key(event), _to_item(event) | (due if event.unsent else {}), ABSENT)


def put_notices(event: Event, read: Event, due_at: datetime) -> Write:
    """The notices of an event move on from the states in which they were read; `due_at`: when to look again."""
    later = "SET notices = :notices, due_at = :due_at"
    settled = "SET notices = :notices REMOVE due_shard, due_at"
    return update(
        _key(event),
        later if event.unsent else settled,
        "notices = :read",
        notices=_notice_maps(event),
        read=_notice_maps(read),
        due_at=text(due_at) if event.unsent else None,
    )


def put_again(event: Event, read: Event, now: datetime) -> Write:
    """Notices of an event that was done with: due again, at once."""
    return update(
        _key(event),
        "SET notices = :notices, due_shard = :shard, due_at = :now",
        "notices = :before",
        notices=_notice_maps(event),
        before=_notice_maps(read),
        shard=keys.due_shard(event.client_id, event.coach_id),
        now=text(now),
    )


def from_item(item: Item) -> Event:
    return Event(
        event_id=item["event_id"],
        kind=EventKind(item["kind"]),
        at=moment(item["at"]),
        client_id=item["client_id"],
        coach_id=item["coach_id"],
        reason=item.get("reason"),
        facts=item["facts"],
        notices={Side(side): _notice(notice) for side, notice in item.get("notices", {}).items()},
    )


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
        "notices": _notice_maps(event) or None,
    }


def _notice_maps(event: Event) -> Item:
    return {side: _notice_map(notice) for side, notice in event.notices.items()}


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
        state=NoticeState(item["state"]),
        attempts=item["attempts"],
        not_before=optional_moment(item.get("not_before")),
        message_id=item.get("message_id"),
        sent_at=optional_moment(item.get("sent_at")),
        feedback=item.get("feedback"),
    )
