"""The promises, proven: python -m tests.proof [--quick] [--kind KIND ...] [--first]"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.proof.kinds import KINDS, Result, quietly, run
from tests.proof.mutants import Outcome, kill_all

MOST_SHOWN = 20


def main() -> int:
    asked = _arguments()
    with ProcessPoolExecutor(asked.jobs, get_context("spawn"), initializer=quietly) as pool:
        running = [pool.submit(run, kind, not asked.quick, asked.first) for kind in asked.kind or KINDS]
        results = [_told(each.result()) for each in running]
    mutants = [] if asked.quick or asked.kind else kill_all(asked.jobs, _say)
    return _conclusion(results, mutants)


def _told(result: Result) -> Result:
    _say(
        f"{result.kind:12} {result.scenarios:8,} scenarios {len(result.violations):4} violations "
        f"{result.seconds:5.0f} s   {KINDS[result.kind]}"
    )
    for violation in result.violations[:MOST_SHOWN]:
        _say(f"  {violation}")
    return result


def _conclusion(results: list[Result], mutants: list[Outcome]) -> int:
    scenarios = sum(result.scenarios for result in results)
    violations = sum(len(result.violations) for result in results)
    killed = sum(outcome.killed for outcome in mutants)
    _say(f"scenarios {scenarios}, violations {violations}, mutants killed {killed}/{len(mutants)}")
    return 1 if violations or killed < len(mutants) or not scenarios else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.proof", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the most telling scenarios only, and no mutants")
    parser.add_argument("--kind", action="append", choices=KINDS, help="this kind only; may be repeated")
    parser.add_argument("--first", action="store_true", help="one violation of a kind is enough")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many processes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
