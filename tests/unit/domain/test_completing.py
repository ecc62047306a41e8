"""A coach marks a session complete: what it sets off (product.md, R1, R2 and "Doubtful cases")."""

from dataclasses import replace

import pytest

from plus_one.domain.completions import complete
from plus_one.domain.renewals import Reason, Renewal, RenewalState, unwritten
from plus_one.domain.sessions import Outcome, SessionStatus, Trigger
from plus_one.domain.settings import DEFAULTS
from tests.builders import ENDED_BY, ENROLLED, LAST_SESSION_ID, NOW, YESTERDAY, pairing, plus_one, renewal, session, usd


@pytest.mark.parametrize(
    ("on_deck", "enrolled", "left", "trigger"),
    [
        (1, True, 0, Trigger.RENEWAL),
        (1, False, 0, Trigger.NOT_ENROLLED),
        (2, True, 1, Trigger.NOTHING),
        (2, False, 1, Trigger.NOTHING),
        (50, True, 49, Trigger.NOTHING),
    ],
)
def test_only_a_completion_that_takes_on_deck_from_1_to_0_triggers(
    on_deck: int, enrolled: bool, left: int, trigger: Trigger
) -> None:
    done = complete(pairing(on_deck, enrolled=enrolled), session(), Outcome.ATTENDED, NOW)
    assert (done.pairing.on_deck, done.session.trigger) == (left, trigger)
    written = done.renewal is not None and not done.renewal.unwritten
    assert written == (trigger is Trigger.RENEWAL)


def test_a_renewal_is_pending_and_carries_the_epoch_and_the_deck_of_its_completion() -> None:
    twice_enrolled = ENROLLED.turned_off(ENDED_BY, YESTERDAY).turned_on(DEFAULTS, YESTERDAY)
    last = pairing(on_deck=1, enrollment=twice_enrolled, deck_seq=7)
    done = complete(last, session(), Outcome.ATTENDED, NOW)
    assert done.renewal == Renewal(
        session_id=LAST_SESSION_ID,
        completion=1,
        completed_at=NOW,
        epoch=3,
        deck_seq=7,
        state=RenewalState.PENDING,
        reason=None,
        settled_at=None,
    )


def test_the_pairing_shows_the_latest_renewal() -> None:
    older = renewal(session_id="an older session").booked(YESTERDAY)
    done = complete(pairing(on_deck=1, renewal=older), session(), Outcome.ATTENDED, NOW)
    assert done.renewal is not None
    assert done.pairing.renewal == done.renewal


@pytest.mark.parametrize("enrolled", [False, True])
def test_a_completion_that_is_not_the_last_leaves_the_latest_renewal(enrolled: bool) -> None:
    older = renewal(session_id="an older session").booked(YESTERDAY)
    done = complete(pairing(2, enrolled=enrolled, renewal=older), session(), Outcome.ATTENDED, NOW)
    assert done.pairing.renewal == older


def test_the_pairing_keeps_the_last_completion_of_a_client_who_is_not_enrolled_for_a_tap() -> None:
    older = renewal(session_id="an older session").booked(YESTERDAY)
    kept = complete(pairing(1, enrolled=False, renewal=older), session(), Outcome.ATTENDED, NOW).pairing.renewal
    assert kept is not None
    assert (kept.session_id, kept.reason, kept.unwritten) == (LAST_SESSION_ID, Reason.NOT_ENROLLED, True)


def test_not_enrolled_at_the_last_completion_is_kept_in_the_pairing_only() -> None:
    said = unwritten(Renewal(session_id=LAST_SESSION_ID, completion=2, completed_at=NOW, epoch=1, deck_seq=3))
    assert (said.session_id, said.completion, said.completed_at) == (LAST_SESSION_ID, 2, NOW)
    assert (said.state, said.reason, said.settled_at) == (RenewalState.SKIPPED, Reason.NOT_ENROLLED, NOW)


def test_a_suspended_enrollment_gets_its_renewal_to_be_skipped_with_the_reason() -> None:
    suspended = pairing(on_deck=1, auto_renewal=False, rate=usd(0), client_undeliverable=True)
    assert complete(suspended, session(), Outcome.ATTENDED, NOW).session.trigger is Trigger.RENEWAL


@pytest.mark.parametrize("outcome", Outcome)
def test_a_no_show_triggers_like_any_completion(outcome: Outcome) -> None:
    done = complete(pairing(on_deck=1), session(), outcome, NOW)
    assert done.session.outcome is outcome
    assert done.renewal is not None


def test_a_plus_one_counts_like_any_other_session() -> None:
    done = complete(pairing(on_deck=1, latest_plus_one=plus_one()), plus_one(), Outcome.ATTENDED, NOW)
    assert done.renewal is not None
    assert done.renewal.session_id == plus_one().session_id


def test_sessions_are_pooled_over_all_packages_of_the_pair() -> None:
    of_another_package = session(package_id="an older package")
    done = complete(pairing(on_deck=4), of_another_package, Outcome.ATTENDED, NOW)
    assert (done.pairing.on_deck, done.renewal) == (3, None)


def test_a_completed_session_says_when_and_how_and_is_otherwise_as_it_was() -> None:
    done = complete(pairing(on_deck=2), session(), Outcome.NO_SHOW, NOW).session
    assert done == session(
        status=SessionStatus.COMPLETED,
        completed_at=NOW,
        outcome=Outcome.NO_SHOW,
        completions=1,
        trigger=Trigger.NOTHING,
    )


def test_completing_again_after_a_reopen_is_a_new_trigger_with_a_new_plus_one() -> None:
    first = complete(pairing(on_deck=1), session(), Outcome.ATTENDED, YESTERDAY)
    reopened = replace(first.session, status=SessionStatus.BOOKED)
    again = complete(pairing(on_deck=1), reopened, Outcome.ATTENDED, NOW)
    assert first.renewal is not None
    assert again.renewal is not None
    assert (again.session.completions, again.renewal.completion) == (2, 2)
    assert not again.renewal.same_trigger(first.renewal)
    assert again.renewal.plus_one_id != first.renewal.plus_one_id


def test_completing_changes_neither_the_enrollment_nor_the_rate_nor_the_deck_number() -> None:
    before = pairing(on_deck=1)
    done = complete(before, session(), Outcome.ATTENDED, NOW)
    assert done.pairing == replace(before, on_deck=0, renewal=done.renewal)


def test_the_plus_one_of_a_completed_session_is_that_of_its_renewal() -> None:
    done = complete(pairing(on_deck=1), session(), Outcome.ATTENDED, NOW)
    assert done.renewal is not None
    assert done.session.its_plus_one_id == done.renewal.plus_one_id


def test_a_session_that_is_not_completed_has_no_plus_one() -> None:
    assert session().its_plus_one_id is None
