"""Two machines whose clocks differ: what a client and a coach read is in the order in which it was committed."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from ops import support
from ops.audit.audit import violations
from plus_one.actions import browse
from plus_one.actions.browse import Paging
from plus_one.domain.days import MOST_AHEAD
from plus_one.domain.events import Event, Side, Written
from plus_one.store import keys
from plus_one.store.table import Contended, Table, update
from tests.integration.acting import Acting
from tests.integration.starts import plus_one_on_deck
from tests.kept import everything

FIRST = Paging(100, None)
A_YEAR = 365 * 24 * 3600


@pytest.fixture
def acting(table: Table) -> Acting:
    return Acting(table)


def with_clock(acting: Acting, seconds: int) -> Acting:
    """The same two, and a machine whose clock is so far from the beginning of the story."""
    return replace(acting, seconds=count(seconds))


def behind(acting: Acting) -> Acting:
    return with_clock(acting, -30)


def timeline(acting: Acting) -> list[Event]:
    """The oldest first."""
    listed = browse.timeline(acting.table, acting.client.user_id, acting.coach.user_id, FIRST)
    return listed.things[::-1]


def kinds(acting: Acting) -> list[str]:
    return [event.kind.value for event in timeline(acting)]


def forget_latest_moment(acting: Acting) -> None:
    """As version 0.1.0 writes a pairing."""
    key = keys.pairing(acting.client.user_id, acting.coach.user_id)
    acting.table.write(update(key, "REMOVE t", "attribute_exists(PK)"))


@pytest.mark.parametrize("forgets", [False, True], ids=["as it is stored", "as 0.1.0 stores it"])
@pytest.mark.parametrize("enrolled_by", [0, A_YEAR], ids=["seconds apart", "a year apart"])
def test_an_enrollment_never_ends_before_it_began(acting: Acting, enrolled_by: int, forgets: bool) -> None:
    acting.booked()
    enrolled_at = with_clock(acting, enrolled_by).enroll().standing.enrolled_at
    if forgets:
        forget_latest_moment(acting)

    unenrolled_at = behind(acting).unenroll().unenrolled_at

    assert enrolled_at
    assert unenrolled_at
    assert unenrolled_at >= enrolled_at


def test_a_timeline_is_in_the_order_of_commit_whichever_machine_was_asked(acting: Acting) -> None:
    slow = behind(acting)
    [first, last] = slow.booked(2)
    acting.enroll()
    slow.enroll()
    acting.complete(first)
    due = slow.due(slow.complete(last))
    acting.settle(due)
    slow.reopen(last)
    due = acting.due(acting.complete(last))
    renewal = slow.settle(due)
    assert renewal
    acting.cancel(renewal.plus_one_id)
    slow.unenroll()
    acting.offer(custom=True)
    slow.booked(1)

    assert kinds(acting) == [
        *("package_booked", "enrolled", "adjusted", "session_completed", "session_completed", "plus_one_booked"),
        *("session_reopened", "session_completed", "plus_one_booked", "plus_one_cancelled", "unenrolled"),
        *("offer_made", "package_booked"),
    ]
    moments = [event.at for event in timeline(acting)]
    assert moments == sorted(set(moments))
    assert violations(everything(acting.table)) == []


def test_a_renewal_that_waits_for_a_slower_machine_is_booked_after_its_completion(acting: Acting) -> None:
    [last] = acting.booked()
    acting.enroll()
    done = acting.complete(last)
    renewal = behind(acting).settle(acting.due(done))

    assert renewal
    assert renewal.settled_at
    assert renewal.settled_at > renewal.completed_at


def test_packages_and_sessions_that_were_booked_later_are_listed_first(acting: Acting) -> None:
    early, late = acting.booked(1), behind(acting).booked(1)
    of = (acting.table, acting.client.user_id, acting.coach.user_id)

    assert [one.session_id for one in browse.sessions_of(*of, None, FIRST).things] == [*late, *early]
    newest, _ = browse.packages_of(*of, FIRST).things
    assert newest == browse.pairing(*of).last_package


def test_an_offer_is_booked_after_it_was_made(acting: Acting) -> None:
    offer = acting.offer(custom=True)
    behind(acting).book(offer)
    assert kinds(acting) == ["offer_made", "package_booked"]


def test_what_support_does_comes_after_what_it_is_about(acting: Acting) -> None:
    acting.booked()
    [booked] = timeline(acting)
    acting.table.write(
        update(
            keys.event(booked.client_id, booked.coach_id, booked.event_id),
            "SET notices.client = :sent",
            "attribute_exists(PK)",
            sent={"state": "sent", "attempts": 1},
        )
    )
    about = Written(booked.client_id, booked.coach_id, booked.event_id)
    support.resend(acting.table, about, Side.CLIENT, support.helping("Lost on the way", behind(acting).now()))

    assert kinds(acting) == ["package_booked", "support_helped"]


def test_one_unenrolling_ends_one_enrollment_also_by_a_slower_machine(acting: Acting) -> None:
    """It is done, but heard of it late; by then the client is enrolled anew."""
    acting.booked()
    acting.enroll()
    commit, commits = Table.commit, count(1)

    def heard_late(table: Table, *writes: Any) -> None:
        commit(table, *writes)
        if next(commits) == 1:
            acting.enroll()
            raise Contended

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "commit", heard_late)
        answer = behind(acting).unenroll()

    assert kinds(acting) == ["package_booked", "enrolled", "unenrolled", "enrolled"]
    assert answer.unenrolled_at == timeline(acting)[2].at


def test_a_clock_that_was_a_year_ahead_once_holds_up_nothing(acting: Acting) -> None:
    """What it wrote stays a year ahead; what comes after has the time that it is."""
    completed, plus_one = plus_one_on_deck(acting)
    with_clock(acting, A_YEAR).complete(plus_one)

    done = acting.booked(1), acting.now()
    newest = browse.packages_of(acting.table, acting.client.user_id, acting.coach.user_id, FIRST).things[0]
    assert newest.booked_at < done[1]
    assert acting.unenroll().unenrolled_at == done[1] + timedelta(seconds=1)
    assert completed


@pytest.mark.parametrize(("ahead", "follows"), [(MOST_AHEAD, True), (MOST_AHEAD + timedelta(seconds=1), False)])
def test_a_moment_counts_up_to_an_hour_ahead(acting: Acting, ahead: timedelta, follows: bool) -> None:
    with_clock(acting, int(ahead.total_seconds()) + 1).offer()
    fast = replace(acting, seconds=iter([int(ahead.total_seconds()) - 1, int(ahead.total_seconds())]))
    fast.booked()
    answer = replace(acting, seconds=iter([0])).enroll()

    assert answer.standing.enrolled_at
    assert (answer.standing.enrolled_at > acting.begins + ahead) is follows
