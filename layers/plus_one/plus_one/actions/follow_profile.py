"""Pairings carry copies of the client's profile (name, time zone, undeliverable) and of the coach's name, so that lists
are one round trip."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from plus_one.domain.ids import UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.store import keys, lists, pairings, profiles
from plus_one.store.table import Table, until_committed

MOST_FOLLOWED = 300  # three round trips each: some four seconds of the function's ten


class _Seen(NamedTuple):
    pairing: Pairing
    person: Profile


def follow_profile(table: Table, client_id: UserId) -> None:
    """For whoever has changed the flag, afterwards. Each pairing is a write of its own; one that is missed, because the
    caller broke off, follows with its next write."""

    def act(seen: _Seen | None, _: _Seen | None) -> None:
        if seen and seen.pairing != seen.pairing.as_client_is(seen.person):
            table.write(pairings.put_next(seen.pairing.as_client_is(seen.person)))

    for coach_id in _coaches(table, client_id):
        until_committed(lambda coach_id=coach_id: _read(table, client_id, coach_id), act)  # type: ignore[misc]


def follow_name(table: Table, coach_id: UserId) -> None:
    """A coach's clients see the new name in their lists. Of a longer roster the other pairings follow with the coach's
    next act on them: somebody is waiting for the answer."""

    def act(seen: _Seen | None, _: _Seen | None) -> None:
        if seen and seen.pairing.coach_name != seen.person.name:
            table.write(pairings.put_next(seen.pairing.as_people_are(None, seen.person)))

    [item] = table.get(keys.profile(coach_id))
    name = profiles.from_item(item).name if item else None
    for pairing in map(pairings.from_item, islice(lists.whole(table, lists.roster(coach_id)), MOST_FOLLOWED)):
        if pairing.coach_name != name:
            until_committed(lambda client_id=pairing.client_id: _read_named(table, client_id, coach_id), act)  # type: ignore[misc]


def _read_named(table: Table, client_id: UserId, coach_id: UserId) -> _Seen | None:
    """The name is read after the pairing, so an older name is never laid over a newer copy."""
    [pairing] = table.get(keys.pairing(client_id, coach_id))
    [coach] = table.get(keys.profile(coach_id))
    return _Seen(pairings.from_item(pairing), profiles.from_item(coach)) if pairing and coach else None


def _coaches(table: Table, client_id: UserId) -> Iterator[UserId]:
    return (pairings.from_item(item).coach_id for item in lists.whole(table, lists.client_pairings(client_id)))


def _read(table: Table, client_id: UserId, coach_id: UserId) -> _Seen | None:
    pairing, client = table.get(keys.pairing(client_id, coach_id), keys.profile(client_id))
    return _Seen(pairings.from_item(pairing), profiles.from_item(client)) if pairing and client else None
