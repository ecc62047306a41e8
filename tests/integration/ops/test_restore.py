"""A table is lost, AWS restores it beside, and `ops restore` copies it into the stack's own."""

from itertools import count
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from ops.restore import restore as copying
from ops.support import CannotHelp
from plus_one.store.table import Table, Write, connect
from tests import tables
from tests.conftest import TABLE
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import sweep, typed
from tests.integration.ops.lost import COPY, as_aws_restores_it, lose, refused, restored
from tests.invariants import check
from tests.marketplace import coach


def _one_item_a_transaction_and_the_third_fails(patch: pytest.MonkeyPatch) -> None:
    commit, numbers = Table.commit, count(1)

    def fail(table: Table, *writes: Write) -> None:
        if next(numbers) == 3:
            raise EndpointConnectionError(endpoint_url="nowhere")
        commit(table, *writes)

    patch.setattr(copying, "MOST_IN_A_READ", 1)
    patch.setattr(copying, "LANES", 1)
    patch.setattr(Table, "commit", fail)


def test_a_lost_table_is_as_it_was_and_the_next_completion_books_exactly_one(pair: Pair, later: Any) -> None:
    as_aws_restores_it()
    lose()
    assert "may come a second time: 0 mails, 0 announcements" in restored()

    assert tables.items(TABLE) == tables.items(COPY)
    check(connect(TABLE), drained=True)
    before = len(pair.marketplace.mails())
    pair.marketplace.settle()
    assert len(pair.marketplace.mails()) == before
    pair.complete_all()
    pair.marketplace.settle(times=2)
    later(minutes=5)
    sweep(pair)
    assert pair.pairing()["on_deck"] == 1
    assert len(pair.marketplace.mails_of("plus_one_booked")) == 2


def test_a_renewal_that_was_pending_is_settled_once_by_the_stream_of_the_copied_item(pair: Pair) -> None:
    pair.complete_all()
    as_aws_restores_it()
    lose()
    restored("--yes")
    pair.marketplace.settle(times=2)

    assert pair.pairing()["on_deck"] == 1
    assert len(pair.marketplace.mails_of("plus_one_booked")) == 2
    check(connect(TABLE), drained=True)


def test_a_dry_run_says_what_would_be_added_and_writes_nothing_while_the_stack_runs(pair: Pair) -> None:
    as_aws_restores_it()
    lose()
    with pair.marketplace.writing_nothing():
        lines = typed("restore", "--from", COPY, "--dry-run")

    assert "event: 2 would be added" in lines
    assert [line for line in lines if "there already" in line] == []


def test_a_restore_that_broke_off_goes_on_where_it_stopped(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Pair(pair.marketplace, pair.client, coach("Robin"))
    other.book(sessions=1)
    pair.marketplace.settle()
    as_aws_restores_it()
    lose()
    typed("stop")
    with monkeypatch.context() as breaks:
        _one_item_a_transaction_and_the_third_fails(breaks)
        with pytest.raises(CannotHelp, match="It broke off"):
            typed("restore", "--from", COPY)
    assert 0 < len(tables.items(TABLE)) < len(tables.items(COPY))
    assert any("there already" in line for line in restored())
    assert tables.items(TABLE) == tables.items(COPY)


def test_a_receipt_whose_time_is_up_is_not_brought_back(pair: Pair, later: Any) -> None:
    pair.try_to_complete(pair.sessions()[0]["session_id"], idempotency_key="5f0f0f0f-aaaa-4bbb-8ccc-0123456789ab")
    pair.marketplace.settle()
    as_aws_restores_it()
    lose()
    later(hours=49)
    assert "receipt: 1 past" in restored("--yes")
    assert not [item for item in tables.items(TABLE) if "ttl" in item]


@pytest.mark.parametrize("table", [TABLE, "no-such-table"])
def test_a_table_that_cannot_be_the_copy_is_refused(pair: Pair, table: str, capsys: pytest.CaptureFixture[str]) -> None:
    typed("stop")
    assert refused(capsys, table)
