"""What every action reads beside its own items: the caller's profile, whether they are suspended, and the receipt of an
Idempotency-Key."""

from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from plus_one.domain.ids import SessionId, UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile, profile_of
from plus_one.domain.refusals import NotFound, Suspended
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Session
from plus_one.store import keys, pairings, profiles, receipts, sessions, suspensions
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table, until_committed


class Read(NamedTuple):
    """`created` is what an earlier request with the same Idempotency-Key made."""

    items: list[Item | None]
    caller: Profile
    created: str | None


def read(table: Table, request: Request, *wanted: keys.Key, even_suspended: bool = False) -> Read:
    """One round trip. A suspended caller is refused here, before anything is written, also what only repeats."""
    user_id = request.caller.user_id
    receipt = [keys.receipt(user_id, request.key.key)] if request.key else []
    items = table.get(*wanted, keys.profile(user_id), keys.suspension(user_id), *receipt)
    profile, suspension, *receipts_found = items[len(wanted) :]
    if suspensions.is_on(suspension) and not even_suspended:
        raise Suspended
    created = receipts.created_by(request.key, receipts_found[0], request.now) if request.key else None
    return Read(items[: len(wanted)], current_profile(table, request, profile), created)


class ReadForCoach(NamedTuple):
    """The pairing with the names and what else the profiles say now."""

    pairing: Pairing
    session: Session
    created: str | None


def read_for_coach(table: Table, request: Request, client_id: UserId, session_id: SessionId) -> ReadForCoach:
    """A session of the caller's with a client. One round trip."""
    coach_id = request.caller.user_id
    wanted = keys.pairing(client_id, coach_id), keys.session(client_id, coach_id, session_id), keys.profile(client_id)
    seen = read(table, request, *wanted)
    pairing, session, client = seen.items
    if pairing is None or session is None:
        raise NotFound
    known = pairings.from_item(pairing).as_people_are(profiles.from_item_if_any(client), seen.caller)
    return ReadForCoach(known, sessions.from_item(session), seen.created)


def keep_receipt(table: Table, request: Request, created: str) -> None:
    """Of a key that only repeats what is done already: afterwards it must still be a repetition."""
    with suppress(Contended):
        for receipt in receipts.put_new(request, created):
            table.write(receipt)


def current_profile(table: Table, request: Request, item: Item | None) -> Profile:
    """The caller's profile. A new verified address is written immediately, on its own and before the action:
    the notices of the action need it. So is that somebody is a client, as offers may be made to clients only."""
    caller, unread = request.caller, [item]

    def look() -> Item | None:
        [stored] = table.get(keys.profile(caller.user_id))
        return stored

    def act(item: Item | None, _: Item | None) -> Profile:
        if item is not None and profiles.knows_all(item, caller):
            return profiles.from_item(item)
        if item is not None and profiles.knows_better(item, caller):
            table.write(profiles.put_is_client(caller.user_id))
            return replace(profiles.from_item(item), is_client=True)
        table.write(profiles.put_address(caller, request.now if item else None))
        written = look()
        return profiles.from_item(written) if written else profile_of(caller)

    return until_committed(lambda: unread.pop() if unread else look(), act)
