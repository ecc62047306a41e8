"""Each trace that broke the first design is gone through by the real actions, and breaks nothing."""

from collections.abc import Iterator

import pytest

from tests.proof.interleaving.scenarios import played, prepared, stage
from tests.proof.interleaving.tables import Tables
from tests.proof.interleaving.traces import TRACES, Trace


@pytest.fixture(scope="module")
def tables() -> Iterator[Tables]:
    with stage() as made:
        yield made


@pytest.mark.parametrize("trace", TRACES, ids=lambda trace: trace.wrong)
def test_the_trace_happens_and_breaks_nothing(tables: Tables, trace: Trace) -> None:
    schedules = dict(played(trace.scene, prepared(trace.scene, tables)))
    assert [wrong for wrong in schedules.values() if wrong] == []
    assert any(is_on(trace.via, schedule) for schedule in schedules), "the trace itself is not among the schedules"


def is_on(via: tuple[str, ...], schedule: str) -> bool:
    """The parts are in the schedule, one after the other."""
    at = 0
    for part in via:
        at = schedule.find(part, at) + len(part)
        if at < len(part):
            return False
    return True
