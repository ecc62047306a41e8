"""A custom offer: an event of the pairing, which comes before any pairing."""

from typing import NamedTuple

from plus_one.actions.turns import in_turn
from plus_one.domain.events import Event, EventKind, event
from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.packages import Offer, Terms
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.requests import Request
from plus_one.store import events, keys, offers, pairings
from plus_one.store.items import Item, optional_text
from plus_one.store.table import Write


class Made(NamedTuple):
    offer: Offer
    writes: list[Write]


class Recipient(NamedTuple):
    """What is known of the client when the offer is made."""

    client_id: UserId
    pairing: Pairing | None


def wanted(client_id: UserId, coach_id: UserId) -> list[keys.Key]:
    return [keys.pairing(client_id, coach_id)]


def recipient(client_id: UserId, coach: Profile, found: list[Item | None]) -> Recipient:
    [pairing] = found
    return Recipient(client_id, pairings.from_item(pairing).as_people_are(None, coach) if pairing else None)


def made(request: Request, coach: Profile, terms: Terms, offer_id: OfferId, to: Recipient) -> Made:
    turn = in_turn(request, to.pairing.latest_at if to.pairing else None)
    offer = terms.offered(offer_id, coach.user_id, coach.name, turn.now)
    return Made(offer, [offers.put_new(offer), *_told(to.pairing, _event(turn, offer, to.client_id))])


def _told(pairing: Pairing | None, what: Event) -> list[Write]:
    return pairings.put_with(pairing, what) if pairing else [events.put_new(what)]


def _event(turn: Request, offer: Offer, client_id: UserId) -> Event:
    return event(
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
