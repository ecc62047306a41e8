from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from plus_one.domain.refusals import IdempotencyKeyReused
from plus_one.store import keys, receipts
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table
from tests.integration.samples import AT, KEY, REQUEST

A_SECOND = timedelta(seconds=1)


def keep(table: Table, created: str, now: datetime = AT) -> None:
    [receipt] = receipts.put_new(replace(REQUEST, now=now), created)
    table.write(receipt)


def stored(table: Table) -> Item | None:
    [item] = table.get(keys.receipt(KEY.user_id, KEY.key))
    return item


def test_a_receipt_says_what_the_request_made(table: Table) -> None:
    keep(table, "01KAPACKAGE000000000000000")
    assert receipts.created_by(KEY, stored(table), AT) == "01KAPACKAGE000000000000000"


def test_the_first_request_of_a_key_finds_none(table: Table) -> None:
    assert receipts.created_by(KEY, stored(table), AT) is None


def test_a_request_without_a_key_leaves_none() -> None:
    assert receipts.put_new(replace(REQUEST, key=None), "01KAPACKAGE000000000000000") == []


def test_one_key_has_one_receipt(table: Table) -> None:
    keep(table, "first")
    with pytest.raises(Contended):
        keep(table, "second")
    assert receipts.created_by(KEY, stored(table), AT) == "first"


def test_a_receipt_whose_time_is_up_is_none_although_it_is_still_there(table: Table) -> None:
    keep(table, "first")
    assert receipts.created_by(KEY, stored(table), AT + receipts.KEPT - A_SECOND) == "first"
    assert receipts.created_by(KEY, stored(table), AT + receipts.KEPT) is None


def test_a_receipt_whose_time_is_up_makes_room_for_a_new_one_and_no_sooner(table: Table) -> None:
    keep(table, "first")
    with pytest.raises(Contended):
        keep(table, "second", AT + receipts.KEPT - A_SECOND)
    keep(table, "second", AT + receipts.KEPT)
    assert receipts.created_by(KEY, stored(table), AT + receipts.KEPT) == "second"


def test_another_request_with_the_same_key_is_refused(table: Table) -> None:
    keep(table, "first")
    with pytest.raises(IdempotencyKeyReused):
        receipts.created_by(KEY._replace(request_hash="1" * 64), stored(table), AT)


def test_keys_of_other_people_are_other_keys(table: Table) -> None:
    keep(table, "first")
    assert table.get(keys.receipt(KEY.user_id, "another"), keys.receipt(REQUEST.event_id, KEY.key)) == [None, None]  # type: ignore[arg-type]


def test_it_expires_in_seconds_and_not_within_a_day(table: Table) -> None:
    keep(table, "first")
    item = stored(table)
    assert item
    assert type(item["ttl"]) is int
    assert timedelta(hours=24).total_seconds() < item["ttl"] - AT.timestamp() < timedelta(days=30).total_seconds()
