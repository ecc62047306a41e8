"""What SES reports, read: every type and sub-type that its developer guide names."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plus_one.domain.events import Side, Written
from plus_one.domain.feedback import Feedback, Verdict
from plus_one.domain.ids import EventId, UserId
from plus_one.mail.feedback import feedback_of

EVENTS = Path(__file__).parents[3] / "events"
SOFT, HARD, COMPLAINED = Verdict.BOUNCED_SOFT, Verdict.BOUNCED_HARD, Verdict.COMPLAINED


def sample(kind: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((EVENTS / f"mail_feedback_{kind}.json").read_text(encoding="utf-8"))
    return event


def verdict(event: dict[str, Any]) -> Verdict | None:
    feedback = feedback_of(event)
    return feedback.verdict if feedback else None


@pytest.mark.parametrize(
    ("bounce_type", "sub_type", "expected"),
    [
        ("Permanent", "General", HARD),
        ("Permanent", "NoEmail", HARD),
        ("Permanent", "Suppressed", HARD),
        ("Permanent", "OnAccountSuppressionList", HARD),
        ("Permanent", "UnsubscribedRecipient", HARD),
        ("Permanent", "InventedLater", HARD),
        ("Permanent", None, HARD),
        ("Transient", "General", SOFT),
        ("Transient", "MailboxFull", SOFT),
        ("Transient", "MessageTooLarge", SOFT),
        ("Transient", "CustomTimeoutExceeded", SOFT),
        ("Transient", "ContentRejected", SOFT),
        ("Transient", "AttachmentRejected", SOFT),
        ("Transient", "InventedLater", SOFT),
        ("Undetermined", "Undetermined", SOFT),
        ("InventedLater", "General", SOFT),
    ],
)
def test_only_a_permanent_bounce_is_hard(bounce_type: str, sub_type: str | None, expected: Verdict) -> None:
    event = sample("bounce")
    event["detail"]["bounce"] |= {"bounceType": bounce_type, "bounceSubType": sub_type}
    if sub_type is None:
        del event["detail"]["bounce"]["bounceSubType"]
    assert verdict(event) is expected


@pytest.mark.parametrize("sub_type", [None, "OnAccountSuppressionList"])
@pytest.mark.parametrize(
    ("feedback_type", "expected"),
    [
        (None, COMPLAINED),
        ("abuse", COMPLAINED),
        ("auth-failure", COMPLAINED),
        ("fraud", COMPLAINED),
        ("other", COMPLAINED),
        ("virus", COMPLAINED),
        ("invented-later", COMPLAINED),
        ("not-spam", None),
    ],
)
def test_a_complaint_of_any_type_is_one_but_not_spam(
    feedback_type: str | None, sub_type: str | None, expected: Verdict | None
) -> None:
    event = sample("complaint")
    event["detail"]["complaint"] |= {"complaintFeedbackType": feedback_type, "complaintSubType": sub_type}
    assert verdict(event) is expected


def test_a_complaint_of_no_type_is_one() -> None:
    event = sample("complaint")
    del event["detail"]["complaint"]["complaintFeedbackType"]
    assert verdict(event) is COMPLAINED


def test_a_delivery_names_the_notice_the_address_and_when_it_was_mailed() -> None:
    assert feedback_of(sample("delivery")) == Feedback(
        written=Written(
            UserId("5f0c6e0a-8d7f-4a57-9a6c-2f7c0f5e1a11"),
            UserId("c3b1e6d2-41d0-4c0e-8a55-7b9d6e2f4c22"),
            EventId("01M83XJ96V2V7JC66KZ1DJR372"),
        ),
        side=Side.CLIENT,
        verdict=Verdict.DELIVERED,
        address="alex@example.com",
        message_id="0100019a3f6c2a11-6a3b1f0e-5c1d-4c55-9a77-0f6f4f3f8a10-000000",
        mailed_at=datetime(2026, 11, 23, 10, 0, 3, 4000, UTC),
    )


def test_a_forwarded_mail_that_bounces_is_about_the_address_that_we_mailed_to() -> None:
    event = sample("bounce")
    event["detail"]["bounce"]["bouncedRecipients"][0]["emailAddress"] = "elsewhere@example.net"
    feedback = feedback_of(event)
    assert feedback
    assert feedback.address == "alex@example.com"


@pytest.mark.parametrize("missing", ["client_id", "coach_id", "event_id", "side"])
def test_a_mail_that_is_no_notice_is_nothing_to_us(missing: str) -> None:
    event = deepcopy(sample("bounce"))
    del event["detail"]["mail"]["tags"][missing]
    assert feedback_of(event) is None


@pytest.mark.parametrize("kind", ["Send", "Open", "DeliveryDelay", "Reject"])
def test_other_news_is_nothing_to_us(kind: str) -> None:
    event = sample("delivery")
    event["detail"]["eventType"] = kind
    assert feedback_of(event) is None
