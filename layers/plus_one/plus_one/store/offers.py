"""Offers: COACH#<coach> / OFFER#<offer>. In GSI1 a custom one is under CLIENT#<client>, the inbox, and a standard one
under OFFERS#<coach> while it is open (store/open_offers.py)."""

from plus_one.domain.ids import UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Offer, OfferState
from plus_one.store import keys
from plus_one.store.items import Item, moment, optional_moment, optional_text, text
from plus_one.store.table import ABSENT, Write, put, update


def put_new(offer: Offer, listed: Item | None = None) -> Write:
    """`listed`: the keys of an open standard offer."""
    return put(keys.offer(offer.coach_id, offer.offer_id), _to_item(offer) | (listed or {}), ABSENT)


def close(offer: Offer, state: OfferState) -> Write:
    """Only one closes an offer: the first."""
    return update(
        keys.offer(offer.coach_id, offer.offer_id),
        "SET #state = :state",
        "#state = :open",
        {"#state": "state"},
        state=state,
        open=OfferState.OPEN,
    )


def from_item(item: Item) -> Offer:
    return Offer(
        offer_id=item["offer_id"],
        coach_id=UserId(item["PK"].removeprefix("COACH#")),
        coach_name=item["coach_name"],
        title=item["title"],
        sessions=item["sessions"],
        price=Money(item["price"], item["currency"]),
        auto_renewal=item["auto_renewal"],
        client_id=item.get("client_id"),
        written_state=OfferState.stored(item["state"]),
        created_at=moment(item["created_at"]),
        expires_at=optional_moment(item.get("expires_at")),
        mailed=item.get("mailed"),
    )


def _to_item(offer: Offer) -> Item:
    inbox = {"GSI1PK": keys.client(offer.client_id), "GSI1SK": f"OFFER#{offer.offer_id}"} if offer.client_id else {}
    return {
        "type": "offer",
        "offer_id": offer.offer_id,
        "coach_name": offer.coach_name,
        "title": offer.title,
        "sessions": offer.sessions,
        "price": offer.price.amount,
        "currency": offer.price.currency,
        "auto_renewal": offer.auto_renewal,
        "client_id": offer.client_id,
        "state": offer.written_state,
        "created_at": text(offer.created_at),
        "expires_at": optional_text(offer.expires_at),
        "mailed": offer.mailed,
        **inbox,
    }
