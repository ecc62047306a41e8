"""Renewals: CLIENT#<client> / COACH#<coach>#RENEWAL#<completed session>.<completion>; in GSI2 while pending.

`waits_for`: what keeps a pending one from being settled is somebody's decision, and no trouble of ours. It is late only
after `held_until`, which stays when it is settled: the sweep measures what it has settled, too."""

from datetime import datetime

from plus_one.domain.ids import EventId, UserId
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.store import keys
from plus_one.store.items import Item, moment, optional_moment, optional_text, text
from plus_one.store.table import ABSENT, Write, put, update

SUSPENDED = "SUSPENDED"


def put_pending(client_id: UserId, coach_id: UserId, renewal: Renewal, event_id: EventId) -> Write:
    """`event_id`: of the completion."""
    due = keys.due(keys.renewal_shard(event_id), renewal.completed_at)
    return put(_key(client_id, coach_id, renewal), _to_item(client_id, coach_id, renewal) | due, ABSENT)


def put_settled(client_id: UserId, coach_id: UserId, renewal: Renewal) -> Write:
    """A renewal is settled once."""
    return put(
        _key(client_id, coach_id, renewal),
        _to_item(client_id, coach_id, renewal),
        "#state = :pending",
        {"#state": "state"},
        pending=RenewalState.PENDING,
    )


def put_waiting(client_id: UserId, coach_id: UserId, renewal: Renewal, until: datetime) -> Write:
    """It stays pending, and is looked at again by then."""
    return update(
        _key(client_id, coach_id, renewal),
        "SET due_at = :until, held_until = :until, waits_for = :cause",
        "#state = :pending",
        {"#state": "state"},
        until=text(until),
        cause=SUSPENDED,
        pending=RenewalState.PENDING,
    )


def put_awake(key: keys.Key, now: datetime) -> Write:
    """The next sweep looks at it."""
    awake = "SET due_at = :now, held_until = :now REMOVE waits_for"
    return update(key, awake, "waits_for = :cause", now=text(now), cause=SUSPENDED)


def from_item(item: Item) -> Renewal:
    return Renewal(
        session_id=item["session_id"],
        completion=item["completion"],
        completed_at=moment(item["completed_at"]),
        epoch=item["epoch"],
        deck_seq=item["deck_seq"],
        state=RenewalState.stored(item["state"]),
        reason=Reason.stored(item["reason"]) if "reason" in item else None,
        settled_at=optional_moment(item.get("settled_at")),
        held_until=optional_moment(item.get("held_until")),
    )


def _key(client_id: UserId, coach_id: UserId, renewal: Renewal) -> keys.Key:
    return keys.renewal(client_id, coach_id, renewal.session_id, renewal.completion)


def _to_item(client_id: UserId, coach_id: UserId, renewal: Renewal) -> Item:
    return {
        "type": "renewal",
        "client_id": client_id,
        "coach_id": coach_id,
        "session_id": renewal.session_id,
        "completion": renewal.completion,
        "completed_at": text(renewal.completed_at),
        "epoch": renewal.epoch,
        "deck_seq": renewal.deck_seq,
        "state": renewal.state,
        "reason": renewal.reason,
        "settled_at": optional_text(renewal.settled_at),
        "held_until": optional_text(renewal.held_until),
    }
