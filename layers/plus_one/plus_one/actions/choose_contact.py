"""A client decides whether one coach may make offers, and whether they come by mail. Open offers stay open."""

from dataclasses import replace

from plus_one.actions.reading import read
from plus_one.domain.contacts import Contact
from plus_one.domain.ids import UserId
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import NotFound
from plus_one.domain.requests import Request
from plus_one.store import contacts, keys, lists, profiles
from plus_one.store.items import Item
from plus_one.store.table import Table, until_committed


def contact_with(table: Table, client_id: UserId, coach_id: UserId) -> Contact:
    contact, pairing = table.get(keys.contact(client_id, coach_id), keys.pairing(client_id, coach_id))
    _check_known(table, client_id, coach_id, contact, pairing)
    return contacts.from_item(contact, client_id, coach_id)


def choose_contact(table: Table, request: Request, coach_id: UserId, *, by_mail: bool, wanted: bool) -> Contact:
    """Writes only what changes, so a repetition writes nothing."""
    client_id = request.caller.user_id
    wanted_keys = keys.contact(client_id, coach_id), keys.pairing(client_id, coach_id)

    def look() -> Contact:
        contact, pairing = read(table, request, *wanted_keys).items
        _check_known(table, client_id, coach_id, contact, pairing)
        return contacts.from_item(contact, client_id, coach_id)

    def act(seen: Contact, _: Contact) -> Contact:
        return _put(table, seen, replace(seen, by_mail=by_mail, wanted=wanted))

    return until_committed(look, act)


def stop_offer_mails(table: Table, client_id: UserId, coach_id: UserId) -> Profile | None:
    """By the link of an offer mail, which nobody else can sign, so it is never refused and never given up. The coach,
    whom the answer names."""

    def look() -> tuple[Contact, Profile | None]:
        contact, coach = table.get(keys.contact(client_id, coach_id), keys.profile(coach_id))
        return contacts.from_item(contact, client_id, coach_id), profiles.from_item_if_any(coach)

    def act(seen: tuple[Contact, Profile | None], _: object) -> Profile | None:
        contact, coach = seen
        _put(table, contact, replace(contact, by_mail=False))
        return coach

    return until_committed(look, act, most=None)


def _put(table: Table, read: Contact, after: Contact) -> Contact:
    if after != read:
        table.write(contacts.put_next(after))
    return after


def _check_known(table: Table, client_id: UserId, coach_id: UserId, contact: Item | None, pairing: Item | None) -> None:
    """Nobody fills the table with contacts of invented ids. Offers made before there were contacts have an event."""
    if contact or pairing:
        return
    if not lists.page(table, lists.pair_events(client_id, coach_id), 1, None).items:
        raise NotFound
