"""A client turns +1 off with one coach. Never refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from plus_one.actions.turns import in_turn, own_event
from plus_one.domain.events import Event, EventKind, Side, copied, event
from plus_one.domain.ids import SessionId, UserId
from plus_one.domain.limits import enrollment_copy_leaves
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import NotFound
from plus_one.domain.requests import Asked
from plus_one.domain.sessions import Session, plus_one_session
from plus_one.store import events, keys, pairings, profiles, renewals
from plus_one.store.items import moment, optional_text, text
from plus_one.store.table import Table, until_committed


class Unenrolled(NamedTuple):
    """`last_plus_one`: the latest +1, if it was on deck at that moment. `ended_hold`: a +1 was on hold, and is not
    booked."""

    unenrolled_at: datetime | None
    last_plus_one: Session | None
    ended_hold: bool = False


class _Seen(NamedTuple):
    pairing: Pairing
    own_event: Event | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unenroll(Asked):
    """Which enrollment, and who turns it off: the client who is signed in, whoever has the client's link, or support,
    which says why."""

    client_id: UserId
    coach_id: UserId
    by_link: bool = False
    support_says: str | None = None


def unenroll(table: Table, asked: Unenroll) -> Unenrolled:
    """After the answer no +1 appears. A repetition answers what is stored; a lost race is never given up."""

    def act(seen: _Seen, _: _Seen) -> Unenrolled:
        enrollment = seen.pairing.enrollment
        if seen.own_event:
            return _answered(seen.own_event)
        if not enrollment.is_on:
            return _answered_before(table, seen.pairing)
        earlier = _earlier(seen.pairing)
        turn = in_turn(asked, seen.pairing.latest_at, *earlier)
        what = _event(turn, seen.pairing, max(turn.now, *earlier))
        after = seen.pairing.turned_off(what.event_id, what.at)
        table.commit(*pairings.put_with(after, what), *renewals.put_hold(seen.pairing, after))
        return _answered(what)

    return until_committed(lambda: _read(table, asked), act, most=None)


def _read(table: Table, asked: Unenroll) -> _Seen:
    pairing, *people = table.get(
        keys.pairing(asked.client_id, asked.coach_id), keys.profile(asked.client_id), keys.profile(asked.coach_id)
    )
    if pairing is None:
        raise NotFound
    known = pairings.from_item(pairing).as_people_are(*map(profiles.from_item_if_any, people))
    return _Seen(known, own_event(table, asked, asked.client_id, asked.coach_id))


def _earlier(pairing: Pairing) -> list[datetime]:
    """What un-enrolling is never before, whatever a clock says: the receipt names a moment after which nothing is
    booked, and an enrollment does not end before it began."""
    latest = pairing.latest_plus_one
    moments = [pairing.enrollment.enrolled_at, latest.booked_at if latest else None]
    return [moment for moment in moments if moment]


def _event(asked: Unenroll, pairing: Pairing, at: datetime) -> Event:
    plus_one = pairing.plus_one_on_deck
    what = event(
        EventKind.UNENROLLED,
        asked.event_id,
        at,
        pairing.client_id,
        pairing.coach_id,
        by_link=asked.by_link,
        by_support=asked.support_says is not None or None,
        why=asked.support_says,
        enrolled_at=optional_text(pairing.enrollment.enrolled_at),
        rate=pairing.rate.amount,
        currency=pairing.rate.currency,
        on_deck=pairing.on_deck,
        ended_hold=pairing.hold is not None or None,
        last_plus_one_id=plus_one.session_id if plus_one else None,
        last_plus_one_rate=plus_one.rate.amount if plus_one else None,
        last_plus_one_booked_at=text(plus_one.booked_at) if plus_one else None,
    )
    return copied(what, Side.COACH, enrollment_copy_leaves(asked.now, pairing.enrollment.enrolled_at))


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
    return Unenrolled(ended_by.at, None, bool(ended_by.facts.get("ended_hold")))
