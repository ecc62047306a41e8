"""A passing obstacle is a passing hold (R11 to R15): stories of a client and a coach."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from plus_one import clock
from tests.integration.api.pair import Pair, refused
from tests.integration.test_sweep import sweep

type At = Callable[[str], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Sets the clock, to a moment in UTC."""

    def set_to(moment: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(moment).replace(tzinfo=UTC))

    return set_to


@pytest.fixture
def paused(pair: Pair, at: At) -> Pair:
    """Enrolled until 7 December, then paused to 10 January; the last session is completed on the 8th."""
    at("2026-12-07T10:00")
    pair.book(sessions=1)
    pair.enroll()
    pair.adjust(paused_until="2027-01-10")
    at("2026-12-08T10:00")
    pair.renew()
    return pair


def hold(pair: Pair) -> Any:
    return pair.by_client("GET", "/preview").body["hold"]


def tap(pair: Pair, **changes: Any) -> Any:
    shown = pair.by_client("GET", "/preview").body["book_now"]
    return pair.by_client("POST", "/plus-one", shown | changes)


def test_a_pause_over_the_last_completion_ends_with_one_on_deck(paused: Pair, at: At) -> None:
    assert hold(paused) == {"reason": "PAUSED", "resumes_at": "2027-01-11T00:00:00.000Z"}
    for moment, on_deck in [("2027-01-10T23:59", 0), ("2027-01-11T00:01", 1), ("2027-01-11T00:02", 1)]:
        at(moment)
        sweep(paused.marketplace)
        assert paused.pairing()["on_deck"] == on_deck


def test_a_reminder_leaves_three_days_before_and_once(paused: Pair, at: At) -> None:
    def reminders() -> int:
        timeline = paused.by_client("GET", "/timeline?limit=100").body["items"]
        return [entry["kind"] for entry in timeline].count("resumes_soon")

    for moment, sent in [("2027-01-07T23:59", 0), ("2027-01-08T00:01", 1), ("2027-01-09T00:01", 1)]:
        at(moment)
        sweep(paused.marketplace)
        assert reminders() == sent
    at("2027-01-11T00:01")
    sweep(paused.marketplace)
    assert paused.pairing()["on_deck"] == 1


def test_a_cap_that_is_full_books_in_the_next_month(pair: Pair, at: At) -> None:
    at("2026-12-01T10:00")
    pair.book(sessions=1, price={"amount": 6667, "currency": "USD"})
    pair.enroll()
    pair.adjust(monthly_spend_cap={"amount": 20000, "currency": "USD"})
    for month in ("2026-12", "2027-01", "2027-02"):
        for day in ("02", "09", "16", "23"):
            at(f"{month}-{day}T10:00")
            sweep(pair.marketplace)
            if pair.pairing()["on_deck"]:
                pair.renew()
    at("2027-03-01T00:01")
    sweep(pair.marketplace)
    assert pair.pairing()["on_deck"] == 1
    assert len(pair.sessions("?limit=100")) == 8


def test_a_save_that_ends_the_pause_books_in_its_own_answer(paused: Pair, at: At) -> None:
    at("2026-12-20T10:00")
    saved = paused.adjust()
    assert saved["plus_one"]["status"] == "booked"
    assert paused.pairing()["on_deck"] == 1
    assert hold(paused) is None


def test_a_save_that_prolongs_the_pause_moves_the_moment(paused: Pair, at: At) -> None:
    paused.adjust(paused_until="2027-01-20")
    assert hold(paused)["resumes_at"] == "2027-01-21T00:00:00.000Z"
    for moment, on_deck in [("2027-01-11T00:01", 0), ("2027-01-21T00:01", 1)]:
        at(moment)
        sweep(paused.marketplace)
        assert paused.pairing()["on_deck"] == on_deck


def test_one_tap_books_past_the_pause_and_once(paused: Pair) -> None:
    shown = paused.by_client("GET", "/preview").body["book_now"]
    first, second = (paused.by_client("POST", "/plus-one", shown) for _ in range(2))
    assert (first.status, second.status) == (201, 200)
    assert first.body["session"] == second.body["session"]
    assert paused.pairing()["on_deck"] == 1


def test_a_tap_at_another_rate_books_nothing(paused: Pair) -> None:
    refused(tap(paused, rate={"amount": 1, "currency": "USD"}), 409, "RATE_CHANGED")


def test_a_client_who_enrolls_after_the_last_session_taps(pair: Pair) -> None:
    pair.book(sessions=1)
    pair.renew()
    pair.enroll()
    assert tap(pair).status == 201
    assert pair.pairing()["on_deck"] == 1


@pytest.mark.parametrize("end", [Pair.book, Pair.unenroll, lambda pair: pair.reopen(pair.sessions()[0]["session_id"])])
def test_what_ends_a_hold_ends_it_for_good(paused: Pair, at: At, end: Callable[[Pair], Any]) -> None:
    end(paused)
    assert hold(paused) is None
    on_deck = paused.pairing()["on_deck"]
    at("2027-01-11T00:01")
    sweep(paused.marketplace)
    assert paused.pairing()["on_deck"] == on_deck


def test_the_day_after_the_pause_is_that_of_the_new_time_zone(paused: Pair, at: At) -> None:
    paused.marketplace.call(paused.client, "PUT", "/v1/profile", {"name": "Alex", "time_zone": "America/New_York"})
    at("2026-12-08T11:00")
    sweep(paused.marketplace)
    assert hold(paused) == {"reason": "PAUSED", "resumes_at": "2027-01-11T05:00:00.000Z"}
    for moment, on_deck in [("2027-01-11T04:59", 0), ("2027-01-11T05:01", 1)]:
        at(moment)
        sweep(paused.marketplace)
        assert paused.pairing()["on_deck"] == on_deck
