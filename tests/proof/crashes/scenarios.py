"""Every pair of crashes of every action, and what was begun is repeated until it is done: checked as in `faults`."""

from collections.abc import Iterator
from itertools import combinations, product

from local.render import render
from tests.conftest import ROOT
from tests.integration.faults import crash_after, crash_before
from tests.integration.steps import STEPS, Step
from tests.integration.world import World, new_world
from tests.proof.faults.scenarios import Plan, violations


def scenarios(full: bool) -> Iterator[tuple[str, list[str]]]:
    with new_world(render(ROOT / "template.yaml")) as world:
        for step in STEPS if full else STEPS[:1]:
            for name, plan in pairs_of_crashes(world, step):
                yield f"{step}: {name}", violations(world, step, plan)


def pairs_of_crashes(world: World, step: Step) -> Iterator[tuple[str, Plan]]:
    """The second one strikes what the first one has left to be done again, with one call more for its reading."""
    calls = len(world.calls(step))
    for first, second in combinations(range(2 * calls + 1), 2):
        for faults in product((crash_before, crash_after), repeat=2):
            said = ", ".join(
                f"{fault.__name__} at call {at}" for fault, at in zip(faults, (first, second), strict=True)
            )
            yield said, dict(zip((first, second), faults, strict=True))
