"""What SES reports about a mail, as EventBridge brings it (SES developer guide, "Contents of event data")."""

from datetime import datetime
from typing import Any

from plus_one.domain.events import Side, Written
from plus_one.domain.feedback import Feedback, Verdict
from plus_one.domain.ids import EventId, UserId

# By (bounceType, bounceSubType). Hard is what SES calls permanent; a sub-type that SES invents later follows its type.
BOUNCES = {
    ("Permanent", "General"): Verdict.BOUNCED_HARD,
    ("Permanent", "NoEmail"): Verdict.BOUNCED_HARD,
    ("Permanent", "Suppressed"): Verdict.BOUNCED_HARD,
    ("Permanent", "OnAccountSuppressionList"): Verdict.BOUNCED_HARD,
    ("Permanent", "UnsubscribedRecipient"): Verdict.BOUNCED_HARD,
    ("Transient", "General"): Verdict.BOUNCED_SOFT,
    ("Transient", "MailboxFull"): Verdict.BOUNCED_SOFT,
    ("Transient", "MessageTooLarge"): Verdict.BOUNCED_SOFT,
    ("Transient", "CustomTimeoutExceeded"): Verdict.BOUNCED_SOFT,
    ("Transient", "ContentRejected"): Verdict.BOUNCED_SOFT,
    ("Transient", "AttachmentRejected"): Verdict.BOUNCED_SOFT,
    ("Undetermined", "Undetermined"): Verdict.BOUNCED_SOFT,
}
# By complaintFeedbackType, which many providers leave out. "not-spam" says that a mail was taken for spam by mistake:
# that is no complaint, and no word about the address either, so it sets nothing and clears nothing.
COMPLAINTS = {
    None: Verdict.COMPLAINED,
    "abuse": Verdict.COMPLAINED,
    "auth-failure": Verdict.COMPLAINED,
    "fraud": Verdict.COMPLAINED,
    "other": Verdict.COMPLAINED,
    "virus": Verdict.COMPLAINED,
    "not-spam": None,
}
TAGS = ("client_id", "coach_id", "event_id", "side")


def feedback_of(event: dict[str, Any]) -> Feedback | None:
    """None: nothing that concerns a notice. The address is the one that we mailed to: a bounce can name another one,
    to which the mail was forwarded."""
    mail, verdict = event["detail"]["mail"], _verdict(event["detail"])
    tags = {name: values[0] for name, values in mail.get("tags", {}).items() if values}
    if verdict is None or not tags.keys() >= set(TAGS):
        return None
    return Feedback(
        written=Written(UserId(tags["client_id"]), UserId(tags["coach_id"]), EventId(tags["event_id"])),
        side=Side(tags["side"]),
        verdict=verdict,
        address=mail["destination"][0],
        message_id=mail["messageId"],
        mailed_at=datetime.fromisoformat(mail["timestamp"]),
    )


def _verdict(detail: dict[str, Any]) -> Verdict | None:
    match detail:
        case {"eventType": "Delivery"}:
            return Verdict.DELIVERED
        case {"eventType": "Bounce", "bounce": bounce}:
            by_type = Verdict.BOUNCED_HARD if bounce["bounceType"] == "Permanent" else Verdict.BOUNCED_SOFT
            return BOUNCES.get((bounce["bounceType"], bounce.get("bounceSubType", "")), by_type)
        case {"eventType": "Complaint", "complaint": complaint}:
            return COMPLAINTS.get(complaint.get("complaintFeedbackType"), Verdict.COMPLAINED)
    return None
