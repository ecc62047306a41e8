"""Lists: pages of one partition, newest first, with a cursor that is good for this list only."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any, NamedTuple

from plus_one.domain.ids import UserId
from plus_one.domain.refusals import BadCursor
from plus_one.store import keys
from plus_one.store.items import Item, marshal
from plus_one.store.table import Table

MOST_AT_ONCE = 100
LOOKED_AT = 4  # items that a filter may look at for each that a page may have
LONGEST_CURSOR = 1024
_SORT_KEY = re.compile(r"[A-Za-z0-9#.-]+")


class Page(NamedTuple):
    items: list[Item]
    next: str | None


class Listing(NamedTuple):
    """Which items: all of a partition whose sort key starts so, of the table or of GSI1, and perhaps filtered."""

    partition: str
    prefix: str
    in_gsi1: bool = False
    condition: str | None = None
    names: dict[str, str] | None = None
    values: dict[str, Any] | None = None

    @property
    def attributes(self) -> tuple[str, str]:
        return ("GSI1PK", "GSI1SK") if self.in_gsi1 else ("PK", "SK")


def client_pairings(client_id: UserId) -> Listing:
    return Listing(keys.client(client_id), "PAIRING#")


def roster(coach_id: UserId) -> Listing:
    return Listing(keys.coach(coach_id), "CLIENT#", in_gsi1=True)


def pair_packages(client_id: UserId, coach_id: UserId) -> Listing:
    return Listing(*keys.package(client_id, coach_id, ""))


def pair_sessions(client_id: UserId, coach_id: UserId, status: str | None) -> Listing:
    listing = keys.session(client_id, coach_id, "")
    if status is None:
        return Listing(*listing)
    return Listing(*listing, condition="#status = :status", names={"#status": "status"}, values={":status": status})


def pair_events(client_id: UserId, coach_id: UserId) -> Listing:
    return Listing(*keys.event(client_id, coach_id, ""))


def coach_offers(coach_id: UserId) -> Listing:
    return Listing(*keys.offer(coach_id, ""))


def counted_offers(coach_id: UserId) -> Listing:
    """Standard ones that are open, and some whose time is up."""
    return Listing(keys.open_offers(coach_id), "OFFER#", in_gsi1=True)


def standard_offers(coach_id: UserId, now: str) -> Listing:
    """Those that may be booked."""
    return counted_offers(coach_id)._replace(
        condition="#state = :open AND (attribute_not_exists(expires_at) OR expires_at > :now)",
        names={"#state": "state"},
        values={":open": "open", ":now": now},
    )


def open_offers(coach_id: UserId, client_id: UserId, now: str) -> Listing:
    """What this client may book: standard offers and those made for them. For tables that were not backfilled."""
    return Listing(
        *keys.offer(coach_id, ""),
        condition="#state = :open AND (attribute_not_exists(client_id) OR client_id = :client) "
        "AND (attribute_not_exists(expires_at) OR expires_at > :now)",
        names={"#state": "state"},
        values={":open": "open", ":client": client_id, ":now": now},
    )


def inbox(client_id: UserId) -> Listing:
    return Listing(keys.client(client_id), "OFFER#", in_gsi1=True)


def page(
    table: Table, listing: Listing, limit: int, cursor: str | None, shown: Callable[[Item], bool] = lambda _: True
) -> Page:
    """At most `limit` items; one more is asked for, to know whether there is a next page. Behind a filter there may be
    fewer, even none, and yet a next page: what a request costs is bounded by the page, not by what lies beside it.
    What is not `shown` is rare, and leaves no trace: a page is as full without it, and no cursor names it."""
    start = _decode(listing, cursor)
    if listing.condition:
        found, last = table.query(**_query(listing, limit * LOOKED_AT, start))
        return _cut(listing, found, limit, last)
    items: list[Item] = []
    while True:
        found, start = table.query(**_query(listing, limit + 1, start))
        items += filter(shown, found)
        if len(items) > limit:
            return Page(items[:limit], _encode(listing, items[limit - 1]))
        if start is None:
            return Page(items, None)


def page_with(table: Table, index: Listing, beside: list[Item], base: Listing, limit: int, cursor: str | None) -> Page:
    """Of a filtered list in GSI1 and of what lies `beside` it, together, newest first. Both are of the list `base` and
    have its sort keys, so that one cursor, that of `base`, is good for both."""
    start = _decode(base, cursor)
    begin = {**start, "GSI1PK": index.partition, "GSI1SK": start["SK"]} if start else None
    found, last = table.query(**_query(index, limit * LOOKED_AT, begin))
    reached = [
        each
        for each in beside
        if (start is None or each["SK"] < start["SK"]) and (last is None or each["SK"] > last["SK"])
    ]
    return _cut(base, sorted([*found, *reached], key=itemgetter("SK"), reverse=True), limit, last)


def oldest(table: Table, listing: Listing, most: int) -> list[Item]:
    found, _ = table.query(**_query(listing, most, None) | {"ScanIndexForward": True})
    return found


def whole(table: Table, listing: Listing) -> Iterator[Item]:
    """All of it, page by page."""
    start: Item | None = None
    while True:
        found, start = table.query(**_query(listing, MOST_AT_ONCE, start))
        yield from found
        if start is None:
            return


def _query(listing: Listing, limit: int, start: Item | None) -> dict[str, Any]:
    pk, sk = listing.attributes
    values = {":pk": listing.partition, ":prefix": listing.prefix, **(listing.values or {})}
    parameters = {
        "KeyConditionExpression": f"{pk} = :pk AND begins_with({sk}, :prefix)",
        "ExpressionAttributeValues": marshal(values),
        "ScanIndexForward": False,
        "Limit": limit,
        "IndexName": "GSI1" if listing.in_gsi1 else None,
        "ConsistentRead": None if listing.in_gsi1 else True,
        "FilterExpression": listing.condition,
        "ExpressionAttributeNames": listing.names,
        "ExclusiveStartKey": marshal(start) if start else None,
    }
    return {name: value for name, value in parameters.items() if value is not None}


def _cut(listing: Listing, found: list[Item], limit: int, last: Item | None) -> Page:
    """`last`: what the filter looked at last, if there is more."""
    end = found[limit - 1] if len(found) > limit else last
    return Page(found[:limit], _encode(listing, end) if end else None)


def _encode(listing: Listing, last: Item) -> str:
    sort_keys = [last["SK"], last["PK"], last["GSI1SK"]] if listing.in_gsi1 else [last["SK"]]
    return base64.urlsafe_b64encode(json.dumps(sort_keys).encode()).decode().rstrip("=")


def _decode(listing: Listing, cursor: str | None) -> Item | None:
    """A cursor can only move within the list that it is used on: the partition is never taken from it."""
    if cursor is None:
        return None
    match _parts(cursor):
        case [str(sk)] if not listing.in_gsi1 and sk.startswith(listing.prefix):
            return {"PK": listing.partition, "SK": sk}
        case [str(sk), str(pk), str(gsi1sk)] if listing.in_gsi1 and gsi1sk.startswith(listing.prefix):
            return {"PK": pk, "SK": sk, "GSI1PK": listing.partition, "GSI1SK": gsi1sk}
    raise BadCursor


def _parts(cursor: str) -> list[str]:
    if len(cursor) > LONGEST_CURSOR:
        raise BadCursor
    try:
        parts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise BadCursor from None
    if not isinstance(parts, list) or not all(isinstance(p, str) and _SORT_KEY.fullmatch(p) for p in parts):
        raise BadCursor
    return parts
