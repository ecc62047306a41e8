"""What DynamoDB would charge for the requests that were really made. Emulators misreport it, so it is computed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from tests.integration.sizes import KB, item_size, read_units, write_units

if TYPE_CHECKING:
    from botocore.model import OperationModel
    from mypy_boto3_dynamodb import DynamoDBClient

type Parameters = dict[str, Any]
type Attributes = dict[str, Any]


@dataclass
class Cost:
    """Calls, and the capacity units of the base table. A transaction's write costs two units per kilobyte."""

    round_trips: int = 0
    writes: int = 0
    reads: float = 0


class Meter:
    """Watches one client; looks at the table through another one, which costs nothing."""

    def __init__(self, watched: "DynamoDBClient", other: "DynamoDBClient") -> None:
        self._other = other
        self._cost: Cost | None = None
        self._asked: Parameters = {}
        self._sizes_before: list[int] = []
        watched.meta.events.register("provide-client-params.dynamodb", self._before)
        watched.meta.events.register("after-call.dynamodb", self._after)

    @contextmanager
    def measuring(self) -> Iterator[Cost]:
        self._cost = Cost()
        yield self._cost
        self._cost = None

    def _before(self, params: Parameters, **_: Any) -> None:
        if self._cost:
            self._asked = params
            self._sizes_before = self._sizes_of_writes(params)

    def _after(self, parsed: Parameters, model: "OperationModel", **_: Any) -> None:
        if self._cost:
            self._cost.round_trips += 1
            self._cost.writes += self._written(model.name)
            self._cost.reads += self._read(model.name, parsed)

    def _written(self, operation: str) -> int:
        """The larger of an item before and after counts, also when only one attribute changes."""
        per_kilobyte = 2 if operation == "TransactWriteItems" else 1
        sizes = zip(self._sizes_before, self._sizes_of_writes(self._asked), strict=True)
        return sum(per_kilobyte * write_units(max(before, after)) for before, after in sizes)

    def _sizes_of_writes(self, params: Parameters) -> list[int]:
        return [self._size(table, key) for table, key in _written_keys(params)]

    def _size(self, table: str, key: Attributes) -> int:
        return item_size(self._other.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item", {}))

    def _read(self, operation: str, parsed: Parameters) -> float:
        match operation:
            case "BatchGetItem":
                [asked] = self._asked["RequestItems"].values()
                [found] = parsed["Responses"].values() or [[]]
                return sum(read_units(item_size(item)) for item in found) + len(asked["Keys"]) - len(found)
            case "Query":
                share = 1 if self._asked.get("ConsistentRead") else 0.5
                return share * max(1, ceil(sum(item_size(item) for item in parsed["Items"]) / (4 * KB)))
        return 0


def _written_keys(params: Parameters) -> Iterable[tuple[str, Attributes]]:
    if "TransactItems" in params:
        for item in params["TransactItems"]:
            [write] = item.values()
            yield from _written_keys(write)
    elif "Item" in params:
        yield params["TableName"], {name: params["Item"][name] for name in ("PK", "SK")}
    elif "Key" in params:
        yield params["TableName"], params["Key"]
