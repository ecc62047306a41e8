"""Pairings: CLIENT#<client> / PAIRING#<coach>, and in GSI1 under COACH#<coach> for the roster.

Every transaction writes one, and a write unit is 1 KB: names are short, and moments are milliseconds or packed.
A pairing in the form that 0.1.0 reads keeps that form until `ops backfill`: functions of 0.1.0 may still run."""

from datetime import datetime

from plus_one.domain.events import Event
from plus_one.domain.ids import UserId
from plus_one.domain.pairings import Pairing
from plus_one.store import events, keys, pairing_maps, pairing_names, unknown, windows
from plus_one.store.items import Item
from plus_one.store.packing import packed, unpacked
from plus_one.store.table import ABSENT, Write, put


def put_with(pairing: Pairing, *what: Event) -> list[Write]:
    """The pairing together with the events that change it. Each stores which change it was, the pairing when."""
    changes = [events.put_new(each, pairing.version + number) for number, each in enumerate(what, 1)]
    return [*changes, put_next(pairing.as_of(what[-1].at), len(what))]


def put_next(pairing: Pairing, changes: int = 1) -> Write:
    """The successor of the version that was read; a pairing that another writer has changed is not overwritten."""
    as_it_was = put_older if pairing_names.is_older(pairing.stored) else put_short
    return as_it_was(pairing, changes)


def put_short(pairing: Pairing, changes: int = 1) -> Write:
    return _put(pairing, pairing_names.short(_next(pairing, changes)))


def put_older(pairing: Pairing, changes: int = 1) -> Write:
    """As 0.1.0 reads it. The last package has to know its offer."""
    return _put(pairing, _next(pairing, changes))


def _next(pairing: Pairing, changes: int) -> Item:
    return unknown.kept(_to_item(pairing), pairing.stored) | {"version": pairing.version + changes}


def _put(pairing: Pairing, item: Item) -> Write:
    key = keys.pairing(pairing.client_id, pairing.coach_id)
    if pairing.version == 0:
        return put(key, item, ABSENT)
    return put(key, item, "version = :read", read=pairing.version)


def _to_item(pairing: Pairing) -> Item:
    return {
        "type": "pairing",
        "GSI1PK": keys.coach(pairing.coach_id),
        "GSI1SK": keys.client(pairing.client_id),
        "client": pairing.client_name,
        "coach": pairing.coach_name,
        "currency": pairing.rate.currency,
        "on_deck": pairing.on_deck,
        "deck_seq": pairing.deck_seq,
        "package_seq": pairing.package_seq,
        "package": pairing_maps.package_map(pairing.last_package),
        "enrollment": pairing_maps.enrollment_map(pairing.enrollment),
        "renewal": pairing_maps.renewal_map(pairing.renewal) if pairing.renewal else None,
        "plus_one": pairing_maps.plus_one_map(pairing.latest_plus_one) if pairing.latest_plus_one else None,
        "r": packed(pairing.recent_plus_ones),
        "recent": None,  # the same in 0.1.0
        "p": packed(pairing.recent_packages),
        "u": packed(pairing.undoings),
        "e": windows.written(pairing.enrollings),
        "spent": pairing.spent or None,
        "told": pairing.heads_up_seq or None,
        "profile": pairing.client_seq or None,
        "zone": pairing.client_time_zone,
        "undeliverable": pairing.client_undeliverable or None,
        "z": _end(pairing),
        "w": windows.written(pairing.returns),
        "t": pairing_maps.optional_ms(pairing.latest_at),
    }


def from_item(written: Item) -> Pairing:
    """In either form."""
    item = pairing_names.older(written)
    currency, renewal, plus_one = item["currency"], item.get("renewal"), item.get("plus_one")
    return Pairing(
        client_id=UserId(item["PK"].removeprefix("CLIENT#")),
        coach_id=UserId(item["SK"].removeprefix("PAIRING#")),
        client_name=item["client"],
        coach_name=item["coach"],
        last_package=pairing_maps.package(item["package"], currency),
        version=item["version"],
        on_deck=item["on_deck"],
        deck_seq=item["deck_seq"],
        package_seq=item["package_seq"],
        enrollment=pairing_maps.enrollment(item["enrollment"], currency),
        renewal=pairing_maps.renewal(renewal) if renewal else None,
        latest_plus_one=pairing_maps.plus_one(plus_one, currency) if plus_one else None,
        recent_plus_ones=_recent_plus_ones(item),
        recent_packages=unpacked(item.get("p")),
        undoings=unpacked(item.get("u")),
        enrollings=windows.read(item.get("e")),
        spent=item.get("spent", {}),
        heads_up_seq=item.get("told", 0),
        client_seq=item.get("profile", 0),
        client_time_zone=item.get("zone", "UTC"),
        client_undeliverable=item.get("undeliverable", False),
        coach_has_ended=item.get("z", 0) > 0,
        coach_turned_at=pairing_maps.at(abs(item["z"])) if "z" in item else None,
        returns=windows.read(item.get("w")),
        latest_at=pairing_maps.optional_at(item.get("t")),
        stored=item,
    )


def _end(pairing: Pairing) -> int | None:
    """When the coach ended with this client; below zero when that was taken back, and then."""
    if pairing.coach_turned_at is None:
        return None
    at = pairing_maps.ms(pairing.coach_turned_at)
    return at if pairing.coach_has_ended else -at


def _recent_plus_ones(item: Item) -> tuple[datetime, ...]:
    """Version 0.1.0 kept them as a list of numbers."""
    if "recent" in item:
        return tuple(pairing_maps.at(at) for at in pairing_maps.from_the_first(item["recent"]))
    return unpacked(item.get("r"))
