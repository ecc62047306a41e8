"""Renewals: CLIENT#<client> / COACH#<coach>#RENEWAL#<completed session>.<completion>; in GSI2 while pending."""

from plus_one.domain.ids import UserId
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.store import keys
from plus_one.store.items import Item, moment, optional_moment, optional_text, text
from plus_one.store.table import ABSENT, Write, put


def put_pending(client_id: UserId, coach_id: UserId, renewal: Renewal) -> Write:
    due = keys.due(client_id, coach_id, renewal.completed_at)
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
    }
