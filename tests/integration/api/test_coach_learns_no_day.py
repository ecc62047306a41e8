"""R16: what becomes of a hold while it lasts leaves no trace that a coach can read."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.api.pair import Pair
from tests.integration.api.test_holds import At, at, hold, paused
from tests.integration.api.test_moved_holds import live_in
from tests.integration.test_sweep import sweep

__all__ = ["at", "paused"]  # fixtures

READS = ["", "/timeline?limit=100", "/preview", "/sessions", "/packages"]


def read(pair: Pair) -> list[Any]:
    return [pair.by_coach("GET", path).body for path in READS]


def line_by_line(pair: Pair) -> list[Any]:
    """Each answer and the cursor of the next."""
    pages, cursor = list[Any](), ""
    while not pages or cursor:
        pages.append(pair.by_coach("GET", f"/timeline?limit=1{cursor and f'&cursor={cursor}'}").body)
        cursor = pages[-1]["next"]
    return pages


def remind(pair: Pair, at: At) -> None:
    at("2027-01-08T00:01")
    sweep(pair.marketplace)
    assert pair.by_client("GET", "/timeline").body["items"][0]["kind"] == "resumes_soon"


def test_a_reminder_is_on_no_page_of_the_coachs_timeline_and_in_no_cursor(paused: Pair, at: At) -> None:
    before = line_by_line(paused)
    assert len(before) == len(paused.by_coach("GET", "/timeline?limit=100").body["items"])
    remind(paused, at)
    assert line_by_line(paused) == before


def move_west(pair: Pair, at: At) -> None:
    live_in(pair, "America/New_York")
    for minute in ("10:05", "10:10"):
        at(f"2026-12-09T{minute}")
        sweep(pair.marketplace)
    assert hold(pair)["resumes_at"] == "2027-01-11T05:00:00.000Z"


def look_again(pair: Pair, at: At) -> None:
    """At the moment, before the sweep has heard of the new time zone."""
    at("2027-01-11T00:01")
    live_in(pair, "America/New_York")
    sweep(pair.marketplace)
    assert hold(pair)["resumes_at"] == "2027-01-11T05:00:00.000Z"


@pytest.mark.parametrize("act", [remind, move_west, look_again])
def test_a_hold_that_moves_reads_as_before(paused: Pair, at: At, act: Callable[[Pair, At], None]) -> None:
    before = read(paused)
    act(paused, at)
    assert read(paused) == before


def test_a_save_that_moves_a_hold_reads_like_one_that_does_not(paused: Pair, at: At) -> None:
    """That something was saved, both show."""
    pairing, preview = paused.by_coach("GET").body, paused.by_coach("GET", "/preview").body
    at("2026-12-09T10:00")
    paused.adjust(paused_until="2027-01-20")
    assert hold(paused)["resumes_at"] == "2027-01-21T00:00:00.000Z"
    assert (paused.by_coach("GET").body, paused.by_coach("GET", "/preview").body) == (pairing, preview)
