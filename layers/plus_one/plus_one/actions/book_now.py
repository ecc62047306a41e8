"""R13: the client books the +1 of the latest last completion now. The completion that it names is its receipt."""

from typing import NamedTuple

from plus_one.actions.plus_ones import How, book
from plus_one.actions.reading import read
from plus_one.actions.turns import in_turn
from plus_one.domain.book_now import Tap, check
from plus_one.domain.ids import SessionId, UserId, plus_one_id
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import EnrollmentChanged, NotFound
from plus_one.domain.renewals import Renewal
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Session, SessionStatus
from plus_one.store import bookings, keys, pairings, profiles, renewals, sessions, suspensions
from plus_one.store.table import Table, until_committed


class BookedNow(NamedTuple):
    """`anew`: by this request; otherwise it was booked before."""

    session: Session
    pairing: Pairing
    anew: bool


class _Seen(NamedTuple):
    pairing: Pairing
    renewal: Renewal | None
    plus_one: Session | None
    is_stopped: bool


def book_now(table: Table, request: Request, coach_id: UserId, tap: Tap, velocity_limit: int) -> BookedNow:
    """The +1 of a completion that has booked one is answered, whatever booked it and however long ago."""

    def act(seen: _Seen, first: _Seen) -> BookedNow:
        if seen.plus_one and seen.plus_one.status is not SessionStatus.CANCELLED:
            return BookedNow(seen.plus_one, seen.pairing, anew=False)
        if seen.pairing.enrollment.epoch != first.pairing.enrollment.epoch:
            raise EnrollmentChanged
        turn = in_turn(request, seen.pairing.latest_at)
        pairing, is_stopped = seen.pairing.as_of(turn.now), seen.is_stopped
        latest = check(pairing, tap, velocity_limit=velocity_limit, stopped=is_stopped, now=turn.now)
        booked = book(pairing, seen.renewal or latest, turn, How.TAPPED)
        table.commit(*pairings.put_with(booked.pairing, booked.event), *booked.writes)
        return BookedNow(booked.session, booked.pairing, anew=True)

    return until_committed(lambda: _read(table, request, coach_id, tap), act)


def _read(table: Table, request: Request, coach_id: UserId, tap: Tap) -> _Seen:
    """The +1 has a read of its own, after the pairing: its id follows from the completion."""
    client_id = request.caller.user_id
    seen = read(
        table,
        request,
        keys.pairing(client_id, coach_id),
        keys.session(client_id, coach_id, tap.session_id),
        keys.renewal(client_id, coach_id, tap.session_id, tap.completion),
        keys.profile(coach_id),
        keys.suspension(coach_id),
        keys.BOOKINGS,
    )
    item, session, found, coach, suspension, stop = seen.items
    if item is None or session is None:
        raise NotFound
    pairing = pairings.from_item(item).as_people_are(seen.caller, profiles.from_item_if_any(coach))
    renewal = renewals.from_item(found) if found else None
    id_ = _plus_one_id(sessions.from_item(session), renewal, tap)
    [plus_one] = table.get(keys.session(client_id, coach_id, id_)) if id_ else [None]
    is_stopped = suspensions.is_on(suspension) or bookings.are_stopped(stop)
    return _Seen(pairing, renewal, sessions.from_item(plus_one) if plus_one else None, is_stopped)


def _plus_one_id(session: Session, renewal: Renewal | None, tap: Tap) -> SessionId | None:
    """The moment of the completion is in its renewal, or in the session, if that was not completed again since."""
    if renewal:
        return renewal.plus_one_id
    if session.completed_at is None or session.completions != tap.completion:
        return None
    return plus_one_id(session.session_id, session.completions, session.completed_at)
