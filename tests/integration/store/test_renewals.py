from dataclasses import replace

import pytest

from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.store import keys, renewals
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table
from tests.integration.samples import (
    CLIENT,
    COACH,
    EVENT,
    HELD_RENEWAL,
    LATER,
    PENDING_RENEWAL,
    RENEWAL,
    left_at_default,
)

BOOKED = PENDING_RENEWAL.booked(LATER)
SKIPPED = PENDING_RENEWAL.skipped(Reason.ZERO_RATE, LATER)


def put_pending(table: Table, renewal: Renewal = PENDING_RENEWAL) -> None:
    table.write(renewals.put_pending(CLIENT, COACH, renewal, EVENT.event_id))


def settle(table: Table, renewal: Renewal) -> None:
    table.write(renewals.put_settled(CLIENT, COACH, renewal, PENDING_RENEWAL))


def stored(table: Table, renewal: Renewal) -> Item | None:
    [item] = table.get(keys.renewal(CLIENT, COACH, renewal.session_id, renewal.completion))
    return item


def read(table: Table, renewal: Renewal) -> Renewal:
    item = stored(table, renewal)
    assert item
    return renewals.from_item(item)


@pytest.mark.parametrize("renewal", [RENEWAL, HELD_RENEWAL, PENDING_RENEWAL])
def test_a_renewal_comes_back_as_it_was_put(table: Table, renewal: Renewal) -> None:
    put_pending(table, renewal)
    assert read(table, renewal) == renewal


def test_the_sample_sets_every_field() -> None:
    assert set(left_at_default(RENEWAL)) & set(left_at_default(HELD_RENEWAL)) == {
        "unwritten"
    }  # of that, there is no item


def test_one_completion_has_one_renewal(table: Table) -> None:
    put_pending(table)
    with pytest.raises(Contended):
        put_pending(table, replace(PENDING_RENEWAL, epoch=9))
    assert read(table, PENDING_RENEWAL) == PENDING_RENEWAL


def test_the_next_completion_of_the_same_session_has_its_own(table: Table) -> None:
    again = replace(PENDING_RENEWAL, completion=2)
    put_pending(table)
    put_pending(table, again)
    assert [read(table, PENDING_RENEWAL), read(table, again)] == [PENDING_RENEWAL, again]


def test_a_pending_renewal_is_due_a_minute_after_its_completion(table: Table) -> None:
    put_pending(table)
    item = stored(table, PENDING_RENEWAL)
    assert item
    assert item["due_at"] == "2026-11-23T10:01:05.123Z"
    assert item["due_shard"] == keys.renewal_shard(EVENT.event_id)


@pytest.mark.parametrize("settled", [BOOKED, SKIPPED])
def test_a_settled_renewal_is_not_due_any_more(table: Table, settled: Renewal) -> None:
    put_pending(table)
    settle(table, settled)
    assert read(table, settled) == settled
    assert not {"due_at", "due_shard"} & set(stored(table, settled) or {})


@pytest.mark.parametrize("settled", [BOOKED, SKIPPED])
def test_a_renewal_is_settled_once(table: Table, settled: Renewal) -> None:
    put_pending(table)
    settle(table, settled)
    for other in (BOOKED, SKIPPED):
        with pytest.raises(Contended):
            settle(table, other)
    assert read(table, settled) == settled


def test_a_renewal_that_was_never_written_is_not_settled(table: Table) -> None:
    with pytest.raises(Contended):
        settle(table, BOOKED)
    assert stored(table, BOOKED) is None


def test_the_stream_filter_finds_what_it_filters_by(table: Table) -> None:
    put_pending(table)
    item = stored(table, PENDING_RENEWAL)
    assert item
    assert (item["type"], item["state"]) == ("renewal", RenewalState.PENDING)
    assert (item["client_id"], item["coach_id"]) == (CLIENT, COACH)
