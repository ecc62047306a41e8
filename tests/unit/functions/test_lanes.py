"""Things side by side: none waits for a slow one or for one that fails."""

from collections.abc import Iterator
from threading import Event

import pytest

from plus_one.lanes import side_by_side


def test_a_slow_thing_delays_none_but_those_that_need_its_lane() -> None:
    is_over = Event()

    def act(number: int) -> int:
        if number == 0:
            assert is_over.wait(10)
        return number

    done = []
    for ended in side_by_side(range(20), act, lanes=2):
        done.append(ended.done())
        if len(done) == 19:
            is_over.set()
    assert done == [*range(1, 20), 0]


def test_a_failure_is_that_things_alone() -> None:
    def act(number: int) -> int:
        return 6 // number

    ended = {each.what: each for each in side_by_side([1, 0, 2], act, lanes=2)}
    assert (ended[1].done(), ended[2].done()) == (6, 3)
    with pytest.raises(ZeroDivisionError):
        ended[0].done()


def test_the_next_thing_is_asked_for_once_there_is_a_lane_for_it() -> None:
    """A sweep whose time is up begins nothing."""
    running: list[int] = []
    most: list[int] = []

    def things() -> Iterator[int]:
        for number in range(9):
            most.append(len(running))
            running.append(number)
            yield number

    for ended in side_by_side(things(), lambda number: number, lanes=3):
        running.remove(ended.what)
    assert max(most) == 2


def test_with_one_lane_they_end_in_their_order() -> None:
    assert [each.what for each in side_by_side(range(9), str, lanes=1)] == list(range(9))


def test_nothing_is_begun_where_there_is_nothing() -> None:
    assert list(side_by_side([], str, lanes=3)) == []
