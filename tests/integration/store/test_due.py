"""In which order a sweep finds what is due."""

from datetime import timedelta

import pytest

from plus_one.domain.events import Side
from plus_one.domain.ids import EventId
from plus_one.domain.notices import Notice
from plus_one.store import due, events, keys
from plus_one.store.items import marshal
from plus_one.store.table import Table
from tests.integration.samples import AT, EVENT

RENEWAL, NOTICES = "COACH#y#RENEWAL#z.1", "COACH#y#EVENT#z"


def put(table: Table, shard: str, sk: str, number: int = 0) -> keys.Key:
    key = keys.Key(f"CLIENT#{shard}-{number}", sk)
    item = marshal(key.item() | {"due_shard": shard, "due_at": f"2026-01-01T00:00:00.{number:03}Z"})
    table.client.put_item(TableName=table.name, Item=item)
    return key


@pytest.mark.parametrize("shards", [keys.RENEWAL_SHARDS, keys.NOTICE_SHARDS, keys.OLD_SHARDS], ids=lambda each: each[0])
def test_each_shard_has_its_turn_within_sixteen_sweeps_though_each_has_time_for_one_thing(
    table: Table, shards: tuple[str, ...]
) -> None:
    for shard in shards:
        put(table, shard, RENEWAL)

    first = {next(due.due_by(table, AT + timedelta(minutes=minutes))) for minutes in range(len(shards))}
    assert len(first) == len(shards)


def test_renewals_come_first_whichever_version_wrote_them_and_what_fails_for_long_comes_last(table: Table) -> None:
    last = put(table, keys.SLOW_SHARD, NOTICES)
    notices = [put(table, shard, NOTICES) for shard in (keys.NOTICE_SHARDS[0], keys.OLD_SHARDS[0])]
    renewals = [put(table, shard, RENEWAL) for shard in (keys.RENEWAL_SHARDS[15], keys.OLD_SHARDS[15])]

    assert list(due.due_by(table, AT)) == [*renewals, *notices, last]


@pytest.mark.parametrize("shard", [keys.RENEWAL_SHARDS[3], keys.OLD_SHARDS[3]])
def test_a_sweep_goes_to_the_end_of_a_shard_of_several_pages(table: Table, shard: str) -> None:
    crowd = [put(table, shard, RENEWAL, number) for number in range(2 * due.PAGE + 1)]

    assert list(due.due_by(table, AT)) == crowd


def test_the_next_page_is_read_only_once_it_is_needed(table: Table) -> None:
    """A sweep whose time is up asks no more."""
    for number in range(2 * due.PAGE):
        put(table, keys.RENEWAL_SHARDS[0], RENEWAL, number)
    found = due.due_by(table, AT.replace(minute=0))
    next(found)
    put(table, keys.RENEWAL_SHARDS[1], RENEWAL, number=999)

    assert [key.pk for key in found][due.PAGE - 1] == "CLIENT#RENEWAL#1-999"


def test_the_heads_of_all_shards_are_found_also_of_what_is_put_off_to_later(table: Table) -> None:
    expected = {put(table, shard, NOTICES, number) for shard in keys.ALL_SHARDS for number in range(due.HEADS)}
    put(table, keys.RENEWAL_SHARDS[0], RENEWAL, due.HEADS)
    later = keys.Key("CLIENT#x", NOTICES)
    table.client.put_item(
        TableName=table.name,
        Item=marshal(later.item() | {"due_shard": keys.NOTICE_SHARDS[0], "due_at": "9999-01-01T00:00:00.000Z"}),
    )
    assert set(due.heads(table)) == expected
    for number in range(due.HEADS):
        key = keys.Key(f"CLIENT#{keys.NOTICE_SHARDS[0]}-{number}", NOTICES)
        table.client.delete_item(TableName=table.name, Key=marshal(key.item()))
    assert later in due.heads(table)


def test_no_shard_follows_from_ids_that_a_caller_chooses() -> None:
    """Six hundred events of one pairing are spread over all sixteen."""
    ids = [EventId(f"01KAEVENT{number:017}") for number in range(600)]

    assert {keys.notice_shard(each) for each in ids} == set(keys.NOTICE_SHARDS)
    assert {keys.renewal_shard(each) for each in ids} == set(keys.RENEWAL_SHARDS)


def test_a_notice_that_fails_for_a_day_moves_behind_the_others_and_is_due_within_the_hour(table: Table) -> None:
    failed = EVENT.with_notice(Side.CLIENT, Notice(attempts=20).put_back(AT + timedelta(days=1), "AccountSuspended"))
    table.write(events.put_new(EVENT))
    table.write(events.put_notices(failed, EVENT, failed.look_again_at(AT)))
    [item] = table.get(keys.event(EVENT.client_id, EVENT.coach_id, EVENT.event_id))

    assert item
    assert item["due_shard"] == keys.SLOW_SHARD
    assert item["due_at"] == "2026-11-24T11:00:05.123Z"
