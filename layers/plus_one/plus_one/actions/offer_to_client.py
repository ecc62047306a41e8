"""A custom offer: to whom it may be made, whether it is mailed, and what is written beside it. It is an event of the
pairing, and comes before any pairing."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plus_one.actions.turns import in_turn
from plus_one.domain.contacts import Contact, check_offerable
from plus_one.domain.events import Event, EventKind, Side, event, notify
from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.packages import Offer, OfferState, Terms
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import CoachEnded
from plus_one.domain.requests import Request
from plus_one.domain.strangers import Strangers
from plus_one.store import contacts, events, keys, offers, pairings, profiles, strangers
from plus_one.store.items import Item, optional_text
from plus_one.store.table import Table, Write


class Made(NamedTuple):
    offer: Offer
    writes: list[Write]


class Recipient(NamedTuple):
    """What is known of the client when the offer is made. `strangers`: of the coach, if the two have no pairing."""

    is_client: bool
    pairing: Pairing | None
    contact: Contact
    strangers: Strangers | None


def wanted(client_id: UserId, coach_id: UserId) -> list[keys.Key]:
    """The same of everybody, so that the time of an answer tells nothing."""
    pair = keys.pairing(client_id, coach_id), keys.contact(client_id, coach_id)
    return [keys.profile(client_id), *pair, keys.strangers(coach_id)]


def recipient(client_id: UserId, coach: Profile, found: list[Item | None]) -> Recipient:
    """Of the items that are `wanted`. An offer renews no copy of the client: if the time zone is another one, the sweep
    has to look at what is on hold."""
    person, pairing, contact, offered = profiles.from_item_if_any(found[0]), *found[1:]
    return Recipient(
        is_client=person is not None and person.is_client,
        pairing=pairings.from_item(pairing).as_people_are(None, coach) if pairing else None,
        contact=contacts.from_item(contact, client_id, coach.user_id),
        strangers=None if pairing else strangers.from_item(offered, coach.user_id),
    )


def looked_after(table: Table, to: Recipient, now: datetime) -> Recipient:
    """A full contact is compared with its offers: version 0.1.0, if it is gone back to, leaves in it what it closes."""
    if not to.contact.is_full(now):
        return to
    items = table.get(*[keys.offer(to.contact.coach_id, offer_id) for offer_id in to.contact.open_offers])
    known = [offers.from_item(item) for item in items if item]
    open_ones = {offer.offer_id for offer in known if offer.written_state is OfferState.OPEN}
    return to._replace(contact=to.contact.with_only(open_ones))


def made(request: Request, coach: Profile, terms: Terms, offer_id: OfferId, to: Recipient) -> Made:
    if to.pairing and to.pairing.coach_has_ended:
        raise CoachEnded
    turn = in_turn(request, to.pairing.latest_at if to.pairing else None)
    check_offerable(to.contact, to.strangers, turn.now, is_client=to.is_client)
    offer = replace(terms.offered(offer_id, coach.user_id, coach.name, turn.now), mailed=to.contact.may_mail(turn.now))
    what = _event(turn, offer, to.contact.client_id)
    told = pairings.put_with(to.pairing, what) if to.pairing else [events.put_new(what)]
    return Made(offer, [offers.put_new(offer), *told, *_counted(offer, to)])


def closing(offer: Offer, state: OfferState, contact: Contact, now: datetime) -> list[Write]:
    """A custom offer is booked or withdrawn. The contact is written whatever was read of it: one that was read before
    the offer was made would keep it for ever. An offer of 0.1.0 is in no contact."""
    left = [contacts.put_next(contact.without_offer(offer.offer_id, now))] if offer.is_in_contact else []
    return [offers.close(offer, state), *left]


def _counted(offer: Offer, to: Recipient) -> list[Write]:
    client_id, at = to.contact.client_id, offer.created_at
    contact = contacts.put_next(to.contact.with_offer(offer.offer_id, offer.expires_at, at))
    if to.strangers is None or to.strangers.knows(client_id, at):
        return [contact]
    return [contact, strangers.put_next(to.strangers.with_client(client_id, at))]


def _event(turn: Request, offer: Offer, client_id: UserId) -> Event:
    what = event(
        EventKind.OFFER_MADE,
        turn.event_id,
        turn.now,
        client_id,
        offer.coach_id,
        offer_id=offer.offer_id,
        title=offer.title,
        sessions=offer.sessions,
        price=offer.price.amount,
        rate=offer.rate.amount,
        currency=offer.price.currency,
        auto_renewal=offer.auto_renewal,
        expires_at=optional_text(offer.expires_at),
    )
    return notify(what, *([Side.CLIENT] if offer.mailed else []))
