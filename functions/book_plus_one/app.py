"""The stream: a last session was completed, keep one on deck."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from plus_one import clock
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.domain.ids import EventId
from plus_one.logs import log_failure
from plus_one.settings import RuleSettings, from_environment
from plus_one.store.records import due_renewal
from plus_one.store.table import connect

settings = from_environment(RuleSettings)
table = connect(settings.table_name)
processor = BatchProcessor(EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
logger = Logger()
metrics = Metrics()


def settle(record: DynamoDBRecord) -> None:
    try:
        due, now = due_renewal(record.raw_event), clock.now()
        renewal = settle_renewal(table, due, EventId(clock.new_id(now)), settings.velocity_limit, now)
    except Exception as error:
        log_failure(logger, error)
        raise
    reason = renewal.reason if renewal else None
    logger.info("settled", reason=reason, session_id=due.session_id, completion=due.completion)
    if reason:
        metrics.add_metric(name=reason, unit=MetricUnit.Count, value=1)


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    metrics.add_metric(name="Records", unit=MetricUnit.Count, value=len(event["Records"]))
    return process_partial_response(event=event, record_handler=settle, processor=processor, context=context)
