import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from local.aws import Aws, start
from local.deploy import Deployed, deploy
from local.gateway import Gateway
from local.mails import Mails
from local.outcomes import Outcomes
from local.render import render
from local.server import Pages, serve
from local.ses import Account
from local.settings import HOST, PROJECT, Settings

SENDER = "plus-one@example.com"
CONFIGURATION_SET = "mail"

ECHO = """
import json
import os

import boto3
from botocore.exceptions import ClientError

def handler(event, context):
    if "fail" in event:
        raise ZeroDivisionError("alex@example.com")
    if "may_i" in event.get("queryStringParameters", {}):
        return may_i(event["queryStringParameters"]["may_i"])
    headers = {"content-type": "application/json", "X-Echo": "a, b"}
    return {"statusCode": 200, "headers": headers, "body": json.dumps(event)}

KEY = {"PK": {"S": "USER#1"}, "SK": {"S": "PROFILE"}}
REQUESTS = {"PutItem": {"Item": KEY}, "UpdateItem": {"Key": KEY}, "DeleteItem": {"Key": KEY}}

def may_i(operation):
    method = getattr(boto3.client("dynamodb"), operation.replace("Item", "_item").lower())
    try:
        method(TableName=os.environ["TABLE_NAME"], **REQUESTS[operation])
    except ClientError as error:
        return {"statusCode": 200, "body": json.dumps(error.response["Error"]["Code"])}
    return {"statusCode": 200, "body": json.dumps("yes")}
"""

STREAM = ("book_plus_one", "send_notices")
POISONED = """
def handler(event, context):
    if any("poison" in record["dynamodb"]["NewImage"] for record in event["Records"]):
        raise ZeroDivisionError("alex@example.com")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def aws() -> Iterator[Aws]:
    with start(free_port()) as running:
        yield running


@pytest.fixture(scope="session")
def stub_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real template, with functions that do nothing but answer."""
    project = tmp_path_factory.mktemp("project")
    shutil.copy(PROJECT / "template.yaml", project)
    (project / "layers/plus_one/plus_one").mkdir(parents=True)
    (project / "layers/plus_one/plus_one/__init__.py").touch()
    for name in sorted(path.parent.name for path in PROJECT.glob("functions/*/app.py")):
        (project / "functions" / name).mkdir(parents=True)
        (project / "functions" / name / "app.py").write_text(POISONED if name in STREAM else ECHO)
    return project


@pytest.fixture(scope="session")
def settings(aws: Aws, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    aws_port = int(aws.url.rpartition(":")[2])
    return Settings(free_port(), aws_port, tmp_path_factory.mktemp("stack") / "stack.json")


@pytest.fixture(scope="session")
def deployed(aws: Aws, stub_project: Path, settings: Settings) -> Deployed:
    parameters = {"AllowPasswordAuth": "true", "WebOrigin": settings.web_url, "SenderAddress": SENDER}
    return deploy(aws, stub_project, render(stub_project / "template.yaml"), parameters)


@pytest.fixture
def mails() -> Mails:
    return Mails()


def account() -> Account:
    return Account(frozenset({SENDER}), frozenset({CONFIGURATION_SET}))


@pytest.fixture
def pages(mails: Mails) -> Pages:
    return Pages(Gateway("http://127.0.0.1:9", "none", "http://127.0.0.1:8080", print), Outcomes(mails), account())


@pytest.fixture
def url(pages: Pages) -> Iterator[str]:
    port = free_port()
    with serve(port, pages):
        yield f"http://{HOST}:{port}"


@pytest.fixture(scope="module")
def dynamodb(aws: Aws) -> Any:
    return aws.client("dynamodb", max_pool_connections=16)


@pytest.fixture
def table(dynamodb: Any) -> Iterator[str]:
    """A new one, with keys, an index and a stream as the template's has them."""
    name = f"contract-{uuid4()}"
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": each, "AttributeType": "S"} for each in ("PK", "SK", "due_shard", "due_at")
        ],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "GSI2",
                "KeySchema": [
                    {"AttributeName": "due_shard", "KeyType": "HASH"},
                    {"AttributeName": "due_at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    yield name
    dynamodb.delete_table(TableName=name)
