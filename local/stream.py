"""The table's stream: read once, handed to everybody who wants its records, in order."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.aws import Aws
from local.event_source import Record, sequence_number

POLL_SECONDS = 0.05

type Listener = Callable[[Record], None]


class Stream:
    """One shard: ministack has no more."""

    def __init__(self, aws: Aws, arn: str) -> None:
        self._client = aws.client("dynamodbstreams")
        self._arn = arn
        description = self._client.describe_stream(StreamArn=arn)["StreamDescription"]
        self.shard_id = str(description["Shards"][0]["ShardId"])
        self.partition_key = str(description["KeySchema"][0]["AttributeName"])

    def follow(self, listeners: Sequence[Listener], stopped: threading.Event) -> None:
        """Hands each record to all listeners, from the oldest on, until `stopped` is set."""
        for record in self._records(stopped):
            for listen in listeners:
                listen(record)

    def _records(self, stopped: threading.Event) -> Iterator[Record]:
        iterator, last = "", ""
        while not stopped.is_set():
            try:
                answer = self._client.get_records(ShardIterator=iterator or self._iterator_after(last))
            except (BotoCoreError, ClientError):
                # AWS was too busy, or the machine slept and the iterator expired.
                iterator, answer = "", {"Records": [], "NextShardIterator": ""}
            iterator = answer["NextShardIterator"]
            for record in answer["Records"]:
                last = sequence_number(record)
                yield self._as_in_an_event(record)
            if not answer["Records"]:
                stopped.wait(POLL_SECONDS)

    def _iterator_after(self, last: str) -> str:
        where = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": last} if last else {}
        answer = self._client.get_shard_iterator(
            **{"StreamArn": self._arn, "ShardId": self.shard_id, "ShardIteratorType": "TRIM_HORIZON"} | where
        )
        return str(answer["ShardIterator"])

    def _as_in_an_event(self, record: Mapping[str, Any]) -> Record:
        change = dict(record["dynamodb"])
        change["ApproximateCreationDateTime"] = change["ApproximateCreationDateTime"].timestamp()
        return {**record, "dynamodb": change, "eventSourceARN": self._arn}
