"""R17: while an operator has stopped bookings, renewals wait, and nobody is told or called."""

from typing import Any

import pytest

from functions.sweep import app as sweeper
from ops import smoke
from ops.__main__ import main
from ops.audit.audit import overdue
from plus_one import clock
from plus_one.store import bookings, keys
from tests.integration.api.pair import Pair, refused
from tests.integration.ops.desk import STACK, Figures, sweep, typed
from tests.integration.test_sweep import pairing
from tests.kept import everything
from tests.marketplace import client

WHY = "wrong rates"


def stop() -> None:
    [said] = typed("stop-bookings", "--why", WHY)
    assert said.startswith("No +1 is booked")


def state(pair: Pair) -> Any:
    return pair.pairing()["renewal"]["state"]


def test_a_renewal_stays_pending_without_a_word_and_is_booked_afterwards(
    pair: Pair, figures: Figures, later: Any
) -> None:
    stop()
    pair.complete_all()
    pair.marketplace.settle()
    later(hours=3)
    figures()
    with pair.marketplace.writing_nothing():
        pair.marketplace.settle()
        sweep(pair)
    assert figures()["OldestDueRenewal"] == [0]
    assert typed("due", "--stuck") == []
    assert list(smoke.overdue(sweeper.table)) == []
    [stop_item] = sweeper.table.get(keys.BOOKINGS)
    assert list(overdue(everything(sweeper.table), clock.now(), stop_item)) == []
    assert state(pair) == "pending"

    assert typed("start-bookings") == [
        "+1s are booked again. 1 renewals wait; the sweep settles them, the oldest first."
    ]
    sweep(pair)
    assert state(pair) == "booked"


def test_afterwards_what_waits_is_measured_from_the_start(pair: Pair, figures: Figures, later: Any) -> None:
    stop()
    pair.complete_all()
    later(hours=3)
    typed("start-bookings")
    later(minutes=5)
    figures()
    sweep(pair)
    assert 5 * 60 <= figures()["OldestDueRenewal"][0] < 6 * 60


def test_the_oldest_is_settled_first_afterwards(pair: Pair, later: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "RENEWAL_SHARDS", keys.RENEWAL_SHARDS[:1])
    monkeypatch.setattr(keys, "_NUMBERS", range(1))
    stop()
    pairs = [Pair(pair.marketplace, client(), pair.coach) for _ in range(3)]
    for minutes, each in enumerate(pairs):
        later(minutes=minutes)
        each.book(sessions=1)
        each.enroll()
        each.complete_all()
    later(hours=1)
    typed("start-bookings")
    monkeypatch.setattr(sweeper, "LANES", 1)
    sweep(pair)
    booked = [pairing(pair.marketplace, each.client, each.coach)["renewal"] for each in pairs]
    assert [each["state"] for each in booked] == ["booked"] * 3
    assert [each["at"] for each in booked] == sorted(each["at"] for each in booked)


def test_a_hold_does_not_resume_and_no_tap_books(pair: Pair, later: Any) -> None:
    pair.adjust(paused_until=(clock.now().date()).isoformat())
    pair.renew()
    assert state(pair) == "held"
    shown = pair.by_client("GET", "/preview").body["book_now"]
    stop()
    later(days=2)
    sweep(pair)
    assert state(pair) == "held"
    refused(pair.by_client("POST", "/plus-one", shown), 409, "PROGRAM_STOPPED")
    typed("start-bookings")
    sweep(pair)
    assert state(pair) == "booked"


def test_stopping_and_starting_twice_is_refused_and_says_why(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["start-bookings", STACK]) == 1
    assert main(["stop-bookings", STACK, "--why", " "]) == 1
    stop()
    assert main(["stop-bookings", STACK, "--why", "again"]) == 1
    assert f"({WHY}) already." in capsys.readouterr().err
    typed("start-bookings")
    assert main(["start-bookings", STACK]) == 1
    stop()
    assert bookings.are_stopped(sweeper.table.get(keys.BOOKINGS)[0])


def test_smoke_warns_while_they_are_stopped(pair: Pair) -> None:
    assert list(smoke.stopped(sweeper.table)) == []
    stop()
    [warning] = smoke.stopped(sweeper.table)
    assert warning.startswith("Warning: Bookings are stopped since")
    assert WHY in warning
