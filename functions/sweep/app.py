"""The schedule: settles and mails what the stream did not, by the same actions."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from plus_one import clock
from plus_one.actions.send_notices import send_notices
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.domain.events import Written
from plus_one.domain.ids import EventId
from plus_one.domain.renewals import Due
from plus_one.logs import log_failure
from plus_one.mail import sender
from plus_one.settings import MailSettings, from_environment
from plus_one.store import due, link_keys
from plus_one.store.table import connect
from plus_one.wiring import post

MOST_PER_SHARD = 100
RESERVE_MS = 15_000

settings = from_environment(MailSettings)
table = connect(settings.table_name)
ses = sender.connect()
keys = link_keys.connect(settings.link_keys_arn)
logger = Logger()
metrics = Metrics()


def settle(what: Due | Written) -> None:
    now = clock.now()
    match what:
        case Due():
            settle_renewal(table, what, EventId(clock.new_id(now)), settings.velocity_limit, now)
        case Written():
            send_notices(table, what, post(settings, ses, keys, logger, now), now)


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    """Bounded work: what is left when the time is up is the next run's."""
    swept = failed = 0
    for key in due.due_by(table, clock.now(), MOST_PER_SHARD):
        if context.get_remaining_time_in_millis() < RESERVE_MS:
            break
        try:
            settle(due.named(key))
        except Exception as error:  # noqa: BLE001  one failure delays nobody else
            log_failure(logger, error)
            due.put_off(table, key, clock.now())
            failed += 1
        swept += 1
    logger.info("swept", swept=swept, failed=failed)
    metrics.add_metric(name="Swept", unit=MetricUnit.Count, value=swept)
    metrics.add_metric(name="SweepFailed", unit=MetricUnit.Count, value=failed)
