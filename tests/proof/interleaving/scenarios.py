"""Interleavings of the real actions, each call a turn.

python -m tests.proof.interleaving.scenarios [full] [words of a name]
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from unittest.mock import patch

from moto import mock_aws

from local.render import render
from plus_one import clock
from plus_one.domain.ids import ulid
from plus_one.store.table import Table
from tests.conftest import ROOT, aws, create_table
from tests.integration.samples import AT
from tests.proof.interleaving import scenes as known
from tests.proof.interleaving import traces
from tests.proof.interleaving.promises import Promises
from tests.proof.interleaving.roles import TICK, Two, delivering
from tests.proof.interleaving.scenes import Scene, cast
from tests.proof.interleaving.search import Search
from tests.proof.interleaving.states import Plan
from tests.proof.interleaving.tables import Tables, copying_nothing
from tests.proof.interleaving.turns import NAME


def scenarios(full: bool) -> Iterator[tuple[str, list[str]]]:
    """Each schedule to an end that differs from all others, and what is wrong after it."""
    with stage() as tables:
        for scene in scenes(full):
            yield from played(scene, prepared(scene, tables))


def scenes(full: bool) -> list[Scene]:
    quick = [*known.QUICK, *(trace.scene for trace in traces.TRACES)]
    return list({scene.name: scene for scene in chain(quick, known.every() if full else ())}.values())


@contextmanager
def stage() -> Iterator[Tables]:
    """A table of moto's, and no pause and no chance anywhere."""
    with (
        mock_aws(),
        copying_nothing(),
        patch("time.sleep", lambda seconds: None),
        patch.object(clock, "new_id", _id_of),
    ):
        create_table(aws("dynamodb"), render(ROOT / "template.yaml"), NAME)
        yield Tables(aws("dynamodb"))


def _id_of(at: datetime) -> str:
    """Of one moment, one id. It stays one of its own when it is moved to another moment."""
    return ulid(at, (at - AT) // TICK << 10 & 2**79 - 1)


def prepared(scene: Scene, tables: Tables) -> Search:
    tables.empty()
    things = scene.start(Two(Table(tables.client, NAME)))
    plan = Plan(cast(scene, things), delivering(scene.deliveries), scene.deliveries > 0, scene.torn, scene.faults)
    return Search(tables, plan, tables.now())


def played(scene: Scene, search: Search) -> Iterator[tuple[str, list[str]]]:
    """All ends, and whatever is wrong on the way to them."""
    promises = Promises(search)
    for state in search.states():
        wrong = promises.broken(state)
        if wrong or search.is_end(state):
            yield f"{scene.name}: {search.schedule(state)}", wrong


def main(full: bool, words: str) -> None:
    with stage() as tables:
        for scene in scenes(full):
            if words in scene.name:
                _show(scene, tables)


def _show(scene: Scene, tables: Tables) -> None:
    began, search = time.process_time(), prepared(scene, tables)
    ends, wrong = 0, []
    for schedule, found in played(scene, search):
        ends += 1
        wrong += [(schedule, found)] if found else []
    seconds = time.process_time() - began
    _say(f"{scene.name}: {len(search.edges)} states, {ends} ends, {search.schedules()} schedules, {seconds:.1f} s")
    for schedule, found in wrong[:3]:
        _say(f"    {len(wrong)} VIOLATIONS, {found[0]}\n        {schedule}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main("full" in sys.argv[1:2], " ".join(sys.argv[2:]))
