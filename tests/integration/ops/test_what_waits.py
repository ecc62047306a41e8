"""What waits longest is measured, whether or not the sweep came to it, and listed for the operator."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from functions.sweep import app as sweeper
from ops.audit.audit import overdue
from plus_one import clock
from plus_one.bus import announcer
from plus_one.domain.events import Bus, Event, EventKind, Side, To
from plus_one.domain.ids import EventId, UserId
from plus_one.domain.notices import Cause, Notice
from plus_one.domain.renewals import Due
from plus_one.mail import sender
from plus_one.store import due, events, keys
from plus_one.store.items import text
from plus_one.store.table import update
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import Figures, ids, sweep, typed
from tests.integration.test_permissions import A_MINUTE
from tests.kept import everything

AN_HOUR = 3600
NO_TIME = SimpleNamespace(**vars(A_MINUTE) | {"get_remaining_time_in_millis": lambda: 0})


def paused(*_: object) -> str:
    raise sender.MailPostponed("AccountSuspendedException")


@pytest.fixture
def ses_is_paused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "send", paused)


def sweep_without_time(pair: Pair) -> None:
    pair.marketplace.handler("sweep")({}, NO_TIME)


def suspend() -> None:
    """Every renewal waits."""
    for key in due.heads(sweeper.table):
        if isinstance(due.named(key), Due):
            sweeper.table.write(update(key, "SET waits_for = :who", "attribute_exists(PK)", who="SUSPENDED"))


def test_a_victim_that_no_sweep_comes_to_is_seen_to_wait(pair: Pair, figures: Figures, later: Any) -> None:
    """Version 0.1.0 measured what it had in hand: OldestDueRenewal said 0 while a renewal waited for ten minutes."""
    pair.complete_all()
    later(minutes=10)
    figures()
    sweep_without_time(pair)

    assert figures()["OldestDueRenewal"][0] >= 10 * 60


@pytest.mark.usefixtures("ses_is_paused")
def test_a_mail_and_an_announcement_that_no_sweep_comes_to_are_seen_to_wait(
    pair: Pair, figures: Figures, later: Any
) -> None:
    pair.complete_all()
    pair.marketplace.settle(only="book_plus_one")
    later(hours=3)
    figures()
    sweep_without_time(pair)
    seen = figures()

    assert 3 * AN_HOUR <= seen["OldestUnsentNotice"][0] < 4 * AN_HOUR
    assert 3 * AN_HOUR <= seen["OldestUnsentAnnouncement"][0] < 4 * AN_HOUR


@pytest.mark.usefixtures("ses_is_paused")
def test_a_mail_that_ses_does_not_take_is_seen_to_grow_old_also_between_its_attempts(
    pair: Pair, figures: Figures, later: Any
) -> None:
    pair.unenroll()
    pair.marketplace.settle()
    ages = []
    for _ in range(4):
        later(minutes=20)
        figures()
        sweep(pair)
        sweep(pair)  # its turn is later by now
        ages.append(figures()["OldestUnsentNotice"][-1])

    assert [age // (20 * 60) for age in ages] == [1, 2, 3, 4]


def test_a_renewal_that_waits_for_somebody_suspended_is_not_late(pair: Pair, figures: Figures, later: Any) -> None:
    pair.complete_all()
    suspend()
    later(hours=3)
    figures()
    sweep_without_time(pair)

    assert figures()["OldestDueRenewal"] == [0]
    assert list(overdue(everything(sweeper.table), clock.now())) == []
    assert [line for line in typed("due", "--stuck") if "renewal" in line] == []
    assert [line for line in typed("due") if line.endswith("waits for SUSPENDED")]


def test_a_mail_to_somebody_who_has_never_signed_in_is_not_late(pair: Pair, figures: Figures, later: Any) -> None:
    what = one_more(pair, Notice(attempts=3, feedback=Cause.NO_ADDRESS))
    later(hours=3)
    figures()
    sweep_without_time(pair)

    assert figures()["OldestUnsentNotice"] == [0]
    assert [line for line in typed("due") if what.event_id in line and "client=pending(3, NO_ADDRESS)" in line]


def test_a_mail_that_is_held_back_is_late_only_from_then_on(pair: Pair, figures: Figures, later: Any) -> None:
    """By two hours, say; and so it stays after an attempt that failed."""
    what = one_more(pair, Notice(not_before=clock.now() + timedelta(hours=2)))
    later(hours=2, minutes=30)
    failed = what.with_notice(Side.CLIENT, Notice(attempts=1).put_back(clock.now(), "TooManyRequestsException"))
    sweeper.table.write(events.put_notices(failed, what, clock.now()))
    figures()
    sweep_without_time(pair)

    assert 30 * 60 <= figures()["OldestUnsentNotice"][0] < 31 * 60


@pytest.mark.usefixtures("ses_is_paused")
def test_while_the_copy_to_one_side_is_held_back_the_other_mail_and_the_announcement_are_late(
    pair: Pair, figures: Figures, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy can be held back for days."""
    monkeypatch.setattr(announcer, "put", paused)
    what = one_more(pair, Notice(not_before=clock.now() + timedelta(days=1)), Bus.BUS, Side.COACH)
    later(hours=3)
    figures()
    sweep_without_time(pair)
    seen = figures()

    assert 3 * AN_HOUR <= seen["OldestUnsentAnnouncement"][0] < 4 * AN_HOUR
    assert 3 * AN_HOUR <= seen["OldestUnsentNotice"][0] < 4 * AN_HOUR
    assert [line for line in typed("due", "--stuck") if what.event_id in line]


def test_what_is_held_back_until_later_has_not_waited_yet(pair: Pair, figures: Figures) -> None:
    one_more(pair, Notice(not_before=clock.now() + timedelta(hours=2)))
    figures()
    sweep_without_time(pair)

    assert figures()["OldestUnsentNotice"] == [0]


def test_a_mail_that_support_sends_again_waits_from_then_on(pair: Pair, figures: Figures, later: Any) -> None:
    what = one_more(pair, Notice(attempts=1).undeliverable())
    later(hours=3)
    typed("resend", *ids(pair), what.event_id, "client", "--why", "asked for it")
    later(minutes=5)
    figures()
    sweep_without_time(pair)

    assert 5 * 60 <= figures()["OldestUnsentNotice"][0] < 6 * 60


def test_a_mail_that_is_held_back_is_looked_at_when_its_time_comes(pair: Pair) -> None:
    until = clock.now() + timedelta(minutes=10)
    what = one_more(pair, Notice(not_before=until))
    [item] = sweeper.table.get(keys.event(what.client_id, what.coach_id, what.event_id))

    assert item
    assert item["due_at"] == text(until + keys.GRACE)


def one_more(pair: Pair, notice: Notice, *others: To) -> Event:
    """An event that needs no change of the pairing. The notices to the others do not wait."""
    now = clock.now()
    what = Event(
        event_id=EventId(clock.new_id(now)),
        kind=EventKind.OFFER_MADE,
        at=now,
        client_id=UserId(pair.client.user_id),
        coach_id=UserId(pair.coach.user_id),
        facts={"offer_id": "x"},
        notices={Side.CLIENT: notice, **{to: Notice() for to in others}},
    )
    sweeper.table.write(events.put_new(what))
    return what
