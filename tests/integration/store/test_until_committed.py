from collections.abc import Callable
from itertools import count

import pytest

from plus_one.domain.refusals import Busy
from plus_one.store.table import Contended, until_committed


def test_after_a_lost_race_it_reads_again_and_still_knows_the_first_read(pauses: list[float]) -> None:
    seen: list[tuple[int, int]] = []
    assert until_committed(count(1).__next__, _losing(3, seen)) == 4
    assert seen == [(1, 1), (2, 1), (3, 1), (4, 1)]
    assert len(pauses) == 3


def test_it_gives_up_after_ten_lost_races(pauses: list[float]) -> None:
    seen: list[tuple[int, int]] = []
    with pytest.raises(Busy):
        until_committed(count(1).__next__, _losing(99, seen))
    assert len(seen) == 10


def test_it_can_be_told_never_to_give_up(pauses: list[float]) -> None:
    assert until_committed(count(1).__next__, _losing(99, []), most=None) == 100
    assert max(pauses) <= 0.5


def test_what_is_no_lost_race_ends_it() -> None:
    with pytest.raises(ZeroDivisionError):
        until_committed(lambda: 0, lambda seen, _: 1 // seen)


def _losing(races: int, seen: list[tuple[int, int]]) -> Callable[[int, int], int]:
    def act(current: int, first: int) -> int:
        seen.append((current, first))
        if len(seen) <= races:
            raise Contended
        return current

    return act
