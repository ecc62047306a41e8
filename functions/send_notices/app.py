"""The stream: an event with notices was written, mail them."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from plus_one import clock
from plus_one.actions.send_notices import send_notices
from plus_one.logs import log_failure
from plus_one.mail import sender
from plus_one.settings import MailSettings, from_environment
from plus_one.store import link_keys
from plus_one.store.records import written_event
from plus_one.store.table import connect
from plus_one.wiring import post

settings = from_environment(MailSettings)
table = connect(settings.table_name)
ses = sender.connect()
keys = link_keys.connect(settings.link_keys_arn)
processor = BatchProcessor(EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
logger = Logger()
metrics = Metrics()


def mail(record: DynamoDBRecord) -> None:
    try:
        now, written = clock.now(), written_event(record.raw_event)
        notices = send_notices(table, written, post(settings, ses, keys, logger, now), now)
    except Exception as error:
        log_failure(logger, error)
        raise
    logger.info("mailed", event_id=written.event_id, notices={side: notice.state for side, notice in notices.items()})
    for notice in notices.values():
        metrics.add_metric(name=f"Notice{notice.state.capitalize()}", unit=MetricUnit.Count, value=1)


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    metrics.add_metric(name="Records", unit=MetricUnit.Count, value=len(event["Records"]))
    return process_partial_response(event=event, record_handler=mail, processor=processor, context=context)
