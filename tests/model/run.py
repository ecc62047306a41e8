"""Plays many histories; a seed is a history."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from tests.model.histories import Chooser
from tests.model.law import Law
from tests.model.play import Player, System, difference
from tests.model.shorten import shortened
from tests.model.steps import Step

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
VELOCITY_LIMITS = (12, 3, 3, 2, 0)

type NewSystem = Callable[[int, datetime], System]


@dataclass(frozen=True)
class Found:
    seed: int
    velocity_limit: int
    steps: list[Step]
    what: str

    def __str__(self) -> str:
        trace = "\n".join(map(str, self.steps))
        return f"seed {self.seed}, velocity limit {self.velocity_limit}: {self.what}\n{trace}"


@dataclass
class Runs:
    """`new` makes a system under test of a velocity limit and a start."""

    new: NewSystem
    length: int = 120
    keys: bool = False
    done: int = 0
    verbs: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def history(self, seed: int) -> Found | None:
        random = Random(seed)  # noqa: S311
        player = self.player(limit := random.choice(VELOCITY_LIMITS))
        chooser = Chooser(random, player.law, keys=self.keys)
        played: list[Step] = []
        found = difference(player, self._counted(chooser, played))
        self.reasons.update(renewal.reason or "pending" for _, renewal in player.law.pending.values())
        self.kinds.update(event.kind for event in player.law.events.values())
        return Found(seed, limit, played, found) if found else None

    def shortest(self, found: Found) -> Found:
        def fails(steps: list[Step]) -> bool:
            return difference(self.player(found.velocity_limit), steps) is not None

        steps = shortened(found.steps, fails)
        return Found(
            found.seed, found.velocity_limit, steps, difference(self.player(found.velocity_limit), steps) or ""
        )

    def many(self, seed: int, steps: int) -> Iterator[Found]:
        while self.done < steps:
            found = self.history(seed)
            if found:
                yield found
            seed += 1

    def player(self, velocity_limit: int) -> Player:
        return Player(Law(velocity_limit, START), self.new(velocity_limit, START), self.keys)

    def _counted(self, chooser: Chooser, played: list[Step]) -> Iterator[Step]:
        for step in chooser.steps(self.length):
            played.append(step)
            self.verbs[step.verb] += 1
            self.done += 1
            yield step
