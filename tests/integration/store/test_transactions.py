"""What a transaction that fails leaves behind in moto, which tests/quick_moto.py hurries."""

import boto3
import pytest

from plus_one.store.keys import Key
from plus_one.store.table import ABSENT, Contended, connect, put, update
from tests import tables
from tests.conftest import TABLE


def test_a_transaction_that_fails_leaves_table_and_stream_as_they_were(moto_table: None) -> None:
    table, old, new = connect(TABLE), Key("A", "old"), Key("A", "new")
    table.commit(put(old, {"n": 1}, ABSENT))
    before, told = tables.items(TABLE), _told()
    counted, made = update(old, "SET n = :n", "n = :one", n=2, one=1), put(new, {"n": 1}, ABSENT)
    with pytest.raises(Contended):
        table.commit(counted, made, put(Key("B", "b"), {}, "n = :n", n=1))
    assert (tables.items(TABLE), _told()) == (before, told)
    table.commit(counted, made)
    assert [item and item["n"] for item in table.get(old, new)] == [2, 1]
    assert _told() == told + 2


def _told() -> int:
    streams = boto3.client("dynamodbstreams")
    [stream] = streams.list_streams(TableName=TABLE)["Streams"]
    [shard] = streams.describe_stream(StreamArn=stream["StreamArn"])["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(
        StreamArn=stream["StreamArn"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )
    return len(streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"])
