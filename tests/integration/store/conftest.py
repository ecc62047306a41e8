from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from botocore.stub import Stubber

from plus_one.store.table import Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def stubbed(clients: dict[str, "DynamoDBClient"]) -> Iterator[tuple[Table, Stubber]]:
    with Stubber(clients["moto"]) as stubber:
        yield Table(clients["moto"], "T"), stubber


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    made: list[float] = []
    monkeypatch.setattr("plus_one.store.table.time.sleep", made.append)
    return made
