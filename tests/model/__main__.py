"""Long runs, and the shortest trace of the first difference."""

import argparse
import os
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path

from tests.model.run import Found, Runs
from tests.model.through_memory import Memory


def main() -> int:
    asked = _arguments()
    if asked.through == "memory":
        return _report(asked, Runs(Memory))
    os.environ["POWERTOOLS_LOG_LEVEL"] = "CRITICAL"
    from tests.model.store_runs import through_store

    with through_store() as runs:
        return _report(asked, runs)


def _report(asked: argparse.Namespace, runs: Runs) -> int:
    began = time.monotonic()
    found = _first(asked, runs)
    took = time.monotonic() - began
    result = "a difference" if found else "no difference"
    _say(f"{runs.done:,} steps through {asked.through} in {took:.0f} s: {result}")
    _say("renewals: " + ", ".join(f"{reason} {count:,}" for reason, count in runs.reasons.most_common()))
    _say("events: " + ", ".join(f"{kind} {count:,}" for kind, count in runs.kinds.most_common()))
    _say(str(found) if found else "")
    return 1 if found else 0


def _first(asked: argparse.Namespace, runs: Runs) -> Found | None:
    """What the functions print (metrics) is of no interest here."""
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        found = next(runs.many(asked.seed, asked.steps), None)
        return runs.shortest(found) if found else None


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n" if line else "")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.model", description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first history; the next ones count on")
    parser.add_argument("--through", choices=("memory", "store"), default="memory")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
