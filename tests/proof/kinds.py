"""What the proof consists of. Each kind has `scenarios(full)`: the name of each scenario, and what is wrong after it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module

KINDS = {
    "faults": "every call of every action fails in every way; every pair of crashes",
    "interleaving": "every order of the calls of actions that meet",
    "schedules": "the stream at its worst: repeated, lost, split, late",
    "processes": "killed processes and racing writers, on a real engine and through a failing network",
    "access": "strangers at every route",
}


@dataclass
class Result:
    kind: str
    scenarios: int = 0
    violations: list[str] = field(default_factory=list)
    seconds: float = 0.0


def run(kind: str, full: bool, only_first: bool = False) -> Result:
    """`only_first`: one violation is enough."""
    began, result = time.monotonic(), Result(kind)
    for name, wrong in _scenarios(kind, full):
        result.scenarios += 1
        result.violations += [f"{kind}: {name}: {sentence}" for sentence in wrong]
        if wrong and only_first:
            break
    result.seconds = time.monotonic() - began
    return result


def _scenarios(kind: str, full: bool) -> Iterator[tuple[str, list[str]]]:
    found: Iterator[tuple[str, list[str]]] = import_module(f"tests.proof.{kind}").scenarios(full)
    return found
