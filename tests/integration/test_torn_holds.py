"""A batch read is no snapshot: a hold may be read as it was before what is read of its pairing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import chain, combinations
from typing import Any

import pytest

from ops.audit.audit import violations
from ops.audit.pairs import Pair, pairs
from plus_one.domain.refusals import Refusal
from plus_one.domain.renewals import Due
from plus_one.domain.settings import Settings
from tests.integration.acting import Acting
from tests.integration.tearing import changed, torn
from tests.integration.world import World

type Act = Callable[[Acting, Due], Any]


def held(acting: Acting) -> Due:
    """For twenty days, of which nineteen are over."""
    [session_id] = acting.booked()
    acting.enroll(paused_for(acting, 20))
    due = acting.due(acting.complete(session_id))
    acting.settle(due)
    return due


def paused_for(acting: Acting, days: int) -> Settings:
    return Settings(paused_until=(acting.begins + timedelta(days=days)).date())


def prolong(acting: Acting, _: Due) -> Any:
    return acting.enroll(paused_for(acting, 20))


def book(acting: Acting, _: Due) -> Any:
    return acting.enroll()


def tap(acting: Acting, due: Due) -> Any:
    return acting.tap(due.session_id)


def leave(acting: Acting, _: Due) -> Any:
    return acting.unenroll()


def end(acting: Acting, _: Due) -> Any:
    return acting.end()


def end_and_return(acting: Acting, _: Due) -> Any:
    acting.end()
    return acting.end(ended=False)


def undo(acting: Acting, due: Due) -> Any:
    return acting.reopen(due.session_id)


def package(acting: Acting, _: Due) -> Any:
    return acting.booked()


def remind(acting: Acting, due: Due) -> Any:
    return acting.settle(due, resumes=True)


def resume(acting: Acting, due: Due) -> Any:
    return replace(acting, begins=acting.begins + timedelta(days=3)).settle(due, resumes=True)


ACTS: list[Act] = [prolong, book, tap, leave, end, end_and_return, undo, package, remind, resume]


def tried(act: Act, acting: Acting, due: Due) -> Any:
    try:
        return act(acting, due)
    except Refusal as refusal:
        return refusal


def after_each_tear(world: World, other: Act, act: Act) -> list[Pair]:
    world.fill([])
    due = held(world.acting)
    before, acting = world.items(), replace(world.acting, begins=world.acting.begins + timedelta(days=19))
    tried(other, acting, due)
    if other is resume:
        acting = replace(acting, begins=acting.begins + timedelta(days=3))
    after, seen = world.items(), list[Pair]()
    images = changed(before, after)
    for keys in chain.from_iterable(combinations(images, count) for count in range(1, len(images) + 1)):
        world.fill(after)
        with world.wire.failing(torn({key: images[key] for key in keys}), 0, 1):
            tried(act, acting, due)
        assert violations(world.items()) == [], keys
        seen += pairs(world.items()).values()
    return seen


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("other", ACTS, ids=lambda act: act.__name__)
def test_a_torn_read_of_a_hold_leaves_one_plus_one_at_most(world: World, other: Act, act: Act) -> None:
    for pair in after_each_tear(world, other, act):
        assert len(pair.plus_ones()) <= 1


def test_nobody_is_reminded_of_a_day_that_a_save_has_moved(world: World) -> None:
    for pair in after_each_tear(world, prolong, remind):
        assert not pair.events("resumes_soon")
