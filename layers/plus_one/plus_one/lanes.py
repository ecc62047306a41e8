"""Things that are done side by side, as many at once as there are lanes."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import NamedTuple


class Ended[What, Done](NamedTuple):
    """`done` answers with what it came to, or raises what it failed with."""

    what: What
    done: Callable[[], Done]


def side_by_side[What, Done](
    things: Iterable[What], act: Callable[[What], Done], lanes: int
) -> Iterator[Ended[What, Done]]:
    """In the order in which they end. The next thing is asked for only once there is a lane for it. Nothing is emitted
    in a lane."""
    running: dict[Future[Done], What] = {}
    with ThreadPoolExecutor(lanes) as pool:
        for what in things:
            running[pool.submit(act, what)] = what
            if len(running) == lanes:
                yield from _ended(running, FIRST_COMPLETED)
        yield from _ended(running, ALL_COMPLETED)


def _ended[What, Done](running: dict[Future[Done], What], until: str) -> Iterator[Ended[What, Done]]:
    for future in wait(running, return_when=until).done:
        yield Ended(running.pop(future), future.result)
