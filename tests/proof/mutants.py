"""Planted bugs: each is put into a scratch copy of the project, and the quick proof must notice it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.proof.planted.bug import Bug
from tests.proof.planted.promises import PLANTED

PROJECT = Path(__file__).parents[2]
COPIED = ("functions", "layers", "local", "ops", "tests", "template.yaml")
LONGEST = 900


@dataclass(frozen=True)
class Outcome:
    """`by` is the first violation, None if the bug has survived."""

    promise: int
    bug: Bug
    by: str | None

    @property
    def killed(self) -> bool:
        return self.by is not None


def kill_all(jobs: int, say: Callable[[str], None]) -> list[Outcome]:
    """One copy for each job: bugs are put into it and taken out again."""
    with tempfile.TemporaryDirectory(prefix="plus-one-mutants-") as scratch, ThreadPoolExecutor(jobs) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            copies.put(_copy(Path(scratch) / str(number)))
        bugs = [(promise, bug) for promise, planted in PLANTED.items() for bug in planted]
        return [_told(outcome, say) for outcome in pool.map(lambda planted: _hunted(copies, *planted), bugs)]


def _told(outcome: Outcome, say: Callable[[str], None]) -> Outcome:
    bug = outcome.bug
    say(f"{'killed  ' if outcome.killed else 'SURVIVES'}  promise {outcome.promise}: {bug.name}")
    say(f"            {outcome.by or f'{bug.path} was changed, and no scenario of {bug.kinds} saw it'}"[:200])
    return outcome


def _hunted(copies: SimpleQueue[Path], promise: int, bug: Bug) -> Outcome:
    copy = copies.get()
    try:
        with _in_place(copy, bug):
            return Outcome(promise, bug, next((by for kind in bug.kinds if (by := _violation(copy, kind))), None))
    finally:
        copies.put(copy)


@contextmanager
def _in_place(copy: Path, bug: Bug) -> Iterator[None]:
    path = copy / bug.path
    sound = path.read_text(encoding="utf-8")
    if sound.count(bug.sound) != 1:
        raise LookupError(f"{bug.path} has changed: the planted bug {bug.name!r} does not fit any more")
    path.write_text(sound.replace(bug.sound, bug.broken), encoding="utf-8")
    compile(path.read_text(encoding="utf-8"), path, "exec")
    yield
    path.write_text(sound, encoding="utf-8")


def _violation(copy: Path, kind: str) -> str | None:
    """The first one that the quick proof finds. A proof that breaks, or never ends, has found nothing."""
    command = [sys.executable, "-m", "tests.proof", "--quick", "--first", "--jobs", "1", "--kind", kind]
    environment = os.environ | {"PYTHONPATH": ".:layers/plus_one", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    found = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith(f"{kind}: ")]
    if done.returncode and not found:
        raise RuntimeError(f"the proof itself broke:\n{done.stdout}\n{done.stderr}")
    return found[0] if found else None


def _copy(to: Path) -> Path:
    to.mkdir()
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, to / name)
    return to
