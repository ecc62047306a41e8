"""One table of ratios against their goals, and the same as JSON."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """`goal`: the most that the ratio may be, or the least; None: only told. `said` are the figures behind it."""

    name: str
    ratio: float
    goal: float | None = None
    at_least: bool = False
    said: str = ""

    @property
    def met(self) -> bool:
        if self.goal is None:
            return True
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


def table(lines: Iterable[Line]) -> str:
    return "\n".join(["| what | ratio | goal | | figures |", "|---|---|---|---|---|", *(_row(line) for line in lines)])


def _row(line: Line) -> str:
    sign = ">=" if line.at_least else "<="
    goal = "" if line.goal is None else f"{sign} {line.goal:g}"
    verdict = "" if line.goal is None else "met" if line.met else "**missed**"
    return f"| {line.name} | {line.ratio:.2f} | {goal} | {verdict} | {line.said} |"


def write(lines: Iterable[Line], path: Path) -> None:
    """Only what has a goal."""
    told = [
        {"name": line.name, "ratio": round(line.ratio, 3), "goal": line.goal, "met": line.met}
        for line in lines
        if line.goal is not None
    ]
    path.write_text(json.dumps(told, indent=2) + "\n")
