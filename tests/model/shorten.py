"""Makes the history of a difference as short as it gets: leaves out steps, then what steps need not say."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.model.steps import Step

LEFT_OUT = {"key", "outcome", "if_match", "auto_renewal", "expires_at"}
type Fails = Callable[[list[Step]], bool]


def shortened(steps: list[Step], fails: Fails) -> list[Step]:
    size = len(steps) // 2
    while size:
        steps, size = _without_chunks(steps, size, fails), size // 2
    return _without_words(_without_chunks(steps, 1, fails), fails)


def _without_chunks(steps: list[Step], size: int, fails: Fails) -> list[Step]:
    start = 0
    while start < len(steps):
        fewer = steps[:start] + steps[start + size :]
        steps, start = (fewer, start) if fails(fewer) else (steps, start + size)
    return steps


def _without_words(steps: list[Step], fails: Fails) -> list[Step]:
    for place in range(len(steps)):
        for plainer in _plainer(steps[place]):
            other = [*steps[:place], plainer, *steps[place + 1 :]]
            if fails(other):
                return _without_words(other, fails)
    return steps


def _plainer(step: Step) -> Iterator[Step]:
    for name in step.args:
        if name in LEFT_OUT or (step.verb, name) == ("offer", "client"):
            yield replace(step, args={key: value for key, value in step.args.items() if key != name})
    settings = step.args.get("settings", {})
    for name in settings:
        fewer = {key: value for key, value in settings.items() if key != name}
        yield replace(step, args=step.args | {"settings": fewer})
