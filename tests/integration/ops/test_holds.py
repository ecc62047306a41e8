"""What operators see of +1s on hold, and what they can do to them."""

from datetime import timedelta
from typing import Any

import pytest

from functions.sweep import app as sweeper
from plus_one import clock
from plus_one.store import due, keys
from plus_one.store.items import moment, text
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import Figures, ids, sweep, told, typed
from tests.kept import everything


@pytest.fixture
def paused(pair: Pair) -> Pair:
    """On hold for a month."""
    hold(pair)
    return pair


def hold(pair: Pair) -> None:
    pair.adjust(paused_until=(clock.now().date() + timedelta(days=30)).isoformat())
    pair.renew()


def the_hold() -> Any:
    [item] = [item for item in everything(sweeper.table) if item["type"] == "renewal"]
    return item


def test_the_timeline_and_what_is_due_show_a_hold_with_its_reason_and_moment(paused: Pair) -> None:
    [line] = [line for line in typed("timeline", *ids(paused)) if "  held  " in line]
    assert f"PAUSED  resumes_at={the_hold()['resumes_at']}" in line
    [line] = [line for line in typed("due") if "renewal" in line]
    assert line.endswith(f"held PAUSED until {the_hold()['resumes_at']}")


def test_the_timeline_says_of_a_hold_without_a_moment_that_it_waits_for_the_client(pair: Pair) -> None:
    pair.adjust(stop_after=0)
    pair.renew()
    [line] = [line for line in typed("timeline", *ids(pair)) if "  held  " in line]
    assert "STOP_AFTER_REACHED  waits for the client" in line
    assert [line for line in typed("due") if "renewal" in line] == []


def test_a_hold_waits_since_its_reminder_or_its_moment_and_not_since_its_completion(
    paused: Pair, figures: Figures, later: Any
) -> None:
    reminder = moment(the_hold()["remind_at"])
    later(seconds=(reminder - clock.now()).total_seconds() + 700)
    [line] = [line for line in typed("due", "--stuck") if "renewal" in line]
    assert line.startswith(text(reminder))
    assert line.endswith(f"held PAUSED until {the_hold()['resumes_at']}")
    sweep(paused)
    later(seconds=(moment(the_hold()["resumes_at"]) - clock.now()).total_seconds() + 120)
    figures()
    sweep(paused)
    seen = figures()
    assert seen["BOOKED"] == [1]
    assert 120 <= seen["OldestDueRenewal"][0] < 180
    assert 120_000 <= seen["TimeToBooked"][0] < 180_000


def test_a_hold_is_counted_apart_from_what_ended_and_its_reminder_is_not(
    pair: Pair, figures: Figures, later: Any
) -> None:
    figures()
    hold(pair)
    seen = figures()
    assert (seen["HELD_PAUSED"], seen.keys() & {"PAUSED", "BOOKED"}) == ([1], set())
    later(days=29)
    sweep(pair)
    assert "HELD_PAUSED" not in figures()
    assert told(pair)[0]["kind"] == "resumes_soon"


def test_a_redrive_hurries_no_hold_and_hides_none_from_this_version(paused: Pair, later: Any) -> None:
    before = the_hold()
    typed("redrive-due", "--old-shards")
    assert the_hold() == before
    later(days=40)
    due.put_off(sweeper.table, keys.Key(before["PK"], before["SK"]), clock.now())
    assert the_hold()["due_at"] > text(clock.now())
    typed("redrive-due")
    assert the_hold()["due_at"] <= text(clock.now())
    assert the_hold()["due_shard"] == keys.HOLD_SHARD


def test_a_sweep_that_comes_too_early_by_an_index_that_is_behind_changes_nothing(paused: Pair) -> None:
    before = the_hold()
    key = keys.Key(before["PK"], before["SK"])
    with paused.marketplace.writing_nothing():
        assert sweeper._act(key) is None
