"""A repetition that comes while what it repeats is still becoming visible, item by item."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from tests.integration.acting import Acting
from tests.integration.tearing import item_key, torn
from tests.integration.world import World

type Act = Callable[[], Any]


def book(acting: Acting) -> Act:
    """The package and its sessions. The pairing is as it is at the moment."""
    offer = acting.offer(2)
    return lambda: acting.book(offer, "a key")[:2]


def make_an_offer(acting: Acting) -> Act:
    acting.sign_in()
    return lambda: acting.try_to_offer(2, "a key", custom=True)


@pytest.mark.parametrize("begin", [book, make_an_offer])
def test_a_repetition_answers_all_that_was_made_though_one_read_does_not_see_it(
    world: World, begin: Callable[[Acting], Act]
) -> None:
    world.fill([])
    act = begin(world.acting)
    before = world.items()
    made = act()
    new = [item_key(item) for item in world.items() if item not in before]
    with world.wire.recording() as reads:
        assert act() == made
    for unseen, read in product([new, *([each] for each in new)], range(len(reads))):
        with world.wire.failing(torn(dict.fromkeys(unseen)), read, 1):
            assert act() == made, (unseen, read)
