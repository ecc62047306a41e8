"""The quick part of the proof, as anybody can run it. `make prove` runs all of it."""

import subprocess
import sys

from local.aws import clock_of_ours
from tests.conftest import ROOT


def test_no_promise_is_broken() -> None:
    """In processes of its own, as many as there are cores."""
    command = [sys.executable, "-m", "tests.proof", "--quick"]
    environment = clock_of_ours() | {"PYTHONPATH": ".:layers/plus_one", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", violations 0, " in done.stdout
