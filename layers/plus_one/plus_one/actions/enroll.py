"""A client enrolls in the +1 Program with one coach, or adjusts the enrollment: all settings are replaced."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from plus_one.actions.reading import read
from plus_one.actions.turns import in_turn, own_event
from plus_one.domain.decision import standing
from plus_one.domain.enrollments import Standing
from plus_one.domain.events import Event, EventKind, Side, copied, event
from plus_one.domain.ids import UserId
from plus_one.domain.limits import enrollment_copy_leaves
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import EnrollmentChanged, NoPackageBooked, PackageNotRenewable, PreconditionFailed
from plus_one.domain.requests import Request
from plus_one.domain.settings import Settings, check_currency, facts_of
from plus_one.store import keys, pairings, profiles
from plus_one.store.items import text
from plus_one.store.table import Table, Write, until_committed

type Matches = Callable[[Standing], bool]


class Enrolled(NamedTuple):
    """`anew`: this request enrolled; otherwise it adjusted."""

    standing: Standing
    anew: bool


class _Seen(NamedTuple):
    pairing: Pairing
    own_event: Event | None


def enroll(
    table: Table, request: Request, coach_id: UserId, settings: Settings, matches: Matches, velocity_limit: int
) -> Enrolled:
    """An adjustment never turns into an enrollment, however often it has to read again.
    `matches`: is it the one that the caller means?"""

    def now_of(pairing: Pairing) -> Standing:
        return standing(pairing, velocity_limit=velocity_limit, now=request.now)

    def act(seen: _Seen, first: _Seen) -> Enrolled:
        if seen.own_event:
            again = _read(table, request, coach_id)  # a batch read is no snapshot
            return Enrolled(now_of(again.pairing), anew=seen.own_event.kind is EventKind.ENROLLED)
        if not matches(now_of(seen.pairing)):
            raise PreconditionFailed
        _check(seen.pairing, first.pairing)
        check_currency(settings, seen.pairing.rate.currency)
        turn = in_turn(request, seen.pairing.latest_at)
        after = seen.pairing.as_of(turn.now).with_settings(settings, turn.now)
        anew = not seen.pairing.enrollment.is_on
        what = _event(turn, after, now_of(after), anew)
        if anew:
            leaves = enrollment_copy_leaves(what.at, seen.pairing.enrollment.unenrolled_at)
            what = copied(what, Side.COACH, leaves)
        table.commit(*pairings.put_with(after, what), *_wants_mail(seen.pairing, turn.now))
        return Enrolled(now_of(after), anew)

    return until_committed(lambda: _read(table, request, coach_id), act)


def _read(table: Table, request: Request, coach_id: UserId) -> _Seen:
    client_id = request.caller.user_id
    seen = read(table, request, keys.pairing(client_id, coach_id), keys.profile(coach_id))
    pairing, coach = seen.items
    if pairing is None:
        raise NoPackageBooked
    known = pairings.from_item(pairing).as_people_are(seen.caller, profiles.from_item_if_any(coach))
    return _Seen(known, own_event(table, request, client_id, coach_id))


def _wants_mail(pairing: Pairing, now: datetime) -> list[Write]:
    """The flag of the profile goes, and the copy in the pairing knows that it did."""
    if not pairing.client_undeliverable:
        return []
    return [profiles.put_deliverable(pairing.client_id, pairing.client_seq, now)]


def _check(pairing: Pairing, first: Pairing) -> None:
    if pairing.enrollment.is_on:
        return
    if first.enrollment.is_on:
        raise EnrollmentChanged
    if not pairing.can_enroll:
        raise PackageNotRenewable


def _event(request: Request, pairing: Pairing, now: Standing, anew: bool) -> Event:
    package = pairing.last_package
    return event(
        EventKind.ENROLLED if anew else EventKind.ADJUSTED,
        request.event_id,
        request.now,
        pairing.client_id,
        pairing.coach_id,
        rate=package.rate.amount,
        currency=package.rate.currency,
        on_deck=pairing.on_deck,
        terms_version=pairing.enrollment.terms_version,
        package_id=package.package_id,
        package_sessions=package.sessions,
        package_price=package.price.amount,
        package_booked_at=text(package.booked_at),
        effective=now.effective,
        suspended_because=now.reason,
        **facts_of(pairing.enrollment.settings),
    )
