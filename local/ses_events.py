"""What SES tells EventBridge about a mail, in the shape that it has there (SES developer guide, "SES events")."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from local.aws import ACCOUNT, REGION
from local.mails import Mail
from local.moments import text

type BusEvent = dict[str, Any]


def delivered(mail: Mail, now: datetime) -> BusEvent:
    what = {
        "timestamp": text(now),
        "processingTimeMillis": 20,
        "recipients": list(mail.to),
        "smtpResponse": "250 OK",
        "reportingMTA": "local",
    }
    return _event("Email Delivered", "Delivery", "delivery", what, mail, now)


def bounced(mail: Mail, kind: str, sub_type: str, now: datetime) -> BusEvent:
    status = "5.1.1" if kind == "Permanent" else "4.2.2"
    recipients = [{"emailAddress": to, "action": "failed", "status": status} for to in mail.to]
    what = {"bounceType": kind, "bounceSubType": sub_type, "bouncedRecipients": recipients} | _reported(now)
    return _event("Email Bounced", "Bounce", "bounce", what, mail, now)


def complained(mail: Mail, now: datetime) -> BusEvent:
    recipients = [{"emailAddress": to} for to in mail.to]
    what = {"complainedRecipients": recipients, "complaintSubType": None, "complaintFeedbackType": "abuse"}
    return _event("Email Complaint Received", "Complaint", "complaint", what | _reported(now), mail, now)


def delayed(mail: Mail, now: datetime) -> BusEvent:
    recipients = [{"emailAddress": to, "status": "4.4.1"} for to in mail.to]
    what = {"timestamp": text(now), "delayType": "RecipientServerError", "delayedRecipients": recipients}
    return _event("Email Delivery Delayed", "DeliveryDelay", "deliveryDelay", what, mail, now)


def _event(
    detail_type: str, event_type: str, name: str, what: Mapping[str, Any], mail: Mail, now: datetime
) -> BusEvent:
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": detail_type,
        "source": "aws.ses",
        "account": ACCOUNT,
        "time": text(now, "seconds"),
        "region": REGION,
        "resources": [f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/{mail.configuration_set}"],
        "detail": {"eventType": event_type, "mail": _mail(mail), name: dict(what)},
    }


def _mail(mail: Mail) -> dict[str, Any]:
    tags = {"ses:configuration-set": mail.configuration_set or "", **mail.tags}
    return {
        "timestamp": mail.sent_at,
        "source": mail.sender,
        "sendingAccountId": ACCOUNT,
        "messageId": mail.message_id,
        "destination": list(mail.to),
        "headersTruncated": False,
        "headers": [{"name": name, "value": value} for name, value in mail.all_headers().items()],
        "commonHeaders": {"from": [mail.sender], "to": list(mail.to), "subject": mail.subject},
        "tags": {name: [value] for name, value in tags.items()},
    }


def _reported(now: datetime) -> dict[str, str]:
    return {"timestamp": text(now), "feedbackId": f"{uuid4()}-000000"}
