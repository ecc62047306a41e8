"""A client turns +1 off with one coach. Never refused."""

from dataclasses import dataclass, replace
from datetime import datetime

from plus_one.actions.reading import read
from plus_one.domain.events import Event, EventKind, event
from plus_one.domain.ids import SessionId, UserId
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import NotFound
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Session, plus_one_session
from plus_one.store import events, keys, pairings
from plus_one.store.items import moment, optional_text, text
from plus_one.store.table import Table, until_committed


@dataclass(frozen=True, slots=True)
class Unenrolled:
    """`last_plus_one`: the latest +1, if it was on deck at that moment."""

    unenrolled_at: datetime | None
    last_plus_one: Session | None


@dataclass(frozen=True, slots=True)
class _Seen:
    pairing: Pairing
    own_event: Event | None


def unenroll(table: Table, request: Request, coach_id: UserId) -> Unenrolled:
    """After the answer no +1 appears. A repetition answers what is stored; a lost race is never given up."""

    def act(seen: _Seen, _: _Seen) -> Unenrolled:
        enrollment = seen.pairing.enrollment
        if seen.own_event:
            return _answered(seen.own_event)
        if not enrollment.is_on:
            return _answered_before(table, seen.pairing)
        what = _event(request, seen.pairing)
        after = replace(seen.pairing, enrollment=enrollment.turned_off(request.event_id, request.now))
        table.commit(events.put_new(what), pairings.put_next(after))
        return _answered(what)

    return until_committed(lambda: _read(table, request, coach_id), act, most=None)


def _read(table: Table, request: Request, coach_id: UserId) -> _Seen:
    client_id = request.caller.user_id
    seen = read(table, request, keys.pairing(client_id, coach_id), keys.event(client_id, coach_id, request.event_id))
    pairing, own_event = seen.items
    if pairing is None:
        raise NotFound
    named = replace(pairings.from_item(pairing), client_name=seen.caller.name)
    return _Seen(named, events.from_item(own_event) if own_event else None)


def _event(request: Request, pairing: Pairing) -> Event:
    plus_one = pairing.plus_one_on_deck
    return event(
        EventKind.UNENROLLED,
        request.event_id,
        request.now,
        pairing.client_id,
        pairing.coach_id,
        enrolled_at=optional_text(pairing.enrollment.enrolled_at),
        rate=pairing.rate.amount,
        currency=pairing.rate.currency,
        on_deck=pairing.on_deck,
        last_plus_one_id=plus_one.session_id if plus_one else None,
        last_plus_one_rate=plus_one.rate.amount if plus_one else None,
        last_plus_one_booked_at=text(plus_one.booked_at) if plus_one else None,
    )


def _answered_before(table: Table, pairing: Pairing) -> Unenrolled:
    if pairing.enrollment.ended_by is None:
        return Unenrolled(None, None)
    [item] = table.get(keys.event(pairing.client_id, pairing.coach_id, pairing.enrollment.ended_by))
    return _answered(events.from_item(item)) if item else Unenrolled(pairing.enrollment.unenrolled_at, None)


def _answered(ended_by: Event) -> Unenrolled:
    """The event of an un-enrolling is its receipt."""
    match ended_by.facts:
        case {
            "last_plus_one_id": str(session_id),
            "last_plus_one_rate": int(rate),
            "currency": str(currency),
            "last_plus_one_booked_at": str(booked_at),
        }:
            plus_one = plus_one_session(SessionId(session_id), Money(rate, currency), moment(booked_at))
            return Unenrolled(ended_by.at, plus_one)
    return Unenrolled(ended_by.at, None)
