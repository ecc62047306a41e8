"""Renewals: CLIENT#<client> / COACH#<coach>#RENEWAL#<completed session>.<completion>; in GSI2 while pending, and while
held until a moment.

`waits_for`: what keeps a pending one from being settled is somebody's decision, and no trouble of ours. It is late only
after `held_until`, which stays when it is settled: the sweep measures what it has settled, too."""

from datetime import datetime

from plus_one.domain.ids import EventId, UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.store import keys
from plus_one.store.items import Item, moment, optional_moment, optional_text, text
from plus_one.store.table import ABSENT, Write, put, update

SUSPENDED = "SUSPENDED"


def put_pending(client_id: UserId, coach_id: UserId, renewal: Renewal, event_id: EventId) -> Write:
    """`event_id`: of the completion."""
    due = keys.due(keys.renewal_shard(event_id), renewal.completed_at)
    return put(_key(client_id, coach_id, renewal), _to_item(client_id, coach_id, renewal) | due, ABSENT)


def put_settled(client_id: UserId, coach_id: UserId, renewal: Renewal, was: Renewal) -> Write:
    """A renewal moves on from the state in which it was read, and is settled once."""
    key, item = _key(client_id, coach_id, renewal), _to_item(client_id, coach_id, renewal) | _looked_at(renewal)
    if was.unwritten:
        return put(key, item, ABSENT)
    return put(key, item, "#state = :was", {"#state": "state"}, was=was.state)


def put_hold(before: Pairing, after: Pairing) -> list[Write]:
    """What a change of the pairing does to its hold: the two say the same, in one transaction."""
    held, now = before.hold, after.renewal
    if held is None or now is None or now == held:
        return []
    return [put_settled(after.client_id, after.coach_id, now, held)]


def put_looked_at(client_id: UserId, coach_id: UserId, renewal: Renewal, now: datetime) -> Write:
    """The index knew an earlier moment than the hold has."""
    return update(
        _key(client_id, coach_id, renewal),
        "SET due_at = :due",
        "#state = :held AND resumes_at = :moment AND due_at <= :now",
        {"#state": "state"},
        due=_looked_at(renewal)["due_at"],
        held=RenewalState.HELD,
        moment=optional_text(renewal.resumes_at),
        now=text(now),
    )


def put_waiting(client_id: UserId, coach_id: UserId, renewal: Renewal, until: datetime) -> Write:
    """It stays as it is, and is looked at again by then."""
    return update(
        _key(client_id, coach_id, renewal),
        "SET due_at = :until, held_until = :until, waits_for = :cause",
        "#state = :was",
        {"#state": "state"},
        until=text(until),
        cause=SUSPENDED,
        was=renewal.state,
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
        resumes_at=optional_moment(item.get("resumes_at")),
        remind_at=optional_moment(item.get("remind_at")),
        held_until=optional_moment(item.get("held_until")),
    )


def _key(client_id: UserId, coach_id: UserId, renewal: Renewal) -> keys.Key:
    return keys.renewal(client_id, coach_id, renewal.session_id, renewal.completion)


def _looked_at(renewal: Renewal) -> Item:
    """A hold that waits for the client is in no index."""
    moment = renewal.remind_at or renewal.resumes_at
    if not renewal.is_held or moment is None:
        return {}
    return {"due_shard": keys.HOLD_SHARD, "due_at": text(moment)}


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
        "resumes_at": optional_text(renewal.resumes_at),
        "remind_at": optional_text(renewal.remind_at),
        "held_until": optional_text(renewal.held_until),
    }
