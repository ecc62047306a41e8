"""Processes at the same table that are killed, race, and have a wire that fails.

python -m tests.proof.processes.scenarios [full] [<seed> ...]: what the proof runs, or only what has these seeds.
A scenario that failed names its seed and when it began. Repeat both: python -m tests.day <moment> python -m ...
PROVE_ENDPOINT=http://127.0.0.1:8000: on that DynamoDB instead of a ministack of our own.
"""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

from local.render import render
from local.settings import PROJECT
from tests.proof.processes.engine import running
from tests.proof.processes.plans import plans
from tests.proof.processes.scenario import play

PATHS = os.pathsep.join(map(str, (PROJECT, PROJECT / "layers" / "plus_one")))


def scenarios(full: bool) -> Iterator[tuple[str, list[str]]]:
    """Each with its seed in its name. In a program of its own: only one without threads may be forked."""
    command = [sys.executable, "-m", "tests.proof.processes.scenarios", *(["full"] if full else [])]
    environment = os.environ | {"PYTHONPATH": PATHS}
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True) as program:
        try:
            yield from (_told(line) for line in program.stdout or [])
            if program.wait():
                yield "processes", [f"the program ended with {program.returncode}"]
        finally:
            program.terminate()


def _told(line: str) -> tuple[str, list[str]]:
    name, violations = json.loads(line)
    return name, violations


def main(arguments: list[str]) -> None:
    """A line for each scenario. Asked to end, it leaves nothing behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    seeds = {int(each) for each in arguments if each.isdecimal()}
    template = render(PROJECT / "template.yaml")
    gc.freeze()  # what a fork has to copy less
    with running(seed=0) as engine:
        for plan in plans("full" in arguments):
            if not seeds or plan.seed in seeds:
                print(json.dumps(play(engine, template, plan)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
