"""The local AWS leaves nothing behind, however the process ends that started it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from local.aws import start
from local.settings import PROJECT, CannotStart
from tests import day
from tests.local.conftest import free_port

STARTER = """
import sys, time
from pathlib import Path
from local.aws import start
with start(int(sys.argv[1]), log=Path(sys.argv[2])) as aws:
    print(aws.process.pid, flush=True)
    time.sleep(60)
"""

DATED = """
import sys
from local.aws import start
with start(int(sys.argv[1])) as aws:
    print(aws.client("dynamodb").list_tables()["ResponseMetadata"]["HTTPHeaders"]["date"])
"""


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # An orphan that ended but that nobody has waited for is not alive.
    return "Z" not in output_of("ps", "-o", "stat=", "-p", str(pid))


def output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def comes_true(fact: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30
    while not fact() and time.monotonic() < deadline:
        time.sleep(0.02)
    return fact()


def test_it_ends_with_the_context() -> None:
    with start(free_port()) as aws:
        assert aws.client("dynamodb").list_tables()["TableNames"] == []
    assert not is_alive(aws.process.pid)


def test_it_listens_on_this_machine_only() -> None:
    port = free_port()
    with start(port), socket.socket() as outside:
        # Another address of this machine: taken, if it listened on all.
        outside.bind(("127.0.0.2", port))


def test_a_failure_inside_ends_it_too() -> None:
    with pytest.raises(RuntimeError), start(free_port()) as aws:
        raise RuntimeError
    assert not is_alive(aws.process.pid)


def test_it_ends_with_a_parent_that_was_killed_and_takes_its_files_along(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", STARTER, str(free_port()), str(tmp_path / "aws.log")]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(arguments, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert comes_true(lambda: not is_alive(pid))
    assert comes_true(lambda: [path.name for path in tmp_path.iterdir()] == ["aws.log"])


def test_the_developers_own_settings_do_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "PYTHONPATH", "PERSIST_STATE"):
        monkeypatch.setenv(name, "1")
    with start(free_port(), {"AWS_ENDPOINT_URL_SESV2": "http://x"}) as aws:
        environment = Path(f"/proc/{aws.process.pid}/environ")
        names = {each.split("=")[0] for each in environment.read_text().split("\0")} if environment.exists() else set()
    assert not names & {"AWS_PROFILE", "AWS_ENDPOINT_URL", "PYTHONPATH", "PERSIST_STATE"}
    assert "AWS_ENDPOINT_URL_SESV2" in names or not names


def test_somebody_elses_aws_is_not_taken_for_ours() -> None:
    port = free_port()
    with start(port), pytest.raises(CannotStart, match=f"Port {port} is taken"), start(port):
        pass


def test_its_clock_is_ours_on_whatever_day_that_is() -> None:
    command = [sys.executable, "-c", DATED, str(free_port())]
    environment = os.environ | day.environment(datetime(2035, 6, 30, 12, tzinfo=UTC))
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    assert "30 Jun 2035" in done.stdout
