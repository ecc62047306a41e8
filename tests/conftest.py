"""What all tests start from: the environment that the functions read when they are imported, as in Lambda."""

import json
import os
import socket
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from local.mails import Mails
from local.render import Template, render, resources
from plus_one.store.items import marshal
from plus_one.store.keys import BACKFILLED
from tests.quick_moto import hurry

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.marketplace import Marketplace

ROOT = Path(__file__).parents[1]
TABLE = "plus-one"
BUS = "plus-one"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


MAIL_PORT = free_port()

os.environ.update(
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_ACCOUNT_ID_ENDPOINT_MODE="disabled",  # else botocore reads moto's streams from a host that moto does not mock
    AWS_ENDPOINT_URL_SESV2=f"http://127.0.0.1:{MAIL_PORT}",
    TABLE_NAME=TABLE,
    VELOCITY_LIMIT="12",
    FLAG_UNDELIVERABLE="true",
    SENDER_ADDRESS="plus-one@example.com",
    CONFIGURATION_SET="mail",
    WEB_URL="https://app.example.com",
    API_URL="https://api.example.com",
    LINK_KEYS_ARN="link-keys",
    BUS_NAME=BUS,
    POWERTOOLS_SERVICE_NAME="tests",
    POWERTOOLS_METRICS_NAMESPACE="PlusOne",
)
hurry()


# A file is one worker's: what takes minutes, or waits, begins first, so that no worker is alone with it at the end. The
# proof takes all cores, so browsers come later.
ORDER = ("proof", "flow", "integration", "browser", "model", "clients", "bundle", "bench", "smoke", "local")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _turn(item.path))


def _turn(path: Path) -> int:
    folder = path.relative_to(ROOT / "tests").parts[0]
    return ORDER.index(folder) if folder in ORDER else len(ORDER)


@cache
def aws(service: Any) -> Any:
    """One client for all tests, since making one is slow. moto answers it whenever its mock is on."""
    return boto3.client(service)


@pytest.fixture(scope="session")
def template() -> Template:
    """template.yaml as CloudFormation gets it. Tests only read it."""
    return render(ROOT / "template.yaml")


def create_table(client: "DynamoDBClient", template: Template, name: str) -> None:
    """The table as the template declares it; what an emulator does not know is left out."""
    [table] = resources(template, "AWS::DynamoDB::Table").values()
    known = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
    stream: Any = {"StreamEnabled": True, **table["StreamSpecification"]}
    client.create_table(TableName=name, StreamSpecification=stream, **{key: table[key] for key in known})
    client.update_time_to_live(TableName=name, TimeToLiveSpecification=table["TimeToLiveSpecification"])
    client.put_item(TableName=name, Item=marshal(BACKFILLED.item() | {"type": "marker"}))


LINK_KEYS = {"0": "a" * 64}


def create_link_keys() -> None:
    boto3.client("secretsmanager").create_secret(Name="link-keys", SecretString=json.dumps(LINK_KEYS))


@pytest.fixture
def moto_table(template: Template) -> Iterator[None]:
    from tests.announced import create_bus

    with mock_aws():
        create_table(aws("dynamodb"), template, TABLE)
        create_link_keys()
        create_bus(aws("events"))
        yield


@pytest.fixture(scope="session")
def mails() -> Iterator[Mails]:
    """SES as the local stack has it, over HTTP: as strict as SES about addresses, headers and tags."""
    from local.gateway import Gateway
    from local.outcomes import Outcomes
    from local.server import Pages, serve
    from local.ses import Account

    kept = Mails()
    account = Account(frozenset({"plus-one@example.com"}), frozenset({"mail"}))
    gateway = Gateway("http://127.0.0.1:9", "none", "http://127.0.0.1:8080", print)
    with serve(MAIL_PORT, Pages(gateway, Outcomes(kept), account)):
        yield kept


@pytest.fixture
def marketplace(moto_table: None, mails: Mails, template: Template) -> "Marketplace":
    from tests.marketplace import Marketplace

    return Marketplace(template, mails, len(mails.oldest_first()))
