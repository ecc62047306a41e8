"""The words of product.md, and no synonyms, in what is stored and answered."""

from enum import StrEnum

import pytest

from plus_one.domain.enrollments import Effective, EnrollmentState
from plus_one.domain.events import EventKind, Side
from plus_one.domain.notices import NoticeState
from plus_one.domain.packages import OfferState
from plus_one.domain.renewals import RenewalState
from plus_one.domain.sessions import Origin, Outcome, SessionStatus, Trigger


@pytest.mark.parametrize(
    ("enum", "words"),
    [
        (SessionStatus, "booked completed cancelled"),
        (Origin, "package plus_one"),
        (Outcome, "attended no_show"),
        (Trigger, "nothing renewal not_enrolled"),
        (RenewalState, "pending held booked skipped"),
        (EnrollmentState, "enrolled not_enrolled"),
        (Effective, "active suspended off"),
        (OfferState, "open booked withdrawn expired"),
        (NoticeState, "pending sending sent undeliverable stale"),
        (Side, "client coach"),
    ],
)
def test_states_have_the_names_of_the_product(enum: type[StrEnum], words: str) -> None:
    assert [each.value for each in enum] == words.split()


def test_kinds_of_events_have_the_names_of_the_product() -> None:
    assert {each.value for each in EventKind} == {
        "offer_made",
        "package_booked",
        "enrolled",
        "unenrolled",
        "session_completed",
        "plus_one_booked",
        "not_booked",
        "held",
        "resumes_soon",
        "coach_ended",
        "coach_returned",
        "adjusted",
        "session_reopened",
        "plus_one_cancelled",
        "support_helped",
    }
