"""The stream: an event with notices was written, mail them, and announce what is due."""

from plus_one.cold_start import ready

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from plus_one import clock
from plus_one.actions.send_notices import Tried, send_notices
from plus_one.batches import Answer, settle_each
from plus_one.bus import announcer
from plus_one.domain.events import Written
from plus_one.figures import count_notices
from plus_one.logs import ids_of, log_failure, log_mailed
from plus_one.mail import sender
from plus_one.settings import MailSettings, from_environment
from plus_one.store import link_keys
from plus_one.store.records import written_event
from plus_one.store.table import connect
from plus_one.wiring import post

# SES takes tens of milliseconds per mail and new accounts send 14 a second: what is more comes a minute later.
LANES = 2

settings = from_environment(MailSettings)
table = connect(settings.table_name)
ses = sender.connect()
bus = announcer.connect()
keys = link_keys.connect(settings.link_keys_arn)
logger = Logger()
metrics = Metrics()


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> Answer:
    metrics.add_metric(name="Records", unit=MetricUnit.Count, value=len(event["Records"]))
    batch = settle_each(event["Records"], written_event, _mail, LANES)
    for what, error in batch.failed:
        log_failure(logger, error, **ids_of(what))
    for tried in filter(None, batch.done):
        log_mailed(logger, *tried)
        count_notices(metrics, tried.notices)
    return batch.answer


def _mail(written: Written) -> Tried | None:
    now = clock.now()
    return send_notices(table, written, post(settings, ses, bus, keys, logger, now), now)


ready()
