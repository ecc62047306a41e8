"""What was mailed after the moment of the copy is not mailed a second time, or only if somebody says yes."""

import json
from pathlib import Path
from typing import Any

import pytest

from ops.__main__ import main
from plus_one.store.table import connect
from tests import tables
from tests.conftest import TABLE
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import STACK, sweep, typed
from tests.integration.ops.lost import COPY, OLD, as_aws_restores_it, lose, refused, restored
from tests.invariants import check
from tests.kept import everything


def test_what_may_be_mailed_twice_is_counted_and_waits_for_a_yes(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    """The +1 is booked, and its two mails and the announcement leave after the moment of the copy."""
    pair.renew()
    as_aws_restores_it()
    lose()
    typed("stop")
    with pair.marketplace.writing_nothing():
        assert main(["restore", STACK, "--from", COPY]) == 1
    said = capsys.readouterr()
    assert "may come a second time: 2 mails, 1 announcements" in said.out
    assert "--yes" in said.err
    restored("--yes")
    check(connect(TABLE))


def test_a_copy_whose_turn_has_not_come_cannot_have_left(pair: Pair, later: Any) -> None:
    """The coach's, of the client turning +1 off."""
    pair.unenroll()
    pair.marketplace.settle()
    as_aws_restores_it()
    lose()
    assert "may come a second time: 0 mails, 0 announcements" in typed("restore", "--from", COPY, "--dry-run")
    later(hours=3)
    assert "may come a second time: 1 mails, 0 announcements" in typed("restore", "--from", COPY, "--dry-run")
    restored("--yes")
    sweep(pair)

    assert [mail.to for mail in pair.marketplace.mails_of("unenrolled")] == [(pair.client.email,), (pair.coach.email,)]


def test_with_the_old_table_at_hand_nothing_is_mailed_a_second_time(pair: Pair, later: Any) -> None:
    pair.renew()
    as_aws_restores_it()
    pair.marketplace.settle()
    sweep(pair)
    later(minutes=2)
    sweep(pair)
    as_aws_restores_it(OLD)
    lose()
    before = len(pair.marketplace.mails())
    assert before == 6
    restored("--old", OLD)
    check(connect(TABLE), drained=True)
    pair.marketplace.settle()
    later(minutes=5)
    sweep(pair)

    assert len(pair.marketplace.mails()) == before
    assert tables.items(TABLE) == tables.items(OLD)


def test_with_the_log_at_hand_nothing_is_mailed_a_second_time(
    pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair.renew()
    as_aws_restores_it()
    event_id = next(item["event_id"] for item in everything(connect(TABLE)) if item.get("kind") == "plus_one_booked")
    notices = {"client": "sent", "coach": "sent", "bus": "sent"}
    log = tmp_path / "log"
    log.write_text(
        json.dumps({"message": "mailed", "event_id": event_id, "notices": notices}) + "\nSTART RequestId\n7\n"
    )
    lose()
    restored("--log", str(log))
    check(connect(TABLE), drained=True)
    pair.marketplace.settle()

    assert pair.marketplace.mails_of("plus_one_booked") == []
    assert pair.pairing()["on_deck"] == 1
    assert "There is no file" in refused(capsys, COPY, "--log", str(tmp_path / "none"))


def test_sessions_that_people_were_told_of_and_that_are_gone_are_named(pair: Pair) -> None:
    as_aws_restores_it()
    pair.complete_all()
    pair.marketplace.settle()
    plus_one = pair.pairing()["renewal"]["session_id"]
    package = pair.book(sessions=2)["package"]["package_id"]
    pair.marketplace.settle()
    as_aws_restores_it(OLD)
    lose()
    lines = [line for line in restored("--old", OLD) if line.startswith(f"client {pair.client.user_id}")]

    assert {line.split(": ")[1].partition(",")[0] for line in lines} == {f"+1 {plus_one}", f"package {package}"}
    assert all(line.endswith("is gone") for line in lines)


def test_a_plus_one_whose_renewal_was_pending_is_booked_again_with_the_same_id(pair: Pair) -> None:
    pair.complete_all()
    as_aws_restores_it()
    pair.marketplace.settle()
    plus_one = pair.pairing()["renewal"]["session_id"]
    as_aws_restores_it(OLD)
    lose()
    lines = restored("--old", OLD, "--yes")
    pair.marketplace.settle()

    assert "may come a second time: 2 mails, 1 announcements" in lines
    assert lines[-1].endswith("is booked again")
    assert pair.pairing()["renewal"]["session_id"] == plus_one
