"""Puts the open offers that 0.1.0 wrote where lists look for them, and marks the table when it is done.

It may be repeated, interrupted, and run beside live traffic: each offer is a transaction of its own, on the condition
that the offer is as it was read. If somebody went back to 0.1.0 meanwhile, it also takes out what 0.1.0 has closed.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plus_one.domain.contacts import MOST_OPEN_OFFERS, Contact
from plus_one.domain.ids import UserId
from plus_one.domain.packages import Offer, OfferState
from plus_one.store import contacts, keys, offers, open_offers
from plus_one.store.items import marshal, unmarshal
from plus_one.store.keys import Key
from plus_one.store.table import ABSENT, MOST_IN_A_READ, Contended, Table, Write, put, until_committed, update

MOST_OLDER = MOST_IN_A_READ - MOST_OPEN_OFFERS  # lists read all of a contact at once; the inbox shows the others, too


class Change(NamedTuple):
    what: str
    writes: list[Write]


def backfill(table: Table, now: datetime, *, dry_run: bool) -> Iterator[str]:
    for key in _offers(table):
        if what := _carried_out(table, key, now, dry_run=dry_run):
            yield f"{'would be ' if dry_run else ''}{what}: offer {key.sk.removeprefix('OFFER#')}"
    if not dry_run and not table.has(keys.BACKFILLED):
        _mark(table)
        yield "The table is marked: lists find open offers by their keys from now on."


def _carried_out(table: Table, key: Key, now: datetime, *, dry_run: bool) -> str | None:
    def act(change: Change | None, _: Change | None) -> str | None:
        if change and not dry_run:
            table.commit(*change.writes)
        return change.what if change else None

    return until_committed(lambda: _change(table, key, now), act)


def _change(table: Table, key: Key, now: datetime) -> Change | None:
    [item] = table.get(key)
    if item is None:
        return None
    offer = offers.from_item(item)
    if offer.client_id:
        return _of_contact(table, offer, offer.client_id, now)
    is_open, is_counted = offer.state(now) is OfferState.OPEN, open_offers.is_counted(item)
    if is_open and not is_counted:
        return Change("put into the list", open_offers.take_in(offer))
    if is_counted and not is_open:
        return Change("taken out of the list", open_offers.take_out(offer.coach_id, [item]))
    return None


def _of_contact(table: Table, offer: Offer, client_id: UserId, now: datetime) -> Change | None:
    [item] = table.get(keys.contact(client_id, offer.coach_id))
    contact = contacts.from_item(item, client_id, offer.coach_id)
    is_known = offer.offer_id in {*contact.open_offers, *contact.older}
    if offer.state(now) is OfferState.OPEN and not is_known and len(contact.older) < MOST_OLDER:
        return Change("put into the contact", [_known_to_contact(offer), _with(contact, offer)])
    if is_known and offer.written_state is not OfferState.OPEN:
        left = contacts.put_next(contact.without_offer(offer.offer_id, now))
        return Change("taken out of the contact", [left])
    return None


def _known_to_contact(offer: Offer) -> Write:
    """Only an offer that says whether it was mailed is taken out of the contact when it closes; 0.1.0 mailed all."""
    return update(
        keys.offer(offer.coach_id, offer.offer_id),
        "SET mailed = if_not_exists(mailed, :yes)",
        "#state = :open",
        {"#state": "state"},
        yes=True,
        open=OfferState.OPEN,
    )


def _with(contact: Contact, offer: Offer) -> Write:
    """They do not count, so a coach who has many of them can still make new ones."""
    return contacts.put_next(replace(contact, older=contact.older | {offer.offer_id: offer.expires_at}))


def _mark(table: Table) -> None:
    with suppress(Contended):  # another run was first
        table.write(put(keys.BACKFILLED, {"type": "marker"}, ABSENT))


def _offers(table: Table) -> Iterator[Key]:
    pages = table.client.get_paginator("scan").paginate(
        TableName=table.name,
        FilterExpression="#type = :offer",
        ProjectionExpression="PK, SK",
        ExpressionAttributeNames={"#type": "type"},
        ExpressionAttributeValues=marshal({":offer": "offer"}),
        ConsistentRead=True,
    )
    for page in pages:
        for item in map(unmarshal, page["Items"]):
            yield Key(item["PK"], item["SK"])
