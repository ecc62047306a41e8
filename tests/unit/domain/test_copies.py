"""The other side's copy leaves if it is still true (product.md, "Notices")."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plus_one.domain.copies import is_true, undoing_copy_leaves
from plus_one.domain.days import rfc3339
from plus_one.domain.enrollments import NEVER_ENROLLED, Enrollment
from plus_one.domain.events import Event, EventKind, Side, copied, other_side
from plus_one.domain.ids import EventId, SessionId
from plus_one.domain.limits import COPY_WAITS
from plus_one.domain.renewals import Reason, Renewal
from plus_one.domain.settings import DEFAULTS
from tests.builders import LAST_SESSION_ID, NOW, YESTERDAY, event, pairing, renewal

DAY = timedelta(days=1)
ON = NEVER_ENROLLED.turned_on(DEFAULTS, NOW)
ENROLLED_NOW = event(EventKind.ENROLLED)
UNENROLLED_NOW = event(EventKind.UNENROLLED)
OFF = ON.turned_off(UNENROLLED_NOW.event_id, NOW)
REOPENED = event(EventKind.SESSION_REOPENED, completed_session_id=LAST_SESSION_ID, completion=1)


@pytest.mark.parametrize(
    ("what", "now", "true"),
    [
        (ENROLLED_NOW, ON, True),
        (ENROLLED_NOW, OFF, False),
        (ENROLLED_NOW, replace(OFF, state=ON.state, enrolled_at=YESTERDAY), False),
        (UNENROLLED_NOW, OFF, True),
        (UNENROLLED_NOW, OFF.turned_on(DEFAULTS, NOW), False),
        (UNENROLLED_NOW, OFF.turned_on(DEFAULTS, NOW).turned_off(EventId("another"), NOW), False),
    ],
)
def test_the_coach_s_copy_is_true_until_the_enrollment_is_turned(what: Event, now: Enrollment, true: bool) -> None:
    assert is_true(what, Side.COACH, pairing(enrollment=now)) is true
    assert is_true(what, Side.CLIENT, pairing(enrollment=now))


@pytest.mark.parametrize(
    ("latest", "true"),
    [
        (None, True),
        (renewal(), True),
        (renewal().booked(NOW), True),
        (replace(renewal(), completion=2), True),
        (replace(renewal(), completion=2).booked(NOW), False),
        (replace(renewal(), completion=2).skipped(Reason.PAUSED, NOW), True),
        (replace(renewal(), completion=2, session_id=SessionId("another")).booked(NOW), True),
    ],
)
def test_a_plus_one_is_gone_until_the_same_session_books_another_one(latest: object, true: bool) -> None:
    assert is_true(REOPENED, Side.CLIENT, pairing(renewal=latest)) is true
    assert is_true(REOPENED, Side.COACH, pairing(renewal=latest))


def test_a_plus_one_that_somebody_cancelled_stays_cancelled() -> None:
    known = pairing(renewal=replace(renewal(), completion=2).booked(NOW))
    assert is_true(event(EventKind.PLUS_ONE_CANCELLED, session_id="any"), Side.CLIENT, known)


def test_the_copy_about_what_was_undone_waits_ten_minutes_after_its_turn() -> None:
    assert undoing_copy_leaves(pairing(undoings=(YESTERDAY, NOW))) == NOW + COPY_WAITS


def test_a_copy_waits_and_the_other_notices_do_not() -> None:
    what = copied(event(EventKind.ENROLLED), Side.COACH, NOW + COPY_WAITS)
    assert (what.free(NOW), what.free(NOW + COPY_WAITS)) == ([Side.CLIENT], [Side.CLIENT, Side.COACH])
    assert what.look_again_at(NOW) == NOW


def test_each_side_has_another() -> None:
    assert (other_side(Side.CLIENT), other_side(Side.COACH)) == (Side.COACH, Side.CLIENT)


HELD = renewal().held(Reason.PAUSED, NOW + DAY, NOW)
MOMENT = {"resumes_at": rfc3339(NOW + DAY)}


@pytest.mark.parametrize("kind", [EventKind.HELD, EventKind.RESUMES_SOON])
@pytest.mark.parametrize(
    ("now", "to_the_client", "to_the_coach"),
    [
        (HELD, True, True),
        (replace(HELD, resumes_at=NOW), False, True),
        (replace(HELD, resumes_at=None), False, True),
        (replace(HELD, completion=2), False, False),
        (HELD.booked(NOW), False, False),
        (HELD.skipped(Reason.NOT_ENROLLED, NOW), False, False),
        (None, False, False),
    ],
)
def test_a_hold_is_told_while_it_stands_and_to_the_client_with_its_moment(
    kind: EventKind, now: Renewal | None, *, to_the_client: bool, to_the_coach: bool
) -> None:
    what = event(kind, completed_session_id=LAST_SESSION_ID, completion=1, **MOMENT)
    known = pairing(on_deck=0, renewal=now)
    assert is_true(what, Side.CLIENT, known) is to_the_client
    assert kind is EventKind.RESUMES_SOON or is_true(what, Side.COACH, known) is to_the_coach


def test_a_hold_without_a_moment_is_told_as_long_as_it_has_none() -> None:
    what = event(EventKind.HELD, completed_session_id=LAST_SESSION_ID, completion=1)
    assert is_true(what, Side.CLIENT, pairing(on_deck=0, renewal=replace(HELD, resumes_at=None)))
    assert not is_true(what, Side.CLIENT, pairing(on_deck=0, renewal=HELD))


@pytest.mark.parametrize("kind", [EventKind.COACH_ENDED, EventKind.COACH_RETURNED])
def test_a_coach_s_end_is_told_until_the_coach_turns_again(kind: EventKind) -> None:
    assert is_true(event(kind), Side.CLIENT, pairing(coach_turned_at=NOW))
    assert not is_true(event(kind), Side.CLIENT, pairing(coach_turned_at=NOW + DAY))
    assert is_true(event(kind), Side.COACH, pairing(coach_turned_at=NOW + DAY))
