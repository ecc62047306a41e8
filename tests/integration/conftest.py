"""The store on two engines: moto in this process, and ministack, a process of its own that knows what a race is."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from moto import mock_aws

from local.aws import Aws, start
from local.render import Template
from plus_one import clock
from plus_one.store.table import Table
from tests.conftest import aws, create_table, free_port
from tests.integration.world import World, new_world
from tests.kept import everything, past

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture(scope="session")
def ministack() -> Iterator[Aws]:
    """No item that a test left on it is past: ministack would have removed it by its own clock, or not yet."""
    with start(free_port()) as running:
        yield running
        client = running.client("dynamodb")
        names = [name for page in client.get_paginator("list_tables").paginate() for name in page["TableNames"]]
        assert [item for name in names for item in past(everything(Table(client, name)))] == []


@pytest.fixture(scope="session")
def clients(ministack: Aws) -> dict[str, "DynamoDBClient"]:
    """A client costs more than a test; moto recognises its own."""
    return {"moto": aws("dynamodb"), "ministack": ministack.client("dynamodb")}


@pytest.fixture(params=["moto", "ministack"])
def table(request: pytest.FixtureRequest, clients: dict[str, "DynamoDBClient"], template: Template) -> Iterator[Table]:
    """A new table, as the template declares it."""
    with mock_aws() if request.param == "moto" else nullcontext():
        yield new_table(clients[request.param], template)


def new_table(client: "DynamoDBClient", template: Template) -> Table:
    name = f"plus-one-{uuid4()}"
    create_table(client, template, name)
    return Table(client, name)


@pytest.fixture(scope="module")
def world(template: Template) -> Iterator[World]:
    with new_world(template) as world:
        yield world


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """From now on it is so much later."""

    def pass_time(**pause: float) -> None:
        before = clock.now
        monkeypatch.setattr(clock, "now", lambda: before() + timedelta(**pause))

    return pass_time
