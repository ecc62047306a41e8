"""The stream: a last session was completed, keep one on deck."""

from plus_one.cold_start import ready

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from plus_one import clock
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.batches import Answer, settle_each
from plus_one.domain.ids import EventId
from plus_one.domain.renewals import Due, Renewal
from plus_one.figures import count_renewal
from plus_one.logs import ids_of, log_failure, log_settled
from plus_one.settings import RuleSettings, from_environment
from plus_one.store.records import due_renewal
from plus_one.store.table import connect

# As many as one CPU keeps busy while DynamoDB takes 5 ms to answer; the client's pool has ten connections.
LANES = 8

settings = from_environment(RuleSettings)
table = connect(settings.table_name)
logger = Logger()
metrics = Metrics()


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> Answer:
    metrics.add_metric(name="Records", unit=MetricUnit.Count, value=len(event["Records"]))
    batch = settle_each(event["Records"], due_renewal, _settle, LANES)
    for what, error in batch.failed:
        log_failure(logger, error, **ids_of(what))
    for due, renewal in batch.done:
        log_settled(logger, due, renewal)
        count_renewal(metrics, renewal)
    return batch.answer


def _settle(due: Due) -> tuple[Due, Renewal | None]:
    now = clock.now()
    return due, settle_renewal(table, due, EventId(clock.new_id(now)), settings.velocity_limit, now)


ready()
