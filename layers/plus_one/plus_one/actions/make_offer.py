"""A coach offers a package, to everybody or to one client."""

from dataclasses import dataclass, replace
from datetime import datetime

from plus_one.actions.offer_to_all import check_room
from plus_one.actions.reading import Read, read
from plus_one.actions.turns import in_turn
from plus_one.domain.events import Event, EventKind, event
from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Offer, OfferState, check_end
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import NotFound, SamePerson
from plus_one.domain.requests import Request
from plus_one.store import events, keys, offers, open_offers, pairings, receipts
from plus_one.store.items import optional_text
from plus_one.store.table import Table, Write, until_committed


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a coach says of an offer."""

    title: str
    sessions: int
    price: Money
    auto_renewal: bool
    client_id: UserId | None
    expires_at: datetime | None


def make_offer(table: Table, request: Request, terms: Terms, offer_id: OfferId) -> Offer:
    if terms.client_id == request.caller.user_id:
        raise SamePerson

    def act(seen: Read, _: Read) -> Offer:
        made, *found = seen.items
        if made:
            return offers.from_item(made)
        if seen.created:
            stored = _stored(table, request.caller.user_id, OfferId(seen.created))
            return replace(stored, coach_name=seen.caller.name)
        check_end(terms.expires_at, request.now)
        if terms.client_id is None:
            check_room(table, coach_id, found.pop(), request.now)
        known = next((pairings.from_item(item).as_people_are(None, seen.caller) for item in found if item), None)
        turn = in_turn(request, known.latest_at if known else None)
        offer = _offer(turn, seen.caller.name, terms, offer_id)
        table.commit(*_put(offer), *_told(turn, offer, known), *receipts.put_new(turn, offer_id))
        return offer

    coach_id = request.caller.user_id
    beside = keys.pairing(terms.client_id, coach_id) if terms.client_id else keys.open_count(coach_id)
    return until_committed(lambda: read(table, request, keys.offer(coach_id, offer_id), beside), act)


def _put(offer: Offer) -> list[Write]:
    return [offers.put_new(offer)] if offer.is_custom else open_offers.put_new(offer)


def _stored(table: Table, coach_id: UserId, offer_id: OfferId) -> Offer:
    [item] = table.get(keys.offer(coach_id, offer_id))
    if item is None:
        raise NotFound
    return offers.from_item(item)


def _offer(request: Request, coach_name: str, terms: Terms, offer_id: OfferId) -> Offer:
    return Offer(
        offer_id=offer_id,
        coach_id=request.caller.user_id,
        coach_name=coach_name,
        title=terms.title,
        sessions=terms.sessions,
        price=terms.price,
        auto_renewal=terms.auto_renewal,
        client_id=terms.client_id,
        written_state=OfferState.OPEN,
        created_at=request.now,
        expires_at=terms.expires_at,
    )


def _told(request: Request, offer: Offer, known: Pairing | None) -> list[Write]:
    """A custom offer is an event of the pairing, and comes before any pairing."""
    if offer.client_id is None:
        return []
    what = _event(request, offer, offer.client_id)
    return pairings.put_with(known, what) if known else [events.put_new(what)]


def _event(request: Request, offer: Offer, client_id: UserId) -> Event:
    return event(
        EventKind.OFFER_MADE,
        request.event_id,
        request.now,
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
