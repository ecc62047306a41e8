"""The +1 of a renewal is booked: the same whether the stream, the sweep, a save or a tap of the client books it."""

from enum import StrEnum
from typing import NamedTuple

from plus_one.domain.events import Event, EventKind, Facts, event
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Renewal
from plus_one.domain.requests import Asked
from plus_one.domain.sessions import Session
from plus_one.store import renewals, sessions
from plus_one.store.items import text
from plus_one.store.table import Write


class How(StrEnum):
    """What made the +1 be booked."""

    COMPLETED = "completed"
    RESUMED = "resumed"
    SAVED = "saved"
    TAPPED = "tapped"


class Booked(NamedTuple):
    """`writes` are beside those of the pairing and the event."""

    session: Session
    renewal: Renewal
    pairing: Pairing
    event: Event
    writes: list[Write]


def book(pairing: Pairing, renewal: Renewal, asked: Asked, how: How) -> Booked:
    booked = renewal.booked(asked.now)
    session = pairing.next_plus_one(booked.plus_one_id, pairing.rate, asked.now)
    after = pairing.with_plus_one(session, booked)
    what = event(
        EventKind.PLUS_ONE_BOOKED,
        asked.event_id,
        asked.now,
        after.client_id,
        after.coach_id,
        reason=booked.reason,
        session_id=session.session_id,
        within_24_hours=len(after.recent_plus_ones),
        how=how if how is not How.COMPLETED else None,
        held_because=renewal.reason if renewal.is_held else None,
        **facts_of(after, booked),
    )
    writes = [
        renewals.put_settled(after.client_id, after.coach_id, booked, renewal),
        sessions.put_new(after.client_id, after.coach_id, session),
    ]
    return Booked(session, booked, after, what, writes)


def facts_of(pairing: Pairing, renewal: Renewal) -> Facts:
    """What every event about a renewal says."""
    package = pairing.last_package
    return {
        "completed_session_id": renewal.session_id,
        "completion": renewal.completion,
        "completed_at": text(renewal.completed_at),
        "on_deck": pairing.on_deck,
        "rate": package.rate.amount,
        "currency": package.rate.currency,
        "package_id": package.package_id,
        "package_sessions": package.sessions,
        "package_price": package.price.amount,
        "package_booked_at": text(package.booked_at),
    }
