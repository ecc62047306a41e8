"""A coach's open standard offers: in GSI1 under OFFERS#<coach>, and counted in COACH#<coach> / OPEN.

An offer is counted while it has these keys of GSI1: one transaction changes both. An offer of an older version has no
keys and is not counted, until `ops backfill` comes to it. An expired one keeps its keys and its place in the count
until the coach has reached the limit and needs the room."""

from datetime import datetime

from plus_one.domain.ids import UserId
from plus_one.domain.packages import MOST_STANDARD_OFFERS, Offer, OfferState
from plus_one.store import keys, lists, offers
from plus_one.store.items import Item
from plus_one.store.table import Table, Write, update

MOST_LOOKED_AT = 100
MOST_TAKEN_OUT = 40  # each costs the transaction two write units
_NO_LIMIT = 10**9
_OUT = "REMOVE GSI1PK, GSI1SK"
_STATE = {"#state": "state"}


def put_new(offer: Offer) -> list[Write]:
    """Only if there is room for it."""
    return [offers.put_new(offer, _keys(offer)), _count(offer.coach_id, +1, MOST_STANDARD_OFFERS)]


def withdraw(item: Item) -> list[Write]:
    """`item`: the offer as it was read."""
    key, states = keys.Key(item["PK"], item["SK"]), {"state": OfferState.WITHDRAWN, "open": OfferState.OPEN}
    if not is_counted(item):
        condition = "#state = :open AND attribute_not_exists(GSI1PK)"
        return [update(key, "SET #state = :state", condition, _STATE, **states)]
    condition = "#state = :open AND attribute_exists(GSI1PK)"
    closed = update(key, f"SET #state = :state {_OUT}", condition, _STATE, **states)
    return [closed, _count(offers.from_item(item).coach_id, -1)]


def take_out(coach_id: UserId, closed: list[Item]) -> list[Write]:
    """They are no longer open, and only leave the index and the count."""
    out = [update(keys.Key(item["PK"], item["SK"]), _OUT, "attribute_exists(GSI1PK)") for item in closed]
    return [*out, _count(coach_id, -len(out))]


def take_in(offer: Offer) -> list[Write]:
    """An open one of an older version. It counts, even beyond the limit."""
    key, condition = keys.offer(offer.coach_id, offer.offer_id), "#state = :open AND attribute_not_exists(GSI1PK)"
    set_keys, open_ = "SET GSI1PK = :GSI1PK, GSI1SK = :GSI1SK", OfferState.OPEN
    found = update(key, set_keys, condition, _STATE, open=open_, **_keys(offer))
    return [found, _count(offer.coach_id, +1)]


def _keys(offer: Offer) -> Item:
    return {"GSI1PK": keys.open_offers(offer.coach_id), "GSI1SK": f"OFFER#{offer.offer_id}"}


def is_counted(item: Item) -> bool:
    return "client_id" not in item and "GSI1PK" in item


def is_full(count: Item | None) -> bool:
    return count is not None and count["open"] >= MOST_STANDARD_OFFERS


def no_longer_open(table: Table, coach_id: UserId, now: datetime) -> list[Item]:
    """Some of those that are counted, the oldest first."""
    found = lists.oldest(table, lists.counted_offers(coach_id), MOST_LOOKED_AT)
    closed = [item for item in found if offers.from_item(item).state(now) is not OfferState.OPEN]
    return closed[:MOST_TAKEN_OUT]


def _count(coach_id: UserId, change: int, limit: int = _NO_LIMIT) -> Write:
    """`seq` tells the auditor that nothing was counted between two reads."""
    return update(
        keys.open_count(coach_id),
        "SET #type = :type, #open = if_not_exists(#open, :zero) + :change, seq = if_not_exists(seq, :zero) + :one",
        "attribute_not_exists(#open) OR #open < :limit",
        {"#type": "type", "#open": "open"},
        type="open_offers",
        change=change,
        limit=limit,
        zero=0,
        one=1,
    )
