"""One process after the other, contenders in turn, several rounds: what is compared was measured side by side."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.contenders import Contender

ONCE = Path(__file__).with_name("once.py")
ALONE = ("-I", "-S", "-B")
LAMBDA = {
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "TABLE_NAME": "bench",
    "VELOCITY_LIMIT": "12",
    "POWERTOOLS_SERVICE_NAME": "bench",
    "POWERTOOLS_METRICS_NAMESPACE": "PlusOne",
}

type Figures = dict[str, float]


class Failed(Exception):
    """Raised when a contender did not do what is measured."""


@dataclass(frozen=True)
class Task:
    contender: Contender
    what: str
    event: Path
    samples: Path
    lanes: int = 0

    def run(self) -> Figures:
        asked = {
            "what": self.what,
            "folders": [str(folder) for folder in self.contender.folders],
            "event": str(self.event),
            "samples": str(self.samples),
            "lanes": self.lanes,
            "bench": str(ONCE.parent),
        }
        command = [sys.executable, *ALONE, str(ONCE), json.dumps(asked)]
        done = subprocess.run(command, env=LAMBDA, capture_output=True, text=True, check=False)
        figures: Figures = json.loads(done.stdout) if done.returncode == 0 else {"ok": 0}
        if not figures.get("ok", 1):
            raise Failed(self.contender.name, self.what, done.stderr)
        return figures


def in_turn(tasks: Mapping[str, Task], rounds: int) -> dict[str, list[Figures]]:
    """Figures of each task, a round each: there and back, so that none is always the one after a certain other."""
    found: dict[str, list[Figures]] = {name: [] for name in tasks}
    for number in range(rounds):
        for name in reversed(list(tasks)) if number % 2 else tasks:
            found[name].append(tasks[name].run())
        print(f"  round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return found


def middle(figures: list[Figures], of: str) -> float:
    return median(each[of] for each in figures)


def ratio(ours: list[Figures], theirs: list[Figures], of: str) -> float:
    """The median of the rounds' own ratios: what slowed one round slowed both."""
    return median(our[of] / their[of] for our, their in zip(ours, theirs, strict=True))
