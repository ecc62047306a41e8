"""A client's pairings carry copies of the profile (name, time zone, undeliverable): lists are one round trip."""

from collections.abc import Iterator
from typing import NamedTuple

from plus_one.domain.ids import UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.store import keys, lists, pairings, profiles
from plus_one.store.table import Table, until_committed


class _Seen(NamedTuple):
    pairing: Pairing
    client: Profile


def follow_profile(table: Table, client_id: UserId) -> None:
    """For whoever has changed the flag, afterwards. Each pairing is a write of its own; one that is missed, because the
    caller broke off, follows with its next write."""

    def act(seen: _Seen | None, _: _Seen | None) -> None:
        if seen and seen.pairing != seen.pairing.as_client_is(seen.client):
            table.write(pairings.put_next(seen.pairing.as_client_is(seen.client)))

    for coach_id in _coaches(table, client_id):
        until_committed(lambda coach_id=coach_id: _read(table, client_id, coach_id), act)  # type: ignore[misc]


def _coaches(table: Table, client_id: UserId) -> Iterator[UserId]:
    return (pairings.from_item(item).coach_id for item in lists.whole(table, lists.client_pairings(client_id)))


def _read(table: Table, client_id: UserId, coach_id: UserId) -> _Seen | None:
    pairing, client = table.get(keys.pairing(client_id, coach_id), keys.profile(client_id))
    return _Seen(pairings.from_item(pairing), profiles.from_item(client)) if pairing and client else None
