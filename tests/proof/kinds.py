"""What the proof consists of: each kind names its scenarios, and what is wrong after each of them."""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

type Scenarios = Callable[[bool], Iterator[tuple[str, list[str]]]]

# The longest first, so that all cores are busy to the end.
KINDS = {
    "processes": "killed processes and racing writers, on a real engine and through a failing network",
    "schedules": "the stream at its worst: repeated, lost, split, late",
    "crashes": "every pair of crashes of every action",
    "faults": "every call of every action fails in every way",
    "interleaving": "every order of the calls of actions that meet",
    "access": "strangers at every route",
    "lists": "thousands beside a page, limits, names that follow, the backfill",
    "brakes": "loops of one person, and hostile histories",
}


@dataclass
class Result:
    kind: str
    scenarios: int = 0
    violations: list[str] = field(default_factory=list)
    seconds: float = 0.0


def run(kind: str, full: bool, only_first: bool = False) -> Result:
    """`only_first`: one violation is enough."""
    began, result, scenarios = time.monotonic(), Result(kind), _scenarios(kind)
    try:
        for name, wrong in scenarios(full):
            result.scenarios += 1
            result.violations += [f"{kind}: {name}: {sentence}" for sentence in wrong]
            if wrong and only_first:
                break
    except Exception as error:  # noqa: BLE001  what nobody foresaw is a violation like others
        result.violations.append(f"{kind}: after {result.scenarios} scenarios: {error!r}")
    result.seconds = time.monotonic() - began
    return result


def quietly() -> None:
    """What the functions print (logs, metrics) is of no interest here."""
    os.environ["POWERTOOLS_LOG_LEVEL"] = "CRITICAL"
    logging.disable(logging.WARNING)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _scenarios(kind: str) -> Scenarios:
    found: Scenarios = import_module(f"tests.proof.{kind}.scenarios").scenarios
    return found
