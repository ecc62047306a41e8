"""A client enrolls in the +1 Program with one coach, or adjusts the enrollment: all settings are replaced. The save
decides about a +1 that is on hold."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from plus_one.actions.reading import read
from plus_one.actions.saved_hold import Decided, decide_hold
from plus_one.actions.turns import in_turn, own_event
from plus_one.domain.decision import standing
from plus_one.domain.enrollments import TERMS_VERSION, Standing
from plus_one.domain.events import Event, EventKind, Side, copied, event
from plus_one.domain.ids import UserId
from plus_one.domain.limits import enrollment_copy_leaves
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import (
    Busy,
    EnrollmentChanged,
    NoPackageBooked,
    PackageNotRenewable,
    PreconditionFailed,
    TermsChanged,
)
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Session
from plus_one.domain.settings import Settings, check_currency, facts_of
from plus_one.store import bookings, keys, pairings, profiles, sessions, suspensions
from plus_one.store.items import optional_text, text
from plus_one.store.table import Table, Write, until_committed

type Matches = Callable[[Standing], bool]


class Enrolled(NamedTuple):
    """`anew`: this request enrolled; otherwise it adjusted. `plus_one`: what was on hold, and was booked by it."""

    standing: Standing
    anew: bool
    plus_one: Session | None = None


class Wish(NamedTuple):
    """`terms_version`: the terms that the client has read, if the request names them."""

    settings: Settings
    terms_version: str | None = None


class _Seen(NamedTuple):
    pairing: Pairing
    own_event: Event | None
    is_stopped: bool
    address: str


def enroll(
    table: Table,
    request: Request,
    coach_id: UserId,
    wish: Wish,
    matches: Matches,
    velocity_limit: int,
    trust: Callable[[str], None],
) -> Enrolled:
    """An adjustment never turns into an enrollment, however often it has to read again.
    `matches`: is it the one that the caller means? `trust`: SES mails to the address again, if it can say so: no limit
    of a client waits for SES."""

    def now_of(pairing: Pairing) -> Standing:
        return standing(pairing, velocity_limit=velocity_limit, now=request.now)

    def act(seen: _Seen, first: _Seen) -> Enrolled:
        if seen.own_event:
            again = _read(table, request, coach_id)  # a batch read is no snapshot
            return _as_it_stands(table, seen.own_event, now_of(again.pairing))
        if not matches(now_of(seen.pairing)):
            raise PreconditionFailed
        _check(seen.pairing, first.pairing, wish)
        turn = in_turn(request, seen.pairing.latest_at)
        saved = seen.pairing.as_of(turn.now).with_settings(wish.settings, turn.now, wish.terms_version)
        decided = decide_hold(turn, saved, velocity_limit, is_stopped=seen.is_stopped)
        what = _event(turn, seen.pairing, decided, now_of(saved))
        if seen.pairing.client_undeliverable:
            with suppress(Busy):
                trust(seen.address)
        table.commit(*_writes(seen.pairing, decided, what, turn.now))
        booked = decided.booked.session if decided.booked else None
        return Enrolled(now_of(decided.pairing), what.kind is EventKind.ENROLLED, booked)

    return until_committed(lambda: _read(table, request, coach_id), act)


def _read(table: Table, request: Request, coach_id: UserId) -> _Seen:
    client_id = request.caller.user_id
    wanted = keys.pairing(client_id, coach_id), keys.profile(coach_id), keys.suspension(coach_id), keys.BOOKINGS
    seen = read(table, request, *wanted)
    pairing, coach, suspension, stop = seen.items
    if pairing is None:
        raise NoPackageBooked
    known = pairings.from_item(pairing).as_people_are(seen.caller, profiles.from_item_if_any(coach))
    is_stopped = suspensions.is_on(suspension) or bookings.are_stopped(stop)
    return _Seen(known, own_event(table, request, client_id, coach_id), is_stopped, seen.caller.email)


def _writes(before: Pairing, decided: Decided, what: Event, now: datetime) -> list[Write]:
    happened = [what, decided.booked.event] if decided.booked else [what]
    return [*pairings.put_with(decided.pairing, *happened), *decided.writes, *_wants_mail(before, now)]


def _as_it_stands(table: Table, own: Event, now: Standing) -> Enrolled:
    plus_one_id = own.facts.get("plus_one_id")
    [item] = table.get(keys.session(own.client_id, own.coach_id, str(plus_one_id))) if plus_one_id else [None]
    return Enrolled(now, own.kind is EventKind.ENROLLED, sessions.from_item(item) if item else None)


def _wants_mail(pairing: Pairing, now: datetime) -> list[Write]:
    """The flag of the profile goes, and the copy in the pairing knows that it did."""
    if not pairing.client_undeliverable:
        return []
    return [profiles.put_deliverable(pairing.client_id, pairing.client_seq, now)]


def _check(pairing: Pairing, first: Pairing, wish: Wish) -> None:
    if wish.terms_version not in (None, TERMS_VERSION):
        raise TermsChanged
    check_currency(wish.settings, pairing.rate.currency)
    if pairing.enrollment.is_on:
        return
    if first.enrollment.is_on:
        raise EnrollmentChanged
    if not pairing.can_enroll:
        raise PackageNotRenewable


def _event(request: Request, before: Pairing, decided: Decided, now: Standing) -> Event:
    """`now`: as it is with what was saved, before a +1 that the save books."""
    pairing, package = decided.pairing, decided.pairing.last_package
    what = event(
        EventKind.ADJUSTED if before.enrollment.is_on else EventKind.ENROLLED,
        request.event_id,
        request.now,
        pairing.client_id,
        pairing.coach_id,
        rate=package.rate.amount,
        currency=package.rate.currency,
        on_deck=before.on_deck,
        terms_version=pairing.enrollment.terms_version,
        package_id=package.package_id,
        package_sessions=package.sessions,
        package_price=package.price.amount,
        package_booked_at=text(package.booked_at),
        effective=now.effective,
        suspended_because=now.reason,
        plus_one_id=decided.booked.session.session_id if decided.booked else None,
        resumes_at=optional_text(pairing.hold.resumes_at) if pairing.hold else None,
        time_zone=pairing.client_time_zone if pairing.hold and pairing.hold.resumes_at else None,
        **facts_of(now.settings),
    )
    if before.enrollment.is_on:
        return what
    return copied(what, Side.COACH, enrollment_copy_leaves(what.at, before.enrollment.unenrolled_at))
