"""A client books a package: its sessions go on deck, and its rate is the rate from now on."""

from typing import NamedTuple

from plus_one.actions import browse
from plus_one.actions.offer_to_client import closing
from plus_one.actions.reading import read
from plus_one.actions.turns import in_turn, own_event
from plus_one.domain.booking import with_offer
from plus_one.domain.contacts import Contact
from plus_one.domain.decision import standing
from plus_one.domain.events import Event, EventKind, event
from plus_one.domain.ids import OfferId, PackageId, UserId, moved, package_session_ids
from plus_one.domain.packages import Offer, OfferState, Package, check_bookable
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import NotFound
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Session, sessions_of
from plus_one.store import contacts, keys, offers, packages, pairings, profiles, receipts, renewals, sessions
from plus_one.store.table import Table, Write, until_committed


class Booking(NamedTuple):
    package: Package
    sessions: list[Session]
    pairing: Pairing


class _Seen(NamedTuple):
    client: Profile
    coach: Profile | None
    pairing: Pairing | None
    contact: Contact
    offer: Offer | None
    booked_before: PackageId | None


def book_package(
    table: Table, request: Request, coach_id: UserId, offer_id: OfferId, package_id: PackageId, velocity_limit: int
) -> Booking:
    """`package_id` is made for this request."""

    def act(seen: _Seen, _: _Seen) -> Booking:
        if seen.booked_before:
            return _as_it_stands(table, request.caller.user_id, coach_id, seen.booked_before)
        offer = check_bookable(seen.offer, request.caller.user_id, request.now)
        turn = in_turn(request, seen.pairing.latest_at if seen.pairing else None, offer.created_at)
        booking = _book(turn, seen, offer, PackageId(moved(package_id, turn.now)))
        what = _event(turn, seen.pairing, offer, booking, velocity_limit)
        closed = closing(offer, OfferState.BOOKED, seen.contact, turn.now) if offer.is_custom else []
        ended = renewals.put_hold(seen.pairing, booking.pairing) if seen.pairing else []
        table.commit(*_writes(turn, booking, what), *closed, *ended)
        return booking

    return until_committed(lambda: _read(table, request, coach_id, offer_id), act)


def _read(table: Table, request: Request, coach_id: UserId, offer_id: OfferId) -> _Seen:
    client_id = request.caller.user_id
    seen = read(
        table,
        request,
        keys.pairing(client_id, coach_id),
        keys.contact(client_id, coach_id),
        keys.offer(coach_id, offer_id),
        keys.profile(coach_id),
    )
    pairing, contact, offer, coach = seen.items
    own = own_event(table, request, client_id, coach_id)
    booked = seen.created or (own and own.facts["package_id"])
    return _Seen(
        seen.caller,
        profiles.from_item_if_any(coach),
        pairings.from_item(pairing) if pairing else None,
        contacts.from_item(contact, client_id, coach_id),
        offers.from_item(offer) if offer else None,
        PackageId(str(booked)) if booked else None,
    )


def _book(request: Request, seen: _Seen, offer: Offer, package_id: PackageId) -> Booking:
    pairing = with_offer(seen.pairing, seen.client, seen.coach, offer, package_id, request.now)
    return Booking(pairing.last_package, sessions_of(pairing.last_package), pairing)


def _writes(request: Request, booking: Booking, what: Event) -> list[Write]:
    client_id, coach_id = request.caller.user_id, booking.pairing.coach_id
    return [
        *pairings.put_with(booking.pairing, what),
        packages.put_new(client_id, coach_id, booking.package),
        *[sessions.put_new(client_id, coach_id, session) for session in booking.sessions],
        *receipts.put_new(request, booking.package.package_id),
    ]


def _event(request: Request, before: Pairing | None, offer: Offer, booking: Booking, velocity_limit: int) -> Event:
    package, after = booking.package, booking.pairing
    now = standing(after, velocity_limit=velocity_limit, now=request.now)
    was = standing(before, velocity_limit=velocity_limit, now=request.now) if before else None
    return event(
        EventKind.PACKAGE_BOOKED,
        request.event_id,
        request.now,
        after.client_id,
        after.coach_id,
        package_id=package.package_id,
        offer_id=offer.offer_id,
        title=offer.title,
        sessions=package.sessions,
        price=package.price.amount,
        rate=package.rate.amount,
        currency=package.rate.currency,
        auto_renewal=package.auto_renewal,
        rate_before=package.rate_before.amount if package.rate_before else None,
        on_deck=after.on_deck,
        ended_hold=(before is not None and before.hold is not None) or None,
        effective_before=was.effective if was else "off",
        effective_after=now.effective,
        reason_after=now.reason,
    )


def _as_it_stands(table: Table, client_id: UserId, coach_id: UserId, package_id: PackageId) -> Booking:
    """What this request booked before, as it is now. All is read anew: a batch read is no snapshot."""
    [item] = table.get(keys.package(client_id, coach_id, package_id))
    if item is None:
        raise NotFound
    package = packages.from_item(item)
    known = browse.pairing(table, client_id, coach_id)
    return Booking(package, _sessions(table, client_id, coach_id, package), known)


def _sessions(table: Table, client_id: UserId, coach_id: UserId, package: Package) -> list[Session]:
    ids = package_session_ids(package.package_id, package.sessions)
    found = table.get(*[keys.session(client_id, coach_id, session_id) for session_id in ids])
    if None in found:
        raise NotFound
    return [sessions.from_item(session) for session in found if session]
