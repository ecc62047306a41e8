"""Each alarm on a figure of ours rings here, and is over when the runbook says. What AWS counts, only AWS can show."""

from collections.abc import Callable
from typing import Any

import pytest

from local.render import Template
from plus_one.mail.sender import MailPostponed, MailRefused
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import Figures, sweep, typed
from tests.integration.ops.ringing import Bell
from tests.template.test_alarms import alarms, watched

type Rung = Callable[[str], Bell]
# In minutes: "Over" in the runbook.
OVER = {
    "OverdueRenewalAlarm": 15,
    "OverdueNoticeAlarm": 125,
    "OverdueAnnouncementAlarm": 75,
    "NoticeNotComposedAlarm": 65,
    "NoticeRefusedAlarm": 60,
    "ManyMailsAlarm": 60,
    "StreamMissedAlarm": 60,
    "SweepSilentAlarm": 5,
    "SlowBookingAlarm": 5,
}
# A metric filter counts it in API Gateway's log.
BY_A_FILTER = {"TooManyRequestsAlarm"}


@pytest.fixture
def bell(template: Template, figures: Figures, later: Any) -> Rung:
    def of(name: str) -> Bell:
        figures()
        return Bell(dict(alarms(template)[name]), figures, later)

    return of


def broken(monkeypatch: pytest.MonkeyPatch, what: str, error: Exception) -> None:
    """For both who mail and announce, or for the sweep alone."""

    def fail(*_: Any, **more: Any) -> None:
        raise error

    monkeypatch.setattr(what, fail)


def rings_until_the_runbook_says(bell: Bell, name: str, act: Callable[[], None]) -> None:
    assert bell.rings()
    assert bell.is_over_within(OVER[name], act)


def test_every_alarm_on_a_figure_of_ours_is_seen_here(template: Template) -> None:
    ours = {name for name, alarm in alarms(template).items() if watched(alarm)[0].namespace == "PlusOne"}

    assert ours - BY_A_FILTER == set(OVER)


def test_a_stream_that_is_off_rings_at_the_third_thing_that_the_sweep_was_the_first_to_do(
    pair: Pair, bell: Rung, later: Any
) -> None:
    """Two +1s: both are settled by the sweep and both are announced by it."""
    rung = bell("StreamMissedAlarm")
    for is_second in (False, True):
        assert not rung.rings()
        pair.complete_all()
        for _ in range(2):
            later(minutes=2)
            sweep(pair)
        if is_second:
            pair.marketplace.new_records()

    rings_until_the_runbook_says(rung, "StreamMissedAlarm", lambda: sweep(pair))


def test_what_the_stream_does_is_not_missed(pair: Pair, bell: Rung, later: Any) -> None:
    rung = bell("StreamMissedAlarm")
    for _ in range(3):
        pair.complete_all()
        pair.marketplace.settle()
        later(minutes=2)
        sweep(pair)

    assert not rung.rings()
    assert rung.seen == []


@pytest.mark.parametrize("held_up", [("stop-bookings", "start-bookings"), ("suspend", "resume")])
def test_what_an_operator_held_up_is_not_missed(pair: Pair, bell: Rung, later: Any, held_up: tuple[str, str]) -> None:
    rung, (begin, end) = bell("StreamMissedAlarm"), held_up
    whom = [pair.client.user_id] if begin == "suspend" else []
    pair.complete_all()
    typed(begin, *whom, "--why", "a test")
    pair.marketplace.settle()
    later(minutes=30)
    typed(end, *whom, *(["--why", "over"] if whom else []))
    later(minutes=2)
    sweep(pair)
    pair.marketplace.settle()
    rung.rings()

    assert pair.pairing()["renewal"]["state"] == "booked"
    assert rung.seen == []


def test_a_renewal_that_fails_for_ten_minutes_rings(
    pair: Pair, bell: Rung, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = bell("OverdueRenewalAlarm")
    pair.complete_all()
    with monkeypatch.context() as patch:
        broken(patch, "functions.sweep.app.settle_renewal", ZeroDivisionError())
        later(minutes=9)
        sweep(pair)
        assert not rung.rings()
        later(minutes=2)
        sweep(pair)
        assert rung.rings()
    later(minutes=4)
    sweep(pair)  # its turn comes, and it is settled

    rings_until_the_runbook_says(rung, "OverdueRenewalAlarm", lambda: sweep(pair))


def test_a_mail_that_ses_does_not_take_for_an_hour_rings(
    pair: Pair, bell: Rung, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = bell("OverdueNoticeAlarm")
    with monkeypatch.context() as patch:
        broken(patch, "plus_one.mail.sender.send", MailPostponed("SendingPausedException"))
        pair.complete_all()
        pair.marketplace.settle()
        later(minutes=59)
        sweep(pair)
        assert not rung.rings()
        later(minutes=2)
        sweep(pair)
        assert rung.rings()
    later(minutes=60)
    sweep(pair)

    rings_until_the_runbook_says(rung, "OverdueNoticeAlarm", lambda: None)


def test_an_announcement_that_the_bus_does_not_take_for_ten_minutes_rings(
    pair: Pair, bell: Rung, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = bell("OverdueAnnouncementAlarm")
    with monkeypatch.context() as patch:
        broken(patch, "plus_one.bus.announcer.put", ZeroDivisionError())
        pair.complete_all()
        pair.marketplace.settle()
        later(minutes=9)
        sweep(pair)
        assert not rung.rings()
        later(minutes=2)
        sweep(pair)
        assert rung.rings()
    later(minutes=60)
    sweep(pair)

    rings_until_the_runbook_says(rung, "OverdueAnnouncementAlarm", lambda: None)


def test_a_mail_that_cannot_be_written_rings_at_once(
    pair: Pair, bell: Rung, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = bell("NoticeNotComposedAlarm")
    with monkeypatch.context() as patch:
        broken(patch, "plus_one.actions.send_notices.compose", KeyError("rate"))
        pair.complete_all()
        pair.marketplace.settle()

    rings_until_the_runbook_says(rung, "NoticeNotComposedAlarm", lambda: None)


def test_the_third_mail_that_ses_refuses_rings(pair: Pair, bell: Rung, monkeypatch: pytest.MonkeyPatch) -> None:
    rung = bell("NoticeRefusedAlarm")
    with monkeypatch.context() as patch:
        broken(patch, "plus_one.mail.sender.send", MailRefused("BadRequestException"))
        pair.complete_all()
        pair.marketplace.settle()
        assert not rung.rings()
        pair.complete_all()
        pair.marketplace.settle()

    rings_until_the_runbook_says(rung, "NoticeRefusedAlarm", lambda: None)


def test_more_mails_than_the_operator_expects_ring(pair: Pair, bell: Rung) -> None:
    rung = bell("ManyMailsAlarm")
    rung.alarm["Threshold"] = 3
    for _ in range(2):
        assert not rung.rings()
        pair.complete_all()
        pair.marketplace.settle()

    rings_until_the_runbook_says(rung, "ManyMailsAlarm", lambda: None)


def test_a_silent_sweep_rings_after_ten_minutes(pair: Pair, bell: Rung, later: Any) -> None:
    rung = bell("SweepSilentAlarm")
    sweep(pair)
    assert not rung.rings()
    later(minutes=9)
    assert not rung.rings()
    later(minutes=2)

    rings_until_the_runbook_says(rung, "SweepSilentAlarm", lambda: sweep(pair))


def test_a_stream_that_books_late_rings_after_fifteen_minutes(pair: Pair, bell: Rung, later: Any) -> None:
    rung = bell("SlowBookingAlarm")
    for _ in range(3):
        assert not rung.rings()
        later(minutes=5)
        pair.complete_all()
        later(seconds=11)
        pair.marketplace.settle()

    rings_until_the_runbook_says(rung, "SlowBookingAlarm", lambda: None)
