"""Where processes meet: a ministack of our own or the DynamoDB that PROVE_ENDPOINT names, and a proxy that fails."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING
from uuid import uuid4

from local import aws
from local.render import Template
from local.settings import PROJECT, CannotStart
from tests.conftest import create_table, free_port

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

START_SECONDS = 30


@dataclass(frozen=True)
class Engine:
    """`client` is the examiner's own. `plain` and `faulty` are for forked processes: they have no connection yet."""

    proxy_url: str
    client: "DynamoDBClient"
    plain: "DynamoDBClient"
    faulty: "DynamoDBClient"


@contextmanager
def running(seed: int) -> Iterator[Engine]:
    with _endpoint() as url, _proxy(url, seed) as proxy_url:
        yield Engine(proxy_url, connect(url), connect(url), connect(proxy_url))


@contextmanager
def new_table(engine: Engine, template: Template) -> Iterator[str]:
    name = f"plus-one-proof-{uuid4()}"
    try:
        create_table(engine.client, template, name)
        yield name
    finally:
        engine.client.delete_table(TableName=name)


def connect(url: str) -> "DynamoDBClient":
    """As patient as the functions are (store/table.py), but for a machine that does much else; past any HTTP proxy."""
    retries = {"total_max_attempts": 2, "mode": "standard"}
    client: DynamoDBClient = aws.client(url, "dynamodb", connect_timeout=2, read_timeout=5, retries=retries, proxies={})
    return client


@contextmanager
def _endpoint() -> Iterator[str]:
    if named := os.environ.get("PROVE_ENDPOINT"):
        yield named
        return
    with aws.start(free_port()) as running_aws:
        yield running_aws.url


@contextmanager
def _proxy(upstream: str, seed: int) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "tests.proof.processes.engine_proxy", upstream, str(port), str(seed)]
    paths = os.pathsep.join(map(str, (PROJECT, PROJECT / "layers" / "plus_one")))
    environment = aws.clock_of_ours() | {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": paths}
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdin=subprocess.PIPE) as process:
        try:
            # By its number, microburst would first look in all models of botocore whose host that is: 3 s.
            _wait(process, url := f"http://localhost:{port}")
            yield url
        finally:
            process.kill()


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    deadline = monotonic() + START_SECONDS
    while not _answers(f"{url}/_microburst/health"):
        if process.poll() is not None or monotonic() > deadline:
            raise CannotStart("The fault proxy did not start.")
        sleep(0.02)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310
            return True
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
