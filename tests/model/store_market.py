"""People, requests and stream records of one history, through the real handlers, with the history's own clock."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import uuid4

import boto3

from plus_one import clock
from plus_one.store.items import unmarshal
from tests.marketplace import Marketplace, Person, Record, Reply
from tests.model.seen import Body, Got, Names

WITH_A_LIMIT = ("client_api", "coach_api", "book_plus_one", "send_notices")
GROUPS = {"ana": ("client",), "bo": ("client",), "kim": ("client", "coach"), "lee": ("client", "coach")}


@dataclass
class Stream:
    """What the table's stream has that was not read before."""

    iterator: str = ""

    def start(self) -> None:
        streams = boto3.client("dynamodbstreams")
        [stream] = streams.list_streams()["Streams"]
        [shard] = streams.describe_stream(StreamArn=stream["StreamArn"])["StreamDescription"]["Shards"]
        self.iterator = streams.get_shard_iterator(
            StreamArn=stream["StreamArn"], ShardId=shard["ShardId"], ShardIteratorType="LATEST"
        )["ShardIterator"]
