"""EventBridge: SES reports that a mail was delivered, bounced or complained about."""

from plus_one.cold_start import ready

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from plus_one import clock
from plus_one.actions.take_feedback import take_feedback
from plus_one.domain.feedback import Feedback
from plus_one.logs import ids_of, ids_of_event, log_failure
from plus_one.mail.feedback import feedback_of
from plus_one.settings import FeedbackSettings, from_environment
from plus_one.store.table import connect

settings = from_environment(FeedbackSettings)
table = connect(settings.table_name)
logger = Logger()
metrics = Metrics()


class NotTaken(Exception):
    """Raised when it has to come again. Lambda writes an error's message into the log and the failure queue."""


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    """Nothing of the event is logged but ids: it holds the address, and the mail's headers with their link."""
    metrics.add_metric(name=_heard(event), unit=MetricUnit.Count, value=1)


def _heard(event: dict[str, Any]) -> str:
    feedback: Feedback | None = None
    try:
        feedback = feedback_of(event)
        return _take(feedback) if feedback else "MailEventIgnored"
    except Exception as error:  # noqa: BLE001  what an error says can hold the address
        log_failure(logger, error, **ids_of(feedback.written if feedback else None))
        metrics.add_metric(name="MailEventFailed", unit=MetricUnit.Count, value=1)
        raise NotTaken from None


def _take(feedback: Feedback) -> str:
    about = take_feedback(table, feedback, clock.now(), flags=settings.flag_undeliverable == "true")
    side, verdict = feedback.side, feedback.verdict.name
    state, ids = (about.notices[side].state, ids_of_event(about)) if about else (None, ids_of(feedback.written))
    logger.info("heard", side=side, verdict=verdict, notice=state, **ids)
    return f"Mail{verdict.title().replace('_', '')}" if about else "MailEventIgnored"


ready()
