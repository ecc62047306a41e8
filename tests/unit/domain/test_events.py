"""An event: one thing that happened to a pairing, and the source of its notices (product.md, "Notices")."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from plus_one.domain.events import (
    SLOW_AFTER,
    Bus,
    Event,
    EventKind,
    Side,
    notify,
)
from plus_one.domain.notices import LEASE, UNSENT, Notice, NoticeState
from plus_one.domain.renewals import Reason
from tests.builders import CLIENT, COACH, MS, NOW, event

BOTH = [Side.CLIENT, Side.COACH]
MINUTE = timedelta(minutes=1)
WAITING = Notice()
SENT = Notice().claimed(NOW).sent("ses-1", NOW)
FAILED_TWICE = Notice(attempts=2).put_back(NOW)


def of_two(client: Notice, coach: Notice) -> Event:
    return event(EventKind.ENROLLED).with_notice(Side.CLIENT, client).with_notice(Side.COACH, coach)


def test_who_always_gets_a_notice_of_what() -> None:
    asked = {kind.value: list(event(kind).notices) for kind in EventKind}
    assert asked == {
        "offer_made": [],
        "package_booked": BOTH,
        "enrolled": BOTH,
        "unenrolled": BOTH,
        "session_completed": [],
        "plus_one_booked": [*BOTH, Bus.BUS],
        "not_booked": [],
        "held": [],
        "resumes_soon": [Side.CLIENT],
        "coach_ended": BOTH,
        "coach_returned": BOTH,
        "adjusted": [],
        "session_reopened": [],
        "plus_one_cancelled": [*BOTH, Bus.BUS],
        "support_helped": [],
    }


def test_a_notice_has_the_kind_of_its_event_but_for_heads_up_and_what_reopening_cancels() -> None:
    others = {kind: event(kind).notice_kind for kind in EventKind if event(kind).notice_kind != kind.value}
    assert others == {
        EventKind.SESSION_COMPLETED: "heads_up",
        EventKind.SESSION_REOPENED: "plus_one_cancelled",
    }


def test_an_action_may_ask_for_notices_that_the_kind_does_not_always_have() -> None:
    skipped = notify(event(EventKind.NOT_BOOKED), *BOTH)
    assert skipped.notices == dict.fromkeys(BOTH, Notice())
    assert skipped == replace(event(EventKind.NOT_BOOKED), notices=skipped.notices)


def test_a_new_notice_is_due_at_once() -> None:
    assert event().look_again_at(NOW) == NOW


def test_a_new_event_says_what_happened_when_and_to_whom() -> None:
    happened = event(EventKind.PLUS_ONE_BOOKED, rate=6667, currency="USD")
    assert (happened.kind, happened.at) == (EventKind.PLUS_ONE_BOOKED, NOW)
    assert (happened.client_id, happened.coach_id) == (CLIENT, COACH)
    assert happened.facts == {"rate": 6667, "currency": "USD"}


def test_a_reason_stands_beside_the_facts() -> None:
    skipped = event(EventKind.NOT_BOOKED, reason=Reason.ZERO_RATE, rate=0)
    assert (skipped.reason, skipped.facts) == ("ZERO_RATE", {"rate": 0})
    assert type(skipped.reason) is str
    assert event(reason=None).reason is None
    assert event().reason is None


@pytest.mark.parametrize(
    ("state", "unsent"),
    [("pending", True), ("sending", True), ("sent", False), ("undeliverable", False), ("stale", False)],
)
def test_what_is_pending_or_being_sent_is_unsent(state: str, unsent: bool) -> None:
    notice = Notice(state=NoticeState(state))
    assert of_two(notice, SENT).unsent == ([Side.CLIENT] if unsent else [])
    assert (NoticeState(state) in UNSENT) is unsent


def test_each_notice_has_a_state_of_its_own() -> None:
    before = event(EventKind.ENROLLED)
    after = before.with_notice(Side.COACH, SENT)
    assert after.notices == {Side.CLIENT: WAITING, Side.COACH: SENT}
    assert before.notices == {Side.CLIENT: WAITING, Side.COACH: WAITING}


def test_the_announcement_keeps_an_event_due_like_a_notice() -> None:
    mailed = event(EventKind.PLUS_ONE_BOOKED).with_notice(Side.CLIENT, SENT).with_notice(Side.COACH, SENT)
    failed = mailed.with_notice(Bus.BUS, FAILED_TWICE)
    assert (mailed.unsent, mailed.free(NOW)) == ([Bus.BUS], [Bus.BUS])
    assert (failed.unsent, failed.free(NOW), failed.look_again_at(NOW)) == ([Bus.BUS], [], NOW + 2 * MINUTE)
    assert mailed.with_notice(Bus.BUS, SENT).unsent == []


def test_one_notice_may_be_free_while_the_other_is_being_sent() -> None:
    claimed = of_two(WAITING, WAITING.claimed(NOW))
    assert claimed.free(NOW) == [Side.CLIENT]
    assert claimed.free(NOW + LEASE) == BOTH


@pytest.mark.parametrize(
    ("client", "coach", "at"),
    [
        (FAILED_TWICE, SENT, NOW + 2 * MINUTE),
        (SENT, FAILED_TWICE, NOW + 2 * MINUTE),
        (FAILED_TWICE, Notice(attempts=1).put_back(NOW), NOW + MINUTE),
        (WAITING.claimed(NOW - MINUTE), SENT, NOW + MINUTE),
        (WAITING.claimed(NOW - MS), FAILED_TWICE, NOW + LEASE - MS),
        (WAITING.claimed(NOW + MS), FAILED_TWICE, NOW + LEASE),
        (WAITING.claimed(NOW - 2 * LEASE), FAILED_TWICE, NOW - LEASE),
        (SENT, SENT, NOW),
    ],
    ids=[
        "a failed one after its pause",
        "whichever side it is",
        "the earlier of two pauses",
        "a claimed one when its lease runs out",
        "the lease if it ends before the pause",
        "the pause if it ends before the lease",
        "a lease that has run out is due already",
        "nothing left to look for",
    ],
)
def test_an_event_is_due_again_with_the_earliest_of_its_unsent_notices(
    client: Notice, coach: Notice, at: datetime
) -> None:
    assert of_two(client, coach).look_again_at(NOW) == at


@pytest.mark.parametrize(
    ("notice", "age", "fails"),
    [
        (FAILED_TWICE, SLOW_AFTER, True),
        (FAILED_TWICE, SLOW_AFTER - MS, False),
        (Notice(), SLOW_AFTER, False),
        (Notice(state=NoticeState.SENT, attempts=2), SLOW_AFTER, False),
    ],
    ids=["tried for a day", "not for a day", "never tried", "sent"],
)
def test_an_event_fails_for_long_when_a_notice_is_unsent_after_a_day_of_attempts(
    notice: Notice, age: timedelta, fails: bool
) -> None:
    what = notify(event(EventKind.UNENROLLED), Side.CLIENT).with_notice(Side.CLIENT, notice)

    assert what.fails_for_long(what.at + age) is fails
