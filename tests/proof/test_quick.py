"""The quick part of the proof, as anybody can run it. `make prove` runs all of it."""

import subprocess
import sys

from local.aws import clock_of_ours
from tests.conftest import ROOT
from tests.proof.planted.promises import PLANTED


def test_no_promise_is_broken() -> None:
    """In processes of its own, as many as there are cores."""
    command = [sys.executable, "-m", "tests.proof", "--quick"]
    environment = clock_of_ours() | {"PYTHONPATH": ".:layers/plus_one", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", violations 0, " in done.stdout


def test_each_planted_bug_has_its_place() -> None:
    """`make prove` plants them only after all scenarios, which is late to hear of it."""
    bugs = [bug for planted in PLANTED.values() for bug in planted]
    assert bugs
    assert [bug.name for bug in bugs if (ROOT / bug.path).read_text(encoding="utf-8").count(bug.sound) != 1] == []
