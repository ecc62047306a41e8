"""Enrolling and un-enrolling (product.md, R6 and "Doubtful cases")."""

from plus_one.domain.enrollments import NEVER_ENROLLED, TERMS_VERSION, Enrollment, EnrollmentState
from plus_one.domain.settings import DEFAULTS, Settings
from tests.builders import ENDED_BY, ENROLLED, NOW, YESTERDAY


def test_nobody_is_enrolled_before_they_ask() -> None:
    assert Enrollment() == NEVER_ENROLLED
    assert not NEVER_ENROLLED.is_on
    assert (NEVER_ENROLLED.epoch, NEVER_ENROLLED.settings_seq) == (0, 0)
    assert (NEVER_ENROLLED.unenrolled_at, NEVER_ENROLLED.ended_by) == (None, None)


def test_enrolling_notes_the_moment_and_the_terms() -> None:
    enrolled = NEVER_ENROLLED.turned_on(DEFAULTS, NOW)
    assert enrolled.is_on
    assert (enrolled.enrolled_at, enrolled.terms_version) == (NOW, TERMS_VERSION)


def test_enrolling_takes_the_settings_along() -> None:
    assert NEVER_ENROLLED.turned_on(Settings(stop_after=3), NOW).settings.stop_after == 3


def test_the_terms_are_named_by_their_month() -> None:
    assert TERMS_VERSION == "2026-12"


def test_un_enrolling_notes_its_moment_and_keeps_when_and_on_which_terms_the_client_had_enrolled() -> None:
    ended = ENROLLED.turned_off(ENDED_BY, NOW)
    assert not ended.is_on
    assert ended.state is EnrollmentState.NOT_ENROLLED
    assert (ended.enrolled_at, ended.unenrolled_at, ended.terms_version) == (YESTERDAY, NOW, TERMS_VERSION)


def test_un_enrolling_keeps_its_event_to_answer_a_repetition_from_there() -> None:
    assert ENROLLED.turned_off(ENDED_BY, NOW).ended_by == ENDED_BY


def test_enrolling_anew_forgets_how_the_last_enrollment_ended() -> None:
    anew = ENROLLED.turned_off(ENDED_BY, YESTERDAY).turned_on(DEFAULTS, NOW)
    assert (anew.state, anew.epoch, anew.enrolled_at) == (EnrollmentState.ENROLLED, 3, NOW)
    assert (anew.unenrolled_at, anew.ended_by, anew.terms_version) == (None, None, TERMS_VERSION)


def test_enrolling_and_un_enrolling_raise_the_epoch() -> None:
    once = NEVER_ENROLLED.turned_on(DEFAULTS, NOW)
    assert [
        once.epoch,
        once.turned_off(ENDED_BY, NOW).epoch,
        once.turned_off(ENDED_BY, NOW).turned_on(DEFAULTS, NOW).epoch,
    ] == [
        1,
        2,
        3,
    ]
