"""A coach marks a session complete."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plus_one.actions.reading import keep_receipt, read_for_coach
from plus_one.actions.turns import in_turn
from plus_one.domain.completions import Completion, complete
from plus_one.domain.decision import heads_up_is_due
from plus_one.domain.events import Event, EventKind, Side, event, notify
from plus_one.domain.ids import SessionId, UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import SessionCancelled
from plus_one.domain.renewals import Reason, Renewal, unwritten
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Outcome, Session, SessionStatus, Trigger
from plus_one.store import keys, pairings, receipts, renewals, sessions
from plus_one.store.table import Table, Write, until_committed


class _Seen(NamedTuple):
    pairing: Pairing
    session: Session
    acted_before: bool


def complete_session(
    table: Table,
    request: Request,
    client_id: UserId,
    session_id: SessionId,
    outcome: Outcome,
    velocity_limit: int,
) -> Completion:
    """Completes once. A repetition, or a retry that finds the completion undone meanwhile, answers what stands."""

    def act(seen: _Seen, first: _Seen) -> Completion:
        moved = seen.session.completions != first.session.completions
        if seen.acted_before or moved or seen.session.status is SessionStatus.COMPLETED:
            again = _read(table, request, client_id, session_id)  # a batch read is no snapshot
            return _as_it_stands(table, request, again)
        if seen.session.status is SessionStatus.CANCELLED:
            raise SessionCancelled
        turn = in_turn(request, seen.pairing.latest_at)
        done = complete(seen.pairing.as_of(turn.now), seen.session, outcome, turn.now)
        heads_up = heads_up_is_due(done.pairing, velocity_limit=velocity_limit, now=turn.now)
        if heads_up:
            done = replace(done, pairing=replace(done.pairing, heads_up_seq=done.pairing.deck_seq))
        table.commit(*_writes(turn, done, heads_up))
        return done

    return until_committed(lambda: _read(table, request, client_id, session_id), act)


def _read(table: Table, request: Request, client_id: UserId, session_id: SessionId) -> _Seen:
    seen = read_for_coach(table, request, client_id, session_id)
    return _Seen(seen.pairing, seen.session, seen.created is not None)


def _writes(request: Request, done: Completion, heads_up: bool) -> list[Write]:
    client_id, coach_id, what = done.pairing.client_id, done.pairing.coach_id, _event(request, done)
    due = done.renewal if done.renewal and not done.renewal.unwritten else None
    return [
        *pairings.put_with(done.pairing, notify(what, Side.CLIENT) if heads_up else what),
        sessions.put_completed(client_id, coach_id, done.session),
        *([renewals.put_pending(client_id, coach_id, due, what.event_id)] if due else []),
        *receipts.put_new(request, done.session.session_id),
    ]


def _event(request: Request, done: Completion) -> Event:
    session = done.session
    return event(
        EventKind.SESSION_COMPLETED,
        request.event_id,
        request.now,
        done.pairing.client_id,
        done.pairing.coach_id,
        reason=Reason.NOT_ENROLLED if session.trigger is Trigger.NOT_ENROLLED else None,
        session_id=session.session_id,
        completion=session.completions,
        outcome=session.outcome,
        on_deck=done.pairing.on_deck,
        trigger=session.trigger,
        deck_seq=done.pairing.deck_seq,
        rate=done.pairing.rate.amount,
        currency=done.pairing.rate.currency,
    )


def _as_it_stands(table: Table, request: Request, seen: _Seen) -> Completion:
    if not seen.acted_before:
        keep_receipt(table, request, seen.session.session_id)
    return Completion(seen.session, seen.pairing, _renewal_of(table, seen))


def _renewal_of(table: Table, seen: _Seen) -> Renewal | None:
    session, pairing = seen.session, seen.pairing
    if session.trigger is Trigger.NOTHING or session.completed_at is None:
        return None
    latest = pairing.renewal
    if latest and (latest.session_id, latest.completion) == (session.session_id, session.completions):
        return latest
    key = keys.renewal(pairing.client_id, pairing.coach_id, session.session_id, session.completions)
    [item] = table.get(key)
    return renewals.from_item(item) if item else _unwritten(session, session.completed_at)


def _unwritten(session: Session, at: datetime) -> Renewal:
    """Of an earlier completion whose client was not enrolled: the session tells all of it that is answered."""
    number = session.completions
    return unwritten(Renewal(session_id=session.session_id, completion=number, completed_at=at, epoch=0, deck_seq=0))
