"""What SES reports about a mail, as EventBridge brings it (SES developer guide, "Contents of event data")."""

from datetime import datetime
from typing import Any

from plus_one.domain.events import Side, Written
from plus_one.domain.feedback import Feedback, Verdict
from plus_one.domain.ids import EventId, UserId

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
        case {"eventType": "Bounce", "bounce": {"bounceType": "Permanent"}}:
            return Verdict.BOUNCED_HARD
        case {"eventType": "Bounce"}:
            return Verdict.BOUNCED_SOFT
        case {"eventType": "Complaint", "complaint": {"complaintFeedbackType": "not-spam"}}:
            return None  # a mail was taken for spam by mistake: no complaint, and no word about the address either
        case {"eventType": "Complaint"}:
            return Verdict.COMPLAINED
    return None
