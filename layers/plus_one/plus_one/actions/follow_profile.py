"""Pairings carry copies of the client's profile (name, time zone, undeliverable) and of the coach's name, so that lists
are one round trip. A profile that changes is due, and the sweep renews its copies, a hundred pairings a turn."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plus_one.domain.holds import Hold, outcome
from plus_one.domain.ids import UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import Busy
from plus_one.store import keys, lists, pairings, profiles, renewals
from plus_one.store.profiles import Place
from plus_one.store.table import Contended, Table, Write, until_committed

A_TURN = 100  # three round trips each: two seconds at most
UNREADABLE = LookupError, TypeError, ValueError, AttributeError


class Limits(NamedTuple):
    """What a decision is asked with."""

    now: datetime
    velocity_limit: int


class _Seen(NamedTuple):
    pairing: Pairing
    person: Profile


def follow_profile(table: Table, user_id: UserId, velocity_limit: int, now: datetime) -> None:
    """One turn. A profile that changes meanwhile stays due, from the beginning."""
    [item] = table.get(keys.profile(user_id))
    if item:
        person, unread = profiles.from_item(item), list[Exception]()
        after = _turn(table, person, profiles.place(item), Limits(now, velocity_limit), unread)
        with suppress(Contended):
            table.write(profiles.put_place(person, after, now))
        if unread:
            raise unread[0]


def _turn(table: Table, person: Profile, place: Place, limits: Limits, unread: list[Exception]) -> Place | None:
    """First the person's pairings as a client, then those as a coach. One that cannot be read stops no other."""
    listings = [lists.client_pairings(person.user_id), lists.roster(person.user_id)]
    left = A_TURN
    while left and place.list < len(listings):
        page = lists.page(table, listings[place.list], left, place.cursor)
        for listed in page.items:
            try:
                _renew(table, pairings.from_item(listed), person, limits)
            except UNREADABLE as error:
                unread.append(error)
        left -= len(page.items)
        place = place._replace(list=place.list + (page.next is None), cursor=page.next)
    return place if place.list < len(listings) else None


def _renew(table: Table, listed: Pairing, person: Profile, limits: Limits) -> None:
    """A pairing that others write to all the time gets its copies from them."""

    def act(seen: _Seen | None, _: _Seen | None) -> None:
        if seen and seen.pairing != _with(seen.pairing, seen.person):
            after = _looked_at_again(seen.pairing, _with(seen.pairing, seen.person), limits)
            _write(table, pairings.put_next(after), renewals.put_hold(seen.pairing, after))

    if listed != _with(listed, person):
        with suppress(Busy):
            until_committed(lambda: _read(table, listed, person.user_id), act)


def _write(table: Table, copy: Write, hold: list[Write]) -> None:
    """One item alone costs half of what it costs in a transaction."""
    if hold:
        table.commit(copy, *hold)
    else:
        table.write(copy)


def _looked_at_again(before: Pairing, after: Pairing, limits: Limits) -> Pairing:
    """R12: days and months begin at other moments in another time zone. What books now is left to the sweep."""
    held, now = before.hold, limits.now
    if held is None or held.resumes_at is None or before.client_time_zone == after.client_time_zone:
        return after
    decision = outcome(after, held, velocity_limit=limits.velocity_limit, now=now)
    if isinstance(decision, Hold) and decision.resumes_at:
        return after.with_settled(held.held(decision.reason, decision.resumes_at, now))
    return after.with_settled(replace(held, resumes_at=now))


def _read(table: Table, of: Pairing, user_id: UserId) -> _Seen | None:
    """The profile is read after the pairing, so an older name is never laid over a newer copy."""
    [pairing] = table.get(keys.pairing(of.client_id, of.coach_id))
    [person] = table.get(keys.profile(user_id))
    return _Seen(pairings.from_item(pairing), profiles.from_item(person)) if pairing and person else None


def _with(pairing: Pairing, person: Profile) -> Pairing:
    is_client = pairing.client_id == person.user_id
    return pairing.as_people_are(person, None) if is_client else pairing.as_people_are(None, person)
