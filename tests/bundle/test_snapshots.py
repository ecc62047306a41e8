"""What Lambda may keep as a snapshot has done what its first request would do, and holds no connection to DynamoDB."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local.render import Template
from ops.snapstart import STARTED_BY_PEOPLE
from tests.bundle.test_bundle import environment_of
from tests.empty_table import EmptyTable, empty_table

SNAPSHOT = Path(__file__).with_name("snapshot.py")
type Start = Callable[[str, str], dict[str, int]]


@pytest.fixture
def empty() -> Iterator[EmptyTable]:
    with empty_table() as server:
        yield server


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
