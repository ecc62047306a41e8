"""`python -m local` as a process, as far as it goes without being ready; tests/flow has the rest."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from local.settings import HOST, PROJECT
from tests.local.conftest import free_port

STOPPED_IN_A_FINALIZER = """
import signal, time
from local import run

class Finalized:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

run.stop_when_asked()
try:
    Finalized()
    for _ in range(1_000):
        time.sleep(0.01)
except KeyboardInterrupt:
    print("Stopped.")
"""


def launch(tmp_path: Path, port: int, aws_port: int) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "PORT": str(port),
        "AWS_PORT": str(aws_port),
        "STACK_FILE": str(tmp_path / "stack.json"),
        "TMPDIR": str(tmp_path),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "local"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_stopped_while_it_starts_it_leaves_nothing(tmp_path: Path, signum: signal.Signals) -> None:
    aws_port = free_port()
    with launch(tmp_path, free_port(), aws_port) as process:
        while process.poll() is None and not answers(aws_port):
            time.sleep(0.02)
        process.send_signal(signum)
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    assert output.endswith("Stopped.\n")
    assert not answers(aws_port)
    assert [path.name for path in tmp_path.iterdir()] == ["aws.log"]


def test_a_stop_that_python_does_not_let_through_comes_once_more() -> None:
    command = [sys.executable, "-c", STOPPED_IN_A_FINALIZER]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("Stopped.\n", "")


def test_a_taken_port_ends_it_with_one_sentence_and_spares_the_stack_file_of_who_has_it(tmp_path: Path) -> None:
    (tmp_path / "stack.json").write_text("{}")
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        with launch(tmp_path, port, free_port()) as process:
            _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert errors.startswith(f"Port {port} is taken.")
    assert errors.count("\n") == 1
    assert (tmp_path / "stack.json").exists()
