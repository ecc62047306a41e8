"""A client or a coach cancels a +1 that is still booked. Being suspended is no obstacle: it only takes back."""

from typing import NamedTuple

from plus_one.actions.reading import Read, keep_receipt, read
from plus_one.actions.turns import in_turn
from plus_one.domain.completions import cancel_plus_one
from plus_one.domain.copies import undoing_copy_leaves
from plus_one.domain.events import (
    Event,
    EventKind,
    Side,
    copied,
    event,
    other_side,
)
from plus_one.domain.ids import SessionId, UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import NotFound
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Session, SessionStatus
from plus_one.store import keys, pairings, profiles, receipts, sessions
from plus_one.store.table import Table, until_committed


class Cancelled(NamedTuple):
    session: Session
    pairing: Pairing


def cancel(table: Table, request: Request, by: Side, other: UserId, session_id: SessionId) -> Cancelled:
    """Again: the same. `other` is the other side of the pairing."""
    me = request.caller.user_id
    client_id, coach_id = (me, other) if by is Side.CLIENT else (other, me)

    def look() -> Cancelled:
        wanted = keys.pairing(client_id, coach_id), keys.session(client_id, coach_id, session_id), keys.profile(other)
        return _seen(read(table, request, *wanted, even_suspended=True), by)

    def act(seen: Cancelled, _: Cancelled) -> Cancelled:
        if seen.session.status is SessionStatus.CANCELLED:
            keep_receipt(table, request, session_id)
            return look()  # a batch read is no snapshot: its pairing may be that of before
        turn = in_turn(request, seen.pairing.latest_at)
        pairing, session = cancel_plus_one(seen.pairing.as_of(turn.now), seen.session, turn.now)
        table.commit(
            *pairings.put_with(pairing, _event(turn, by, pairing, session)),
            sessions.put_cancelled(client_id, coach_id, session),
            *receipts.put_new(request, session_id),
        )
        return Cancelled(session, pairing)

    return until_committed(look, act)


def _seen(seen: Read, by: Side) -> Cancelled:
    pairing, session, profile = seen.items
    if pairing is None or session is None:
        raise NotFound
    me, other = seen.caller, profiles.from_item_if_any(profile)
    client, coach = (me, other) if by is Side.CLIENT else (other, me)
    return Cancelled(sessions.from_item(session), pairings.from_item(pairing).as_people_are(client, coach))


def _event(request: Request, by: Side, pairing: Pairing, session: Session) -> Event:
    what = event(
        EventKind.PLUS_ONE_CANCELLED,
        request.event_id,
        request.now,
        pairing.client_id,
        pairing.coach_id,
        by=by,
        session_id=session.session_id,
        rate=session.rate.amount,
        currency=session.rate.currency,
        on_deck=pairing.on_deck,
        enrolled=pairing.enrollment.is_on,
    )
    return copied(what, other_side(by), undoing_copy_leaves(pairing))
