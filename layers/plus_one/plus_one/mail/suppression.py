"""SES's own list of addresses that bounced hard. It mails to none of them, also where our flag was lost."""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from plus_one.domain.refusals import Busy
from plus_one.mail.addresses import mailable

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


def trust(address: str) -> None:
    """SES mails to it again. Raises Busy if SES does not say so."""
    mailed_to = mailable(address)
    if mailed_to is None:
        return
    try:
        _ses().delete_suppressed_destination(EmailAddress=mailed_to)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NotFoundException":
            raise Busy from None
    except BotoCoreError:
        raise Busy from None


@cache
def _ses() -> "SESV2Client":
    """Made when the first flag is cleared: few requests do."""
    return boto3.client("sesv2", config=Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1}))
