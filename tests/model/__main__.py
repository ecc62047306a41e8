"""Long runs, and the shortest trace of the first difference."""

import argparse
import sys
import time

from tests.model.run import Runs
from tests.model.through_memory import Memory


def main() -> int:
    asked = _arguments()
    runs = _store() if asked.through == "store" else Runs(Memory)
    began = time.monotonic()
    found = next(runs.many(asked.seed, asked.steps), None)
    took = time.monotonic() - began
    print(f"{runs.done:,} steps through {asked.through} in {took:.0f} s: {'a difference' if found else 'no difference'}")  # noqa: T201
    print("renewals:", ", ".join(f"{reason} {count:,}" for reason, count in runs.reasons.most_common()))  # noqa: T201
    if found:
        print(runs.shortest(found))  # noqa: T201
    return 1 if found else 0


def _store() -> Runs:
    raise NotImplementedError


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.model", description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first history; the next ones count on")
    parser.add_argument("--through", choices=("memory", "store"), default="memory")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
