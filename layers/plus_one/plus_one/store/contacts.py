"""Contacts: CLIENT#<client> / COACH#<coach>#CONTACT."""

from datetime import datetime

from plus_one.domain.contacts import Contact
from plus_one.domain.ids import OfferId, UserId
from plus_one.store import keys, windows
from plus_one.store.items import Item, moment, optional_moment, text
from plus_one.store.table import ABSENT, Write, put

_NO_END = ""


def put_next(contact: Contact) -> Write:
    """The successor of the version that was read; a contact that another writer has changed is not overwritten."""
    key, item = keys.contact(contact.client_id, contact.coach_id), _to_item(contact)
    if contact.version == 0:
        return put(key, item, ABSENT)
    return put(key, item, "version = :read", read=contact.version)


def from_item(item: Item | None, client_id: UserId, coach_id: UserId) -> Contact:
    """Without an item nothing was offered yet, and nothing is switched off."""
    if item is None:
        return Contact(client_id=client_id, coach_id=coach_id)
    return Contact(
        client_id=client_id,
        coach_id=coach_id,
        version=item["version"],
        open_offers=_ends(item["open"]),
        older=_ends(item.get("older", {})),
        mailed=tuple(moment(at) for at in item["mailed"]),
        made=windows.read(item.get("made")),
        by_mail=item["by_mail"],
        wanted=item["wanted"],
    )


def _to_item(contact: Contact) -> Item:
    return {
        "type": "contact",
        "version": contact.version + 1,
        "open": _ends_map(contact.open_offers),
        "older": _ends_map(contact.older) or None,
        "mailed": [text(at) for at in contact.mailed],
        "made": windows.written(contact.made),
        "by_mail": contact.by_mail,
        "wanted": contact.wanted,
    }


def _ends(item: Item) -> dict[OfferId, datetime | None]:
    return {OfferId(id_): optional_moment(end or None) for id_, end in item.items()}


def _ends_map(ends: dict[OfferId, datetime | None]) -> Item:
    return {id_: text(end) if end else _NO_END for id_, end in ends.items()}
