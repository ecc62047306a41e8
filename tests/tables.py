"""moto's own tables: asking it through boto takes longer than a request of ours."""

from copy import copy
from datetime import UTC
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import StreamShard

type Item = dict[str, Any]
type Record = dict[str, Any]


def items(name: str) -> list[Item]:
    """All that is in the table."""
    found = [item.to_json()["Attributes"] for item in _table(name).all_items()]
    return sorted(found, key=lambda item: (item["PK"]["S"], item["SK"]["S"]))


def records(name: str, after: int) -> list[Record]:
    """What is in the stream, but for so many at its beginning."""
    return [_as_lambda_gets_it(record.to_json()) for record in _table(name).stream_shard.items[after:]]


def _as_lambda_gets_it(record: Record) -> Record:
    """Lambda passes the creation date as seconds; moto keeps it without its zone, UTC."""
    at = record["dynamodb"]["ApproximateCreationDateTime"].replace(tzinfo=UTC).timestamp()
    return {**record, "dynamodb": {**record["dynamodb"], "ApproximateCreationDateTime": at}}


def _table(name: str) -> Any:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].get_table(name)


def _keep_records(shard: StreamShard, memo: object) -> StreamShard:
    """moto copies its tables before each transaction. Records of a stream never change, and are most of it."""
    kept = copy(shard)
    kept.items = list(shard.items)
    return kept


StreamShard.__deepcopy__ = _keep_records  # type: ignore[attr-defined]
