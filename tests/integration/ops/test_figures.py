"""The figures that alarms and dashboard watch, as the functions write them into their log."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

from plus_one.domain.refusals import Busy
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import Figures, sweep


def test_a_booking_by_the_stream_is_counted_with_its_time(pair: Pair, figures: Figures) -> None:
    pair.complete_all()
    figures()
    pair.settle()
    seen = figures()

    assert seen["BOOKED"] == [1]
    assert 0 <= seen["TimeToBooked"][0] < timedelta(minutes=1) / timedelta(milliseconds=1)


def test_a_booking_by_the_sweep_is_counted_with_its_time_too(pair: Pair, figures: Figures, later: Any) -> None:
    pair.complete_all()
    later(minutes=20)
    figures()
    sweep(pair)
    seen = figures()

    assert seen["BOOKED"] == [1]
    assert timedelta(milliseconds=seen["TimeToBooked"][0]) >= timedelta(minutes=20)
    assert seen["OldestDueRenewal"][0] >= timedelta(minutes=20).total_seconds()


def test_a_skip_is_counted_by_its_reason_and_took_no_time(pair: Pair, figures: Figures, later: Any) -> None:
    pair.complete_all()
    pair.unenroll()
    later(minutes=20)
    figures()
    sweep(pair)
    seen = figures()

    assert seen["NOT_ENROLLED"] == [1]
    assert "TimeToBooked" not in seen
    assert seen["NoticeSent"] == seen["MailSent"] == [1]  # the coach's copy waits


def test_with_nothing_due_the_sweep_says_so(pair: Pair, figures: Figures) -> None:
    figures()
    sweep(pair)

    oldest = {"OldestDueRenewal": [0], "OldestUnsentNotice": [0], "OldestUnsentAnnouncement": [0]}
    assert figures() == {"Swept": [0], "SweepFailed": [0]} | oldest


def test_a_renewal_that_fails_again_and_again_is_seen_to_grow_old(
    pair: Pair, figures: Figures, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Being put off moves its due time, so that this says nothing of its age."""

    def fail(*what: Any) -> None:
        raise Busy

    monkeypatch.setattr("functions.sweep.app.settle_renewal", fail)
    pair.complete_all()
    ages = []
    for _ in range(3):
        later(minutes=6)
        figures()
        sweep(pair)
        ages.append(figures()["OldestDueRenewal"][0])

    assert ages[0] < 600 < ages[1] < ages[2]


def test_an_announcement_that_the_bus_does_not_take_is_counted_with_its_age(
    pair: Pair, figures: Figures, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = {"Entries": [{"ErrorCode": "InternalFailure"}]}
    for name in ("send_notices", "sweep"):
        monkeypatch.setattr(import_module(f"functions.{name}.app").bus, "put_events", lambda **_: failed)
    pair.complete_all()
    pair.marketplace.settle()
    assert figures()["AnnouncementPending"] == [1]
    later(minutes=20)
    sweep(pair)
    seen = figures()

    assert seen["AnnouncementPending"] == [1]
    assert 20 * 60 <= seen["OldestUnsentAnnouncement"][0] < 21 * 60


def test_an_announcement_that_is_taken_waits_no_more(pair: Pair, figures: Figures, later: Any) -> None:
    pair.complete_all()
    pair.settle()
    later(minutes=20)
    figures()
    sweep(pair)
    seen = figures()

    assert seen["AnnouncementSent"] == [1]
    assert seen["OldestUnsentAnnouncement"] == [0]
