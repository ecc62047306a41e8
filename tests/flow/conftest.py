"""`make run` as a person starts it: a process of its own, on free ports, that says in a file where everything is."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, free_port
from tests.flow.stack import Stack

START_SECONDS = 90


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("stack")
    file, log = folder / "stack.json", folder / "log"
    process = _start(file, log)
    try:
        yield Stack(_wait(file, process, log))
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0, log.read_text()
        assert not file.exists()


def _start(file: Path, log: Path) -> subprocess.Popen[bytes]:
    ports = {"PORT": str(free_port()), "AWS_PORT": str(free_port()), "STACK_FILE": str(file)}
    ports["ORIGINS"] = f"http://localhost:{free_port()}"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "POWERTOOLS_"))}
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "local"], cwd=ROOT, env=inherited | ports, stdout=output, stderr=output
        )


def _wait(file: Path, process: subprocess.Popen[bytes], log: Path) -> dict[str, object]:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if file.exists():
            described: dict[str, object] = json.loads(file.read_text())
            return described
        time.sleep(0.1)
    raise AssertionError(log.read_text())
