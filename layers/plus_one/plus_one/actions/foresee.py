"""What booking an offer or saving settings would do, before a client does it. Reads only."""

from dataclasses import replace
from typing import NamedTuple

from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.packages import Offer, check_bookable
from plus_one.domain.previews import Change, Preview, preview, preview_after
from plus_one.domain.profiles import Profile
from plus_one.domain.requests import Request
from plus_one.domain.settings import Settings
from plus_one.store import bookings, keys, offers, pairings, profiles
from plus_one.store.items import Item
from plus_one.store.table import Table


class Plan(NamedTuple):
    """What the client thinks of doing, in this order."""

    offer_id: OfferId | None
    settings: Settings | None
    terms_version: str | None = None


class Foreseen(NamedTuple):
    """`now` is None before the first package."""

    now: Preview | None
    then: Preview


def foresee(table: Table, request: Request, coach_id: UserId, plan: Plan, velocity_limit: int) -> Foreseen:
    """One round trip. What each write of a client refreshes counts in `then` as if it were written."""
    client_id, now = request.caller.user_id, request.now
    offer_key = [keys.offer(coach_id, plan.offer_id)] if plan.offer_id else []
    wanted = keys.pairing(client_id, coach_id), keys.profile(client_id), keys.profile(coach_id), *offer_key
    pairing, profile, coach, *found = table.get(*wanted, *keys.stops(client_id, coach_id))
    offer, stopped = found[: len(offer_key)], bookings.is_stopped_by(found[len(offer_key) :])
    people = profiles.from_item_if_any(profile), profiles.from_item_if_any(coach)
    known = pairings.from_item(pairing).as_people_are(*people) if pairing else None
    change = Change(_bookable(offer[0], people[1], request) if offer else None, plan.settings, plan.terms_version)
    client = profiles.after_a_write(profile, request.caller)
    return Foreseen(
        preview(known, velocity_limit=velocity_limit, now=now, stopped=stopped) if known else None,
        preview_after(known, client, change, velocity_limit=velocity_limit, now=now, stopped=stopped),
    )


def _bookable(item: Item | None, coach: Profile | None, request: Request) -> Offer:
    offer = check_bookable(offers.from_item(item) if item else None, request.caller.user_id, request.now)
    return replace(offer, coach_name=coach.name) if coach else offer
