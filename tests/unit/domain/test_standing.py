"""`effective`: what is wished, and what a last completion now would make of it (product.md, "Doubtful cases")."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plus_one.domain.completions import complete
from plus_one.domain.decision import Book, Skip, decide, decide_now, standing
from plus_one.domain.enrollments import Effective, EnrollmentState, Standing
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason
from plus_one.domain.sessions import Outcome
from plus_one.domain.settings import DEFAULTS
from tests.builders import ENDED_BY, ENROLLED, NOW, RATE, YESTERDAY, pairing, session, usd
from tests.unit.domain.strategies import pairings, velocity_limits


def standing_of(known: Pairing, velocity_limit: int = 12) -> Standing:
    return standing(known, velocity_limit=velocity_limit, now=NOW)


def test_a_client_who_never_enrolled_is_off_without_a_reason() -> None:
    assert standing_of(pairing(enrolled=False)) == Standing(
        state=EnrollmentState.NOT_ENROLLED,
        effective=Effective.OFF,
        reason=None,
        enrolled_at=None,
        unenrolled_at=None,
        terms_version=None,
        settings=DEFAULTS,
    )


def test_an_enrolled_client_is_active() -> None:
    assert standing_of(pairing()) == Standing(
        state=EnrollmentState.ENROLLED,
        effective=Effective.ACTIVE,
        reason=None,
        enrolled_at=YESTERDAY,
        unenrolled_at=None,
        terms_version=ENROLLED.terms_version,
        settings=DEFAULTS,
    )


def test_an_un_enrolled_client_is_off_and_sees_since_when() -> None:
    after = standing_of(pairing(enrollment=ENROLLED.turned_off(ENDED_BY, NOW)))
    assert (after.state, after.effective, after.reason) == (EnrollmentState.NOT_ENROLLED, Effective.OFF, None)
    assert (after.enrolled_at, after.unenrolled_at) == (YESTERDAY, NOW)


@pytest.mark.parametrize("on_deck", [0, 1, 7])
@pytest.mark.parametrize(
    ("obstacle", "reason"),
    [
        ({"auto_renewal": False}, Reason.PACKAGE_NOT_RENEWABLE),
        ({"rate": usd(0)}, Reason.ZERO_RATE),
        ({"client_undeliverable": True}, Reason.NOTICE_UNDELIVERABLE),
        ({"recent_plus_ones": (NOW,) * 12}, Reason.VELOCITY_GUARD),
    ],
)
def test_an_enrolled_client_is_suspended_while_a_last_completion_now_would_be_skipped(
    on_deck: int, obstacle: dict[str, Any], reason: Reason
) -> None:
    suspended = standing_of(pairing(on_deck, **obstacle))
    assert (suspended.state, suspended.effective) == (EnrollmentState.ENROLLED, Effective.SUSPENDED)
    assert suspended.reason == reason


@pytest.mark.parametrize("on_deck", [0, 1, 7])
def test_the_decision_now_does_not_ask_what_is_on_deck(on_deck: int) -> None:
    assert decide_now(pairing(on_deck), velocity_limit=12, now=NOW) == Book(RATE)


@given(pairings(st.just(1)), velocity_limits)
def test_the_decision_now_is_the_one_that_completing_the_last_session_brings(last: Pairing, limit: int) -> None:
    done = complete(last, session(), Outcome.ATTENDED, NOW)
    epoch, deck_seq = (done.renewal.epoch, done.renewal.deck_seq) if done.renewal else (-1, -1)
    decision = decide(done.pairing, epoch=epoch, deck_seq=deck_seq, velocity_limit=limit, now=NOW)
    assert decide_now(last, velocity_limit=limit, now=NOW) == decision


@given(pairings(st.integers(0, 3)), velocity_limits)
def test_suspended_means_enrolled_and_the_decision_now_is_a_skip(known: Pairing, limit: int) -> None:
    now, seen = decide_now(known, velocity_limit=limit, now=NOW), standing_of(known, limit)
    if not known.enrollment.is_on:
        assert (seen.effective, seen.reason) == (Effective.OFF, None)
    elif isinstance(now, Skip):
        assert (seen.effective, seen.reason) == (Effective.SUSPENDED, now.reason)
    else:
        assert (seen.effective, seen.reason) == (Effective.ACTIVE, None)
