"""A local AWS (ministack) as a process of our own, bound to this machine, its state in memory."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from local.settings import HOST, PROJECT, CannotStart, is_taken

ACCOUNT = "123456789012"
REGION = "us-east-1"
# May do everything, and is its own secret. Functions get keys of their roles.
ROOT_KEY = "test"
START_SECONDS = 30
ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Aws:
    """Who has the passphrase may hand on what a web page asks."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    passphrase: str

    def client(self, service: str, **config: Any) -> Any:
        return client(self.url, service, **config)


def client(url: str, service: str, **config: Any) -> Any:
    # Clients serve all threads, but boto3 cannot make two of them at once.
    with ONE_AT_A_TIME:
        return boto3.client(  # type: ignore[call-overload]
            service,
            endpoint_url=url,
            region_name=REGION,
            aws_access_key_id=ROOT_KEY,
            aws_secret_access_key=ROOT_KEY,
            config=Config(**config),
        )


@contextlib.contextmanager
def start(
    port: int, for_functions: Mapping[str, str] | None = None, log: Path | None = None, container_host: str = ""
) -> Iterator[Aws]:
    """Yields when AWS answers. `for_functions` is environment that every function sees, `container_host` how containers
    name this machine."""
    if is_taken(port):
        # What answers there would be taken for ours.
        raise CannotStart(f"Port {port} is taken.")
    scratch = Path(tempfile.mkdtemp(prefix="plus-one-aws-"))
    log = log or scratch / "aws.log"
    passphrase = secrets.token_hex()
    environment = _environment(port, scratch) | {"PASSPHRASE": passphrase, "CONTAINER_HOST": container_host}
    process = _launch(environment | dict(for_functions or {}), log)
    try:
        aws = Aws(f"http://{HOST}:{port}", process, log, passphrase)
        _wait(aws)
        yield aws
    finally:
        _stop(process)
        shutil.rmtree(scratch, ignore_errors=True)


def clock_of_ours() -> dict[str, str]:
    """What faketime tells the processes that it starts. One that is not told lives on another day."""
    return {name: text for name, text in os.environ.items() if name == "LD_PRELOAD" or name.startswith("FAKETIME")}


def _environment(port: int, scratch: Path) -> dict[str, str]:
    """Nothing of the developer's AWS settings gets in, and no PYTHONPATH: functions see their bundle and the lock."""
    return clock_of_ours() | {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "LAMBDA_EXECUTOR": "local",
        "AUTH": "true",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
    }


def _launch(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "local.leashed"],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A session of its own: Ctrl-C reaches us only, and we end it with its functions as one group.
            start_new_session=True,
        )


def _wait(aws: Aws) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(aws.url):
        if aws.process.poll() is not None or time.monotonic() > deadline:
            last = aws.log.read_text(errors="replace").strip().splitlines()[-5:]
            raise CannotStart("\n".join(["The local AWS did not start. Its last words:", *last]))
        time.sleep(0.02)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_ministack/health", timeout=2):  # noqa: S310
            return True
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """At once: its state is in memory, its files are in a folder of ours, its functions are in its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
