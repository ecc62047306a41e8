"""Mails through SES v2. SES knows no idempotency: one call is one mail, or an unknown outcome."""

from email.utils import formataddr
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from plus_one.mail.compose import Mail

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import EmailContentTypeDef

SENDER_NAME = "+1 Program"


class MailFailed(Exception):
    """SES did not take a mail; the message is SES's code, or the kind of failure."""


class MailRefused(MailFailed):
    """Raised when SES refuses this very mail, and would again: its address is none."""


class MailPostponed(MailFailed):
    """Raised when SES takes no mail from us for now: too fast, over quota, paused, sender not verified."""


def connect() -> "SESV2Client":
    """One attempt per call: whoever sends again must know that it does."""
    return boto3.client("sesv2", config=Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 1}))


def send(ses: "SESV2Client", mail: Mail, sender: str, configuration_set: str) -> str:
    """The message id. After a timeout the mail may have gone out all the same; it is postponed, and may come twice."""
    try:
        answer = ses.send_email(
            FromEmailAddress=formataddr((SENDER_NAME, sender)),
            Destination={"ToAddresses": [mail.to]},
            Content=_content(mail),
            EmailTags=[{"Name": name, "Value": value} for name, value in mail.tags.items()],
            ConfigurationSetName=configuration_set,
        )
    except ClientError as error:
        raise _translated(error) from None
    except BotoCoreError as error:
        raise MailPostponed(type(error).__name__) from None
    return answer["MessageId"]


def _translated(error: ClientError) -> MailRefused | MailPostponed:
    """By code alone, and without SES's message, which can hold addresses. MessageRejected is not about the message:
    it is what an unverified sender gets, and a sandbox."""
    code = error.response["Error"]["Code"]
    return MailRefused(code) if code == "BadRequestException" else MailPostponed(code)


def _content(mail: Mail) -> "EmailContentTypeDef":
    return {
        "Simple": {
            "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
            "Body": {
                "Text": {"Data": mail.text, "Charset": "UTF-8"},
                "Html": {"Data": mail.html, "Charset": "UTF-8"},
            },
            "Headers": [{"Name": name, "Value": value} for name, value in mail.headers.items()],
        }
    }
