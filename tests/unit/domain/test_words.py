"""The words of product.md, and no synonyms, in what is stored, answered and refused."""

from enum import StrEnum

import pytest

from plus_one.domain.enrollments import Effective, EnrollmentState
from plus_one.domain.events import EventKind, NoticeState, Side
from plus_one.domain.packages import OfferState
from plus_one.domain.refusals import Refusal
from plus_one.domain.renewals import RenewalState
from plus_one.domain.sessions import Origin, Outcome, SessionStatus, Trigger

REFUSALS = [each for each in Refusal.__subclasses__() if each.__module__ == Refusal.__module__]


@pytest.mark.parametrize(
    ("enum", "words"),
    [
        (SessionStatus, "booked completed cancelled"),
        (Origin, "package plus_one"),
        (Outcome, "attended no_show"),
        (Trigger, "nothing renewal not_enrolled"),
        (RenewalState, "pending booked skipped"),
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
        "adjusted",
        "session_reopened",
        "plus_one_cancelled",
        "support_helped",
    }


def test_refusals_have_the_codes_of_the_http_contract() -> None:
    assert {refusal.__name__: refusal.code for refusal in REFUSALS} == {
        "NotFound": "NOT_FOUND",
        "OfferClosed": "OFFER_CLOSED",
        "SamePerson": "SAME_PERSON",
        "CurrencyMismatch": "CURRENCY_MISMATCH",
        "SettingsCurrencyMismatch": "CURRENCY_MISMATCH",
        "SessionCancelled": "SESSION_CANCELLED",
        "NoPackageBooked": "NO_PACKAGE_BOOKED",
        "PackageNotRenewable": "PACKAGE_NOT_RENEWABLE",
        "EnrollmentChanged": "ENROLLMENT_CHANGED",
        "PreconditionFailed": "PRECONDITION_FAILED",
        "IdempotencyKeyReused": "IDEMPOTENCY_KEY_REUSED",
        "BadCursor": "BAD_CURSOR",
        "Busy": "TRY_AGAIN",
        "NotCancellable": "NOT_CANCELLABLE",
        "NotCompleted": "NOT_COMPLETED",
        "PlusOneInUse": "PLUS_ONE_IN_USE",
        "ReopenWindowOver": "REOPEN_WINDOW_OVER",
    }


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_says_one_sentence_for_a_person(refusal: type[Refusal]) -> None:
    sentence = refusal.__doc__ or ""
    assert sentence.endswith(".")
    assert "\n" not in sentence
