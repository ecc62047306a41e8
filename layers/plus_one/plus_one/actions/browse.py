"""What a client or a coach may look at. Reads only."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plus_one.domain.contacts import Contact
from plus_one.domain.decision import Decision, decide_now, foretold
from plus_one.domain.events import WITHOUT_PAIRING, Event, Side
from plus_one.domain.ids import UserId
from plus_one.domain.money import Money, per_session_rate
from plus_one.domain.packages import Offer, Offered, OfferState, Package, check_same_currency
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import CoachEnded, NotFound
from plus_one.domain.sessions import Session, SessionStatus
from plus_one.domain.sides import is_for
from plus_one.store import (
    bookings,
    contacts,
    events,
    keys,
    lists,
    offers,
    packages,
    pairings,
    profiles,
    sessions,
)
from plus_one.store.items import Item, text
from plus_one.store.table import Table


class Listed[Thing](NamedTuple):
    things: list[Thing]
    next: str | None


class Paging(NamedTuple):
    limit: int
    cursor: str | None


class Outlook(NamedTuple):
    pairing: Pairing
    decision: Decision
    is_stopped: bool


class Rates(NamedTuple):
    before: Money | None
    after: Money


def pairing(table: Table, client_id: UserId, coach_id: UserId) -> Pairing:
    """With what the profiles of both say at this moment, as a renewal would read it."""
    item, *people = table.get(keys.pairing(client_id, coach_id), keys.profile(client_id), keys.profile(coach_id))
    if item is None:
        raise NotFound
    return pairings.from_item(item).as_people_are(*map(profiles.from_item_if_any, people))


def outlook(table: Table, client_id: UserId, coach_id: UserId, velocity_limit: int, now: datetime) -> Outlook:
    """The pairing, and what completing its last session would do now."""
    item, client, coach, *stops = table.get(
        keys.pairing(client_id, coach_id),
        keys.profile(client_id),
        keys.profile(coach_id),
        *keys.stops(client_id, coach_id),
    )
    if item is None:
        raise NotFound
    known = pairings.from_item(item).as_people_are(*map(profiles.from_item_if_any, (client, coach)))
    decision = decide_now(known, velocity_limit=velocity_limit, now=now)
    is_stopped = bookings.is_stopped_by(stops)
    return Outlook(known, foretold(decision, stopped=is_stopped), is_stopped)


def rates(table: Table, coach_id: UserId, client_id: UserId | None, price: Money, sessions: int) -> Rates:
    """Of a +1 now and once a package like this is booked. Nothing of an enrollment is in it, so a coach may see it."""
    [item] = table.get(keys.pairing(client_id, coach_id)) if client_id else [None]
    known = pairings.from_item(item) if item else None
    if known and known.coach_has_ended:
        raise CoachEnded
    before = known.rate if known else None
    check_same_currency(before, price)
    return Rates(before, per_session_rate(price, sessions))


def my_coaches(table: Table, client_id: UserId, paging: Paging) -> Listed[Pairing]:
    return _listed(table, lists.client_pairings(client_id), paging, pairings.from_item)


def roster(table: Table, coach_id: UserId, paging: Paging) -> Listed[Pairing]:
    return _listed(table, lists.roster(coach_id), paging, pairings.from_item)


def packages_of(table: Table, client_id: UserId, coach_id: UserId, paging: Paging) -> Listed[Package]:
    found = _listed(table, lists.pair_packages(client_id, coach_id), paging, packages.from_item)
    return found if found.things else _of_pairing(table, client_id, coach_id, found)


def sessions_of(
    table: Table, client_id: UserId, coach_id: UserId, status: SessionStatus | None, paging: Paging
) -> Listed[Session]:
    found = _listed(table, lists.pair_sessions(client_id, coach_id, status), paging, sessions.from_item)
    return found if found.things else _of_pairing(table, client_id, coach_id, found)


def timeline(
    table: Table, client_id: UserId, coach_id: UserId, paging: Paging, side: Side = Side.CLIENT
) -> Listed[Event]:
    def shown(item: Item) -> bool:
        return is_for(side, events.from_item(item))

    page = lists.page(table, lists.pair_events(client_id, coach_id), paging.limit, paging.cursor, shown)
    found = Listed([events.from_item(item) for item in page.items], page.next)
    of_pairing = any(event.kind not in WITHOUT_PAIRING for event in found.things)
    return found if of_pairing else _of_pairing(table, client_id, coach_id, found)


def coach_offers(table: Table, coach_id: UserId, paging: Paging) -> Listed[Offer]:
    return _named(table, _listed(table, lists.coach_offers(coach_id), paging, offers.from_item))


def open_offers(table: Table, coach_id: UserId, client_id: UserId, now: datetime, paging: Paging) -> Listed[Offered]:
    """What this client may book: the coach's open standard offers, and the custom ones that the contact knows."""
    if not table.has(keys.BACKFILLED):
        listing = lists.open_offers(coach_id, client_id, text(now))
        return _to_client(table, client_id, _named(table, _listed(table, listing, paging, offers.from_item)))
    wanted = keys.contact(client_id, coach_id), keys.profile(coach_id), keys.pairing(client_id, coach_id)
    contact, coach, known = table.get(*wanted)
    custom = _custom(table, contacts.from_item(contact, client_id, coach_id), now)
    standard, base = lists.standard_offers(coach_id, text(now)), lists.coach_offers(coach_id)
    page = lists.page_with(table, standard, custom, base, *paging)
    found = [offers.from_item(item) for item in page.items]
    named = [replace(each, coach_name=coach["name"]) if coach else each for each in found]
    return Listed([Offered(each, known is not None) for each in named], page.next)


def inbox(table: Table, client_id: UserId, paging: Paging) -> Listed[Offered]:
    return _to_client(table, client_id, _named(table, _listed(table, lists.inbox(client_id), paging, offers.from_item)))


def _custom(table: Table, contact: Contact, now: datetime) -> list[Item]:
    known = [keys.offer(contact.coach_id, offer_id) for offer_id in (*contact.open_offers, *contact.older)]
    found = [item for item in (table.get(*known) if known else []) if item]
    return [item for item in found if offers.from_item(item).state(now) is OfferState.OPEN]


def _listed[Thing](
    table: Table, listing: lists.Listing, paging: Paging, read: Callable[[Item], Thing]
) -> Listed[Thing]:
    page = lists.page(table, listing, paging.limit, paging.cursor)
    return Listed([read(item) for item in page.items], page.next)


def _named(table: Table, page: Listed[Offer]) -> Listed[Offer]:
    """With the names that the coaches have now."""
    coaches = dict.fromkeys(keys.profile(offer.coach_id) for offer in page.things)
    people = [profiles.from_item(item) for item in (table.get(*coaches) if coaches else []) if item]
    names = {person.user_id: person.name for person in people}
    named = [replace(offer, coach_name=names.get(offer.coach_id, offer.coach_name)) for offer in page.things]
    return Listed(named, page.next)


def _to_client(table: Table, client_id: UserId, page: Listed[Offer]) -> Listed[Offered]:
    """With whether the two have a pairing. A read of its own: a page can name a hundred coaches, and with their
    profiles that is more than one read takes."""
    wanted = dict.fromkeys(keys.pairing(client_id, offer.coach_id) for offer in page.things)
    found = [pairings.from_item(item) for item in (table.get(*wanted) if wanted else []) if item]
    known = {pairing.coach_id for pairing in found}
    return Listed([Offered(offer, offer.coach_id in known) for offer in page.things], page.next)


def _of_pairing[Thing](table: Table, client_id: UserId, coach_id: UserId, empty: Listed[Thing]) -> Listed[Thing]:
    """Nothing to list, or no pairing? Asked only when it matters."""
    pairing(table, client_id, coach_id)
    return empty
