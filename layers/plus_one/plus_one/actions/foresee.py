"""What booking an offer or saving settings would do, before a client does it. Reads only."""

from typing import NamedTuple

from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.packages import Offer, check_bookable
from plus_one.domain.previews import Change, Preview, preview, preview_after
from plus_one.domain.requests import Request
from plus_one.domain.settings import Settings
from plus_one.store import keys, offers, pairings, profiles
from plus_one.store.items import Item
from plus_one.store.table import Table


class Asked(NamedTuple):
    """What the client thinks of doing, in this order."""

    offer_id: OfferId | None
    settings: Settings | None


class Foreseen(NamedTuple):
    """`now` is None before the first package."""

    now: Preview | None
    then: Preview


def foresee(table: Table, request: Request, coach_id: UserId, asked: Asked, velocity_limit: int) -> Foreseen:
    """One round trip. What each write of a client refreshes counts in `then` as if it were written."""
    client_id, now = request.caller.user_id, request.now
    offer_key = [keys.offer(coach_id, asked.offer_id)] if asked.offer_id else []
    pairing, profile, *offer = table.get(keys.pairing(client_id, coach_id), keys.profile(client_id), *offer_key)
    known = pairings.from_item(pairing) if pairing else None
    if known and profile:
        known = known.as_client_is(profiles.from_item(profile))
    change = Change(_bookable(offer[0], request) if offer else None, asked.settings)
    client = profiles.after_a_write(profile, request.caller)
    return Foreseen(
        preview(known, velocity_limit=velocity_limit, now=now) if known else None,
        preview_after(known, client, change, velocity_limit=velocity_limit, now=now),
    )


def _bookable(item: Item | None, request: Request) -> Offer:
    return check_bookable(offers.from_item(item) if item else None, request.caller.user_id, request.now)
