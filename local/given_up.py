"""What Lambda sends to the on-failure destination: where in the stream the records are, not the records."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from local.aws import Aws
from local.event_source import GiveUp, arrived, sequence_number
from local.mappings import EventSourceMapping
from local.moments import text


def send(aws: Aws, given_up: GiveUp, mapping: EventSourceMapping, shard_id: str) -> None:
    if mapping.failure_queue_arn:
        sqs = aws.client("sqs")
        url = sqs.get_queue_url(QueueName=mapping.failure_queue_arn.rsplit(":", 1)[1])["QueueUrl"]
        message = describe(given_up, mapping, shard_id, datetime.now(UTC))
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(message))


def describe(given_up: GiveUp, mapping: EventSourceMapping, shard_id: str, now: datetime) -> dict[str, Any]:
    records = given_up.batch.records
    return {
        "requestContext": {
            "requestId": str(uuid4()),
            "functionArn": mapping.function_arn,
            "condition": str(given_up.condition),
            "approximateInvokeCount": given_up.batch.failures,
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": text(now),
        "DDBStreamBatchInfo": {
            "shardId": shard_id,
            "startSequenceNumber": sequence_number(records[0]),
            "endSequenceNumber": sequence_number(records[-1]),
            "approximateArrivalOfFirstRecord": text(datetime.fromtimestamp(arrived(records[0]), UTC)),
            "approximateArrivalOfLastRecord": text(datetime.fromtimestamp(arrived(records[-1]), UTC)),
            "batchSize": len(records),
            "streamArn": mapping.stream_arn,
        },
    }
