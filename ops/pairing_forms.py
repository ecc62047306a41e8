"""Writes every pairing in the short form, or in the one that 0.1.0 reads. What a pairing says stays the same.

It may be repeated, interrupted, and run beside live traffic: a pairing keeps the form that it has."""

from collections.abc import Iterator
from dataclasses import replace

from plus_one.domain.pairings import Pairing
from plus_one.store import keys, packages, pairing_names, pairings
from plus_one.store.items import marshal, unmarshal
from plus_one.store.keys import Key
from plus_one.store.table import Table, Write, until_committed


def shorten(table: Table, *, dry_run: bool) -> Iterator[str]:
    return _rewritten(table, to_older=False, dry_run=dry_run)


def lengthen(table: Table, *, dry_run: bool) -> Iterator[str]:
    """Before going back to 0.1.0."""
    return _rewritten(table, to_older=True, dry_run=dry_run)


def _rewritten(table: Table, *, to_older: bool, dry_run: bool) -> Iterator[str]:
    would, form = "would be " if dry_run else "", "as 0.1.0 reads it" if to_older else "in the short form"
    for key in _pairings(table):
        if _carried_out(table, key, to_older=to_older, dry_run=dry_run):
            yield f"{would}written {form}: pairing {key.pk} {key.sk}"


def _carried_out(table: Table, key: Key, *, to_older: bool, dry_run: bool) -> bool:
    def act(write: Write | None, _: Write | None) -> bool:
        if write and not dry_run:
            table.write(write)
        return write is not None

    return until_committed(lambda: _write(table, key, to_older=to_older), act)


def _write(table: Table, key: Key, *, to_older: bool) -> Write | None:
    [item] = table.get(key)
    if item is None or pairing_names.is_older(item) == to_older:
        return None
    pairing = pairings.from_item(item)
    return pairings.put_older(_with_its_offer(table, pairing)) if to_older else pairings.put_short(pairing)


def _with_its_offer(table: Table, pairing: Pairing) -> Pairing:
    [item] = table.get(keys.package(pairing.client_id, pairing.coach_id, pairing.last_package.package_id))
    return replace(pairing, last_package=packages.from_item(item)) if item else pairing


def _pairings(table: Table) -> Iterator[Key]:
    pages = table.client.get_paginator("scan").paginate(
        TableName=table.name,
        FilterExpression="#type = :pairing",
        ProjectionExpression="PK, SK",
        ExpressionAttributeNames={"#type": "type"},
        ExpressionAttributeValues=marshal({":pairing": "pairing"}),
        ConsistentRead=True,
    )
    for page in pages:
        for item in map(unmarshal, page["Items"]):
            yield Key(item["PK"], item["SK"])
