"""What Lambda may keep as a snapshot has done already what its first request would do, and holds no connection."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from local.render import Template
from ops.snapstart import STARTED_BY_PEOPLE
from tests.bundle.test_bundle import environment_of

SNAPSHOT = Path(__file__).with_name("snapshot.py")
type Start = Callable[[str, str], dict[str, int]]


class EmptyTable(ThreadingHTTPServer):
    """A DynamoDB that has nothing, and counts the requests of each connection."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.requests: list[int] = []


class Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: EmptyTable

    def setup(self) -> None:
        super().setup()
        self.number = len(self.server.requests)
        self.server.requests.append(0)

    def do_POST(self) -> None:
        self.server.requests[self.number] += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = json.dumps({"Responses": {}, "UnprocessedKeys": {}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def empty() -> Iterator[EmptyTable]:
    with EmptyTable() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def start(functions: Path, layer: Path, template: Template, empty: EmptyTable) -> Start:
    """Starts a function, for a snapshot or "on-demand"; how many models it had built by then, and how many not."""

    def started(name: str, kind: str) -> dict[str, int]:
        function = Path(template["Resources"][name]["Properties"]["Code"]["S3Key"]).name
        lambdas = {"AWS_ENDPOINT_URL": empty.url, "AWS_LAMBDA_INITIALIZATION_TYPE": kind}
        run = subprocess.run(
            [sys.executable, "-I", "-S", "-B", SNAPSHOT, functions / function, layer / "python"],
            env=environment_of(function, template) | lambdas,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        models: dict[str, int] = json.loads(run.stdout.splitlines()[-1])
        return models

    return started


@pytest.mark.parametrize("name", STARTED_BY_PEOPLE)
def test_before_a_snapshot_it_reads_once_over_a_connection_that_it_closes(
    name: str, start: Start, empty: EmptyTable
) -> None:
    """And what comes after the snapshot reads over a connection of its own."""
    start(name, "snap-start")

    assert empty.requests == [1, 1]


@pytest.mark.parametrize("name", STARTED_BY_PEOPLE)
def test_before_a_snapshot_it_builds_every_model(name: str, start: Start) -> None:
    models = start(name, "snap-start")

    assert models["built"] > 20
    assert models["deferred"] == 0


@pytest.mark.parametrize("name", STARTED_BY_PEOPLE)
def test_without_a_snapshot_it_does_neither(name: str, start: Start, empty: EmptyTable) -> None:
    models = start(name, "on-demand")

    assert models["deferred"] > 20
    assert empty.requests == [1]
