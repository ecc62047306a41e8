"""A completion is undone, a +1 is cancelled, and what it had used up goes back (product.md, "Doubtful cases")."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from plus_one.domain.completions import cancel_plus_one, complete, reopen
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import NotCancellable, NotCompleted, PlusOneInUse, ReopenWindowOver
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.domain.sessions import Outcome, Session, SessionStatus, Trigger
from plus_one.domain.settings import Settings
from tests.builders import ENROLLED, MS, NOW, RATE, YESTERDAY, pairing, plus_one, renewal, session, usd

STOP_AFTER_3 = ENROLLED.adjusted(Settings(stop_after=3))
COMPLETED = session().completed(Outcome.ATTENDED, Trigger.RENEWAL, NOW)
LATER = NOW + timedelta(hours=1)


def after_completing(**given: Any) -> tuple[Pairing, Renewal]:
    done = complete(pairing(enrollment=STOP_AFTER_3, **given), session(), Outcome.ATTENDED, NOW)
    assert done.renewal
    return done.pairing, done.renewal


def after_booking(before: Pairing | None = None) -> tuple[Pairing, Renewal, Session]:
    pending, due = after_completing()
    booked = (before or pending).next_plus_one(due.plus_one_id, RATE, NOW)
    settled = due.booked(NOW)
    return (before or pending).with_plus_one(booked, settled), settled, booked


def test_reopening_puts_the_session_on_deck_again_as_if_it_had_never_been_completed() -> None:
    left, due = after_completing()
    reopening = reopen(left, COMPLETED, due, None, LATER)
    assert (reopening.pairing.on_deck, reopening.session.status) == (1, SessionStatus.BOOKED)
    assert reopening.session == replace(session(), completions=1)


def test_a_session_that_is_reopened_leaves_an_empty_deck_behind() -> None:
    left, due = after_completing()
    assert reopen(left, COMPLETED, due, None, LATER).pairing.deck_seq == left.deck_seq + 1


def test_the_pending_renewal_of_an_undone_completion_is_skipped_and_shown_so() -> None:
    left, due = after_completing()
    reopening = reopen(left, COMPLETED, due, None, LATER)
    assert reopening.undone == due.skipped(Reason.COMPLETION_UNDONE, LATER)
    assert reopening.pairing.renewal == reopening.undone


def test_an_untouched_plus_one_is_cancelled_with_the_completion_that_caused_it() -> None:
    on_deck, settled, booked = after_booking()
    reopening = reopen(on_deck, COMPLETED, settled, booked, LATER)
    assert reopening.taken_back == replace(booked, status=SessionStatus.CANCELLED, cancelled_at=LATER)
    assert (reopening.pairing.on_deck, reopening.pairing.plus_one_on_deck) == (1, None)


def test_a_booked_renewal_stays_booked_when_its_plus_one_is_taken_back() -> None:
    on_deck, settled, booked = after_booking()
    reopening = reopen(on_deck, COMPLETED, settled, booked, LATER)
    assert reopening.undone is None
    assert reopening.pairing.renewal == settled
    assert settled.state is RenewalState.BOOKED


def test_a_completion_that_caused_nothing_takes_nothing_back() -> None:
    reopening = reopen(pairing(on_deck=1), COMPLETED, None, None, LATER)
    assert (reopening.undone, reopening.taken_back, reopening.pairing.on_deck) == (None, None, 2)


def test_a_touched_plus_one_is_in_the_way_of_reopening() -> None:
    on_deck, settled, booked = after_booking()
    touched = booked.completed(Outcome.ATTENDED, Trigger.NOTHING, NOW)
    with pytest.raises(PlusOneInUse):
        reopen(on_deck, COMPLETED, settled, touched, LATER)


def test_a_plus_one_that_was_cancelled_already_is_no_obstacle() -> None:
    on_deck, settled, booked = after_booking()
    without, cancelled = cancel_plus_one(on_deck, booked, NOW)
    reopening = reopen(without, COMPLETED, settled, cancelled, LATER)
    assert (reopening.taken_back, reopening.pairing.on_deck) == (None, 1)


@pytest.mark.parametrize(
    "wrong", [session(), session().cancelled(NOW), replace(COMPLETED, status=SessionStatus.CANCELLED)]
)
def test_only_a_completed_session_can_be_reopened(wrong: Session) -> None:
    with pytest.raises(NotCompleted):
        reopen(pairing(), wrong, None, None, LATER)


def test_a_completion_can_be_undone_within_24_hours() -> None:
    day = timedelta(hours=24)
    assert reopen(pairing(), COMPLETED, None, None, NOW + day).session.status is SessionStatus.BOOKED
    with pytest.raises(ReopenWindowOver):
        reopen(pairing(), COMPLETED, None, None, NOW + day + MS)


def test_either_side_can_cancel_a_plus_one_that_is_still_booked_and_that_triggers_nothing() -> None:
    on_deck, settled, booked = after_booking()
    without, cancelled = cancel_plus_one(on_deck, booked, LATER)
    assert cancelled == replace(booked, status=SessionStatus.CANCELLED, cancelled_at=LATER)
    assert (without.on_deck, without.renewal, without.plus_one_on_deck) == (0, settled, None)
    assert without.deck_seq == on_deck.deck_seq


@pytest.mark.parametrize(
    "kept",
    [session(), plus_one().completed(Outcome.ATTENDED, Trigger.NOTHING, NOW), plus_one().cancelled(NOW)],
)
def test_only_a_plus_one_that_is_still_booked_can_be_cancelled(kept: Session) -> None:
    with pytest.raises(NotCancellable):
        cancel_plus_one(pairing(), kept, NOW)


def test_stop_after_counts_the_plus_ones_down() -> None:
    on_deck, _, _ = after_booking()
    assert on_deck.enrollment.settings.stop_after == 2


def test_without_a_stop_there_is_nothing_to_count() -> None:
    endless, _, booked = after_booking(pairing(on_deck=0))
    assert endless.enrollment.settings.stop_after is None
    assert cancel_plus_one(endless, booked, NOW)[0].enrollment.settings.stop_after is None


def test_a_plus_one_counts_in_the_spend_of_its_month_in_the_client_s_time_zone() -> None:
    in_tokyo = pairing(on_deck=0, client_time_zone="Asia/Tokyo", spent={"2026-11": 100})
    late = NOW.replace(day=30, hour=20)
    booked = in_tokyo.next_plus_one(plus_one().session_id, RATE, late)
    after = in_tokyo.with_plus_one(booked, renewal())
    assert booked.month == "2026-12"
    assert after.spent == {"2026-11": 100, "2026-12": RATE.amount}
    assert (after.spent_now(late), after.spent_now(NOW), after.spent_now(YESTERDAY.replace(month=1))) == (6667, 100, 0)


def test_plus_ones_of_one_month_add_up() -> None:
    once, _, _ = after_booking()
    assert after_booking(replace(once, on_deck=0))[0].spent == {"2026-11": 2 * RATE.amount}


def test_the_spend_of_two_months_is_kept() -> None:
    busy = pairing(on_deck=0, spent={"2026-09": 1, "2026-10": 2})
    assert after_booking(busy)[0].spent == {"2026-10": 2, "2026-11": RATE.amount}


def test_stop_after_and_the_months_spend_go_back_with_a_plus_one_that_is_cancelled() -> None:
    before, _ = after_completing(spent={"2026-11": 500})
    on_deck, _, booked = after_booking(before)
    after, _ = cancel_plus_one(on_deck, booked, LATER)
    assert after.enrollment == before.enrollment
    assert after.spent == before.spent


def test_the_velocity_guard_counts_a_plus_one_that_was_taken_back_as_well() -> None:
    on_deck, settled, booked = after_booking()
    assert cancel_plus_one(on_deck, booked, LATER)[0].recent_plus_ones == on_deck.recent_plus_ones != ()
    reopened = reopen(on_deck, COMPLETED, settled, booked, LATER).pairing
    assert reopened.recent_plus_ones == on_deck.recent_plus_ones


def test_a_plus_one_gives_back_to_its_own_month_in_a_later_one() -> None:
    on_deck, _, booked = after_booking()
    next_month = replace(on_deck, spent=on_deck.spent | {"2026-12": 900})
    assert cancel_plus_one(next_month, booked, LATER)[0].spent == {"2026-12": 900}


def test_a_month_that_is_no_longer_kept_gets_nothing_back() -> None:
    on_deck, _, booked = after_booking()
    later = replace(on_deck, spent={"2027-02": 6})
    assert cancel_plus_one(later, booked, LATER)[0].spent == {"2027-02": 6}


def test_a_plus_one_of_no_month_counts_in_none() -> None:
    assert pairing(on_deck=0).with_plus_one(plus_one(), renewal()).spent == {}


def test_new_settings_get_nothing_back_from_an_older_plus_one() -> None:
    on_deck, _, booked = after_booking()
    anew = replace(on_deck, enrollment=on_deck.enrollment.adjusted(Settings(stop_after=7)))
    assert cancel_plus_one(anew, booked, LATER)[0].enrollment.settings.stop_after == 7


def test_only_the_latest_plus_one_is_shown_on_deck() -> None:
    on_deck, _, booked = after_booking()
    older = replace(booked, session_id=session().session_id)
    assert cancel_plus_one(on_deck, older, LATER)[0].plus_one_on_deck == booked


def test_the_amount_that_goes_back_is_what_the_plus_one_was_booked_at() -> None:
    on_deck, _, booked = after_booking()
    dearer = replace(on_deck, last_package=replace(on_deck.last_package, rate=usd(9000)), spent={"2026-11": 10_000})
    assert cancel_plus_one(dearer, booked, LATER)[0].spent == {"2026-11": 10_000 - RATE.amount}
