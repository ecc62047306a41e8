"""Sessions: CLIENT#<client> / COACH#<coach>#SESSION#<session>."""

from plus_one.domain.ids import UserId
from plus_one.domain.money import Money
from plus_one.domain.sessions import Origin, Outcome, Session, SessionStatus, Trigger
from plus_one.store import keys
from plus_one.store.items import Item, moment, optional_moment, optional_text, text
from plus_one.store.table import ABSENT, Write, put


def put_new(client_id: UserId, coach_id: UserId, session: Session) -> Write:
    return put(keys.session(client_id, coach_id, session.session_id), _to_item(session), ABSENT)


def put_completed(client_id: UserId, coach_id: UserId, session: Session) -> Write:
    """A session is completed once: it is still booked, and this is its next completion."""
    return _put_moved(client_id, coach_id, session, SessionStatus.BOOKED, session.completions - 1)


def put_reopened(client_id: UserId, coach_id: UserId, session: Session) -> Write:
    """It is the completion that was read which is undone, and no later one."""
    return _put_moved(client_id, coach_id, session, SessionStatus.COMPLETED, session.completions)


def put_cancelled(client_id: UserId, coach_id: UserId, session: Session) -> Write:
    """Only what is still booked is cancelled."""
    return _put_moved(client_id, coach_id, session, SessionStatus.BOOKED, session.completions)


def _put_moved(client_id: UserId, coach_id: UserId, session: Session, status: SessionStatus, completions: int) -> Write:
    return put(
        keys.session(client_id, coach_id, session.session_id),
        _to_item(session),
        "#status = :status AND completions = :completions",
        {"#status": "status"},
        status=status,
        completions=completions,
    )


def from_item(item: Item) -> Session:
    return Session(
        session_id=item["session_id"],
        status=SessionStatus.stored(item["status"]),
        origin=Origin.stored(item["origin"]),
        rate=Money(item["rate"], item["currency"]),
        package_id=item.get("package_id"),
        booked_at=moment(item["booked_at"]),
        completed_at=optional_moment(item.get("completed_at")),
        outcome=Outcome.stored(item["outcome"]) if "outcome" in item else None,
        cancelled_at=optional_moment(item.get("cancelled_at")),
        completions=item["completions"],
        trigger=Trigger.stored(item["trigger"]),
        settings_seq=item.get("settings_seq"),
        month=item.get("month"),
    )


def _to_item(session: Session) -> Item:
    return {
        "type": "session",
        "session_id": session.session_id,
        "status": session.status,
        "origin": session.origin,
        "rate": session.rate.amount,
        "currency": session.rate.currency,
        "package_id": session.package_id,
        "booked_at": text(session.booked_at),
        "completed_at": optional_text(session.completed_at),
        "outcome": session.outcome,
        "cancelled_at": optional_text(session.cancelled_at),
        "completions": session.completions,
        "trigger": session.trigger,
        "settings_seq": session.settings_seq,
        "month": session.month,
    }
