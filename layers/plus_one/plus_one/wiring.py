"""What the functions that mail have in common: the way out, made of settings and clients."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from plus_one.actions.send_notices import Post
from plus_one.bus import announcer
from plus_one.bus.announcement import announcement
from plus_one.domain import tokens
from plus_one.domain.events import Event
from plus_one.domain.ids import UserId
from plus_one.domain.tokens import Purpose
from plus_one.logs import log_failure
from plus_one.mail import sender
from plus_one.mail.compose import Mail
from plus_one.settings import MailSettings
from plus_one.store.link_keys import LinkKeys

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


def post(settings: MailSettings, ses: "SESV2Client", bus: Any, keys: LinkKeys, logger: Logger, now: datetime) -> Post:
    """The keys are read before anything is claimed: without them no mail leaves, and none is held up."""
    signing = keys.at(now)

    def send(mail: Mail) -> str:
        return sender.send(ses, mail, settings.sender_address, settings.configuration_set)

    def announce(event: Event) -> str:
        return announcer.put(bus, announcement(event), settings.bus_name)

    def unsubscribe_url(client_id: UserId, coach_id: UserId, purpose: Purpose) -> str:
        return f"{settings.api_url}/v1/unsubscribe/{tokens.sign(client_id, coach_id, now.date(), signing, purpose)}"

    def report(failure: Exception, event: Event) -> None:
        """SES's own code is all that a failure to send says."""
        said = {"code": str(failure)} if isinstance(failure, sender.MailFailed) else {}
        log_failure(logger, failure, event_id=event.event_id, client=event.client_id, coach=event.coach_id, **said)

    flags = settings.flag_undeliverable == "true"
    return Post(send, announce, settings.web_url, unsubscribe_url, settings.velocity_limit, report, flags)
