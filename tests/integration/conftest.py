"""The store on two engines: moto in this process, and ministack, a process of its own that knows what a race is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import uuid4

import boto3
import pytest
from moto import mock_aws

from local.aws import Aws, start
from local.render import Template
from plus_one.store.table import Table
from tests.conftest import create_table, free_port

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture(scope="session")
def ministack() -> Iterator[Aws]:
    with start(free_port()) as running:
        yield running


@pytest.fixture
def moto() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture(params=["moto", "ministack"])
def table(request: pytest.FixtureRequest, template: Template) -> Table:
    """A new table, as the template declares it."""
    engine = request.getfixturevalue(request.param)
    client = engine.client("dynamodb") if engine else boto3.client("dynamodb")
    return new_table(client, template)


def new_table(client: "DynamoDBClient", template: Template) -> Table:
    name = f"plus-one-{uuid4()}"
    create_table(client, template, name)
    return Table(client, name)
