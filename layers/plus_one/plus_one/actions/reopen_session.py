"""A coach undoes a completion: the session is booked again, and an untouched +1 of it is taken back."""

from typing import NamedTuple

from plus_one.actions.reading import read_for_coach
from plus_one.actions.turns import in_turn, own_event
from plus_one.domain.completions import Reopening, reopen
from plus_one.domain.copies import undoing_copy_leaves
from plus_one.domain.events import (
    EVERYBODY,
    Event,
    EventKind,
    Side,
    copied,
    event,
    notify,
)
from plus_one.domain.ids import EventId, SessionId, UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import NotCompleted
from plus_one.domain.renewals import Reason, Renewal
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Session, SessionStatus, Trigger
from plus_one.store import events, keys, pairings, receipts, renewals, sessions
from plus_one.store.table import Table, Write, until_committed


class _Seen(NamedTuple):
    pairing: Pairing
    session: Session
    done_by: EventId | None


def reopen_session(table: Table, request: Request, client_id: UserId, session_id: SessionId) -> Reopening:
    """Undoes one completion, that of the first read; if it is undone already and completed anew, nothing is written."""

    def act(seen: _Seen, first: _Seen) -> Reopening:
        if seen.done_by:
            return _as_it_stands(table, _read(table, request, client_id, session_id), seen.done_by)
        if seen.session.completions != first.session.completions:
            if first.session.status is not SessionStatus.COMPLETED:
                raise NotCompleted  # when the request came; what was completed since is not what it means
            return Reopening(seen.session, seen.pairing, None, None, None)
        renewal, plus_one = _caused_by(table, seen)
        turn = in_turn(request, seen.pairing.latest_at)
        done = reopen(seen.pairing.as_of(turn.now), seen.session, renewal, plus_one, turn.now)
        table.commit(*_writes(turn, seen.pairing, done))
        return done

    return until_committed(lambda: _read(table, request, client_id, session_id), act)


def _read(table: Table, request: Request, client_id: UserId, session_id: SessionId) -> _Seen:
    seen = read_for_coach(table, request, client_id, session_id)
    own = own_event(table, request, client_id, request.caller.user_id)
    done_by = EventId(seen.created) if seen.created else own.event_id if own else None
    return _Seen(seen.pairing, seen.session, done_by)


def _caused_by(table: Table, seen: _Seen) -> tuple[Renewal | None, Session | None]:
    """The renewal and the +1 of the completion. Those of the latest one are in the pairing; older ones are read."""
    pairing, session = seen.pairing, seen.session
    plus_one_id = session.its_plus_one_id
    if session.trigger is Trigger.NOTHING or plus_one_id is None:
        return None, None
    latest, on_deck = pairing.renewal, pairing.plus_one_on_deck
    if latest and latest.plus_one_id == plus_one_id:
        if latest.reason is not Reason.BOOKED:
            return latest, None
        if on_deck and on_deck.session_id == plus_one_id:
            return latest, on_deck
    client_id, coach_id = pairing.client_id, pairing.coach_id
    renewal, plus_one = table.get(
        keys.renewal(client_id, coach_id, session.session_id, session.completions),
        keys.session(client_id, coach_id, plus_one_id),
    )
    return renewals.from_item(renewal) if renewal else None, sessions.from_item(plus_one) if plus_one else None


def _writes(request: Request, before: Pairing, done: Reopening) -> list[Write]:
    client_id, coach_id = done.pairing.client_id, done.pairing.coach_id
    return [
        *pairings.put_with(done.pairing, _event(request, before, done)),
        sessions.put_reopened(client_id, coach_id, done.session),
        *_ended(before, done),
        *([sessions.put_cancelled(client_id, coach_id, done.taken_back)] if done.taken_back else []),
        *receipts.put_new(request, request.event_id),
    ]


def _ended(before: Pairing, done: Reopening) -> list[Write]:
    """Its own renewal, and another one that was on hold: something is on deck now."""
    if done.undone is None or done.renewal is None:
        return renewals.put_hold(before, done.pairing)
    own = renewals.put_settled(done.pairing.client_id, done.pairing.coach_id, done.undone, done.renewal)
    return [own] if done.undone.same_trigger(before.hold) else [own, *renewals.put_hold(before, done.pairing)]


def _event(request: Request, before: Pairing, done: Reopening) -> Event:
    taken_back = done.taken_back
    what = event(
        EventKind.SESSION_REOPENED,
        request.event_id,
        request.now,
        done.pairing.client_id,
        done.pairing.coach_id,
        reason=Reason.COMPLETION_UNDONE if done.undone else None,
        ended_hold=(before.hold is not None) or None,
        completed_session_id=done.session.session_id,
        completion=done.session.completions,
        on_deck=done.pairing.on_deck,
        enrolled=done.pairing.enrollment.is_on,
        session_id=taken_back.session_id if taken_back else None,
        rate=taken_back.rate.amount if taken_back else None,
        currency=taken_back.rate.currency if taken_back else None,
    )
    if taken_back is None:
        return what
    return copied(notify(what, *EVERYBODY), Side.CLIENT, undoing_copy_leaves(done.pairing))


def _as_it_stands(table: Table, seen: _Seen, done_by: EventId) -> Reopening:
    """What this request has done before, as it is now."""
    client_id, coach_id = seen.pairing.client_id, seen.pairing.coach_id
    [item] = table.get(keys.event(client_id, coach_id, done_by))
    plus_one_id = events.from_item(item).facts.get("session_id") if item else None
    [plus_one] = table.get(keys.session(client_id, coach_id, str(plus_one_id))) if plus_one_id else [None]
    return Reopening(seen.session, seen.pairing, None, None, sessions.from_item(plus_one) if plus_one else None)
