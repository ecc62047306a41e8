from dataclasses import replace
from datetime import timedelta

import pytest

from plus_one.domain.events import Event, Side
from plus_one.domain.notices import Notice, NoticeState
from plus_one.store import events, keys
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table
from tests.integration.samples import AT, CLIENT, COACH, EVENT, LATER, QUIET_EVENT, SENDING, SENT, left_at_default

PENDING = replace(EVENT, notices={Side.CLIENT: Notice(), Side.COACH: Notice()})
CLAIMED = replace(EVENT, notices={side: notice.claimed(AT) for side, notice in PENDING.notices.items()})
MAILED = replace(EVENT, notices={Side.CLIENT: SENT, Side.COACH: Notice().undeliverable()})
DUE = {"due_at", "due_shard"}


def put(table: Table, event: Event) -> None:
    table.write(events.put_new(event))


def move(table: Table, read_as: Event, after: Event) -> None:
    table.write(events.put_notices(after, read_as, LATER))


def stored(table: Table, event: Event = EVENT) -> Item:
    [item] = table.get(keys.event(CLIENT, COACH, event.event_id))
    assert item
    return item


def read(table: Table, event: Event = EVENT) -> Event:
    return events.from_item(stored(table, event))


@pytest.mark.parametrize("event", [EVENT, QUIET_EVENT, PENDING, MAILED])
def test_an_event_comes_back_as_it_was_put(table: Table, event: Event) -> None:
    put(table, event)
    assert read(table, event) == event


def test_the_samples_set_every_field() -> None:
    assert left_at_default(EVENT) == []
    assert set(left_at_default(SENDING)) & set(left_at_default(SENT)) == set()


def test_facts_keep_their_types_and_those_that_are_none_are_absent(table: Table) -> None:
    put(table, replace(EVENT, facts={"rate": 0, "currency": "USD", "auto_renewal": False, "rate_before": None}))
    facts = read(table).facts
    assert facts == {"rate": 0, "currency": "USD", "auto_renewal": False}
    assert [type(value) for _, value in sorted(facts.items())] == [bool, str, int]


def test_one_id_is_one_event(table: Table) -> None:
    put(table, EVENT)
    with pytest.raises(Contended):
        put(table, replace(EVENT, facts={}))
    assert read(table) == EVENT


def test_a_transaction_tells_that_its_event_is_there(table: Table) -> None:
    table.commit(events.put_new(EVENT))
    with pytest.raises(Contended):
        table.commit(events.put_new(EVENT))


def test_an_event_with_unsent_notices_is_due_a_minute_later(table: Table) -> None:
    put(table, PENDING)
    assert stored(table)["due_at"] == "2026-11-23T10:01:05.123Z"
    assert stored(table)["due_shard"] == keys.notice_shard(EVENT.event_id)


@pytest.mark.parametrize("event", [QUIET_EVENT, MAILED])
def test_an_event_with_nothing_to_send_is_not_due(table: Table, event: Event) -> None:
    put(table, event)
    assert not DUE & set(stored(table, event))


def test_an_event_without_notices_says_nothing_of_them(table: Table) -> None:
    put(table, QUIET_EVENT)
    assert not {"notices", "reason"} & set(stored(table, QUIET_EVENT))


def test_notices_move_on_and_facts_stay(table: Table) -> None:
    put(table, PENDING)
    move(table, PENDING, CLAIMED)
    assert read(table) == CLAIMED
    assert stored(table)["due_at"] == "2026-11-24T10:00:05.124Z"


def test_an_event_is_not_due_any_more_when_all_is_settled(table: Table) -> None:
    put(table, PENDING)
    move(table, PENDING, MAILED)
    assert read(table) == MAILED
    assert not DUE & set(stored(table))


def test_an_event_stays_due_while_one_of_its_notices_is_unsent(table: Table) -> None:
    half = PENDING.with_notice(Side.COACH, SENT)
    put(table, PENDING)
    move(table, PENDING, half)
    assert read(table) == half
    assert set(stored(table)) >= DUE


@pytest.mark.parametrize(
    "stale",
    [
        PENDING,
        CLAIMED.with_notice(Side.COACH, SENT),
        CLAIMED.with_notice(Side.COACH, replace(CLAIMED.notices[Side.COACH], attempts=2)),
        CLAIMED.with_notice(Side.CLIENT, CLAIMED.notices[Side.CLIENT].claimed(AT + timedelta(milliseconds=1))),
        replace(CLAIMED, notices={Side.CLIENT: CLAIMED.notices[Side.CLIENT]}),
    ],
    ids=["not claimed yet", "other side sent", "other attempt", "other lease", "one side only"],
)
def test_notices_that_moved_on_meanwhile_are_not_overwritten(table: Table, stale: Event) -> None:
    put(table, CLAIMED)
    with pytest.raises(Contended):
        move(table, stale, MAILED)
    assert read(table) == CLAIMED


def test_an_event_that_is_not_there_gets_no_notices(table: Table) -> None:
    with pytest.raises(Contended):
        move(table, PENDING, CLAIMED)
    assert table.get(keys.event(CLIENT, COACH, EVENT.event_id)) == [None]


@pytest.mark.parametrize("state", NoticeState)
def test_every_state_of_a_notice_comes_back(table: Table, state: NoticeState) -> None:
    put(table, EVENT.with_notice(Side.CLIENT, Notice(state=state)))
    assert read(table).notices[Side.CLIENT].state is state
