"""The stream at its worst, over the real functions: repeated, lost, split, late, killed midway, poisoned.

Time is virtual; each schedule follows from its number.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from unittest.mock import patch

from local.render import render
from plus_one import clock as edge
from plus_one.domain.ids import ulid
from plus_one.store.table import Table
from tests.conftest import ROOT, TABLE
from tests.proof.schedules.dynamo import Dynamo, dynamo
from tests.proof.schedules.end import wrong
from tests.proof.schedules.functions import functions
from tests.proof.schedules.history import Clock, scene
from tests.proof.schedules.lanes import mappings
from tests.proof.schedules.line import Line
from tests.proof.schedules.run import Run, Setting
from tests.proof.schedules.turns import wrong_turns

QUICK, FULL = 60, 2_000


def scenarios(full: bool) -> Iterator[tuple[str, list[str]]]:
    with setting() as of_all:
        yield "the turns of a sweep", wrong_turns(of_all.scene.pairings[0][0])
        for number in range(FULL if full else QUICK):
            yield f"schedule {number}", one(of_all, number)


def one(of_all: Setting, number: int) -> list[str]:
    chance = Random(number)  # noqa: S311
    with patch.object(edge, "new_id", lambda at: ulid(at, chance.getrandbits(79))):
        return wrong(Run(of_all, chance))


@contextmanager
def setting() -> Iterator[Setting]:
    template, clock = render(ROOT / "template.yaml"), Clock()
    line = Line(lambda: clock.seconds)
    table = Table(Dynamo(line.carry), TABLE)  # type: ignore[arg-type]
    with dynamo(template), patch.object(edge, "now", clock.now), patch("time.sleep"), functions(table, line) as ours:
        yield Setting(mappings(template), ours, line, clock, scene(table, clock))
