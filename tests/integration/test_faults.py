"""Faults that need a story of their own; every call of every action in every way is for the proof, tests/proof."""

from functools import partial

import pytest

from ops.audit.pairs import pairs
from plus_one.actions.save_profile import current
from tests.integration.faults import PASSING, Fault, crash_before, throttled
from tests.integration.steps import MAIL
from tests.integration.world import World

FIRST_MAIL = 2  # before it the event is read and claimed


@pytest.mark.parametrize(("fault", "times"), PASSING, ids=lambda given: getattr(given, "__name__", None))
def test_a_coach_who_offers_once_sees_one_offer(world: World, fault: Fault, times: int) -> None:
    world.fill([])
    current(world.acting.table, world.acting.request(world.acting.coach))
    with world.wire.failing(fault, 1, times):
        offer = world.until_done(world.acting.offer)
    assert world.attempts == 1, "the caller saw what passes by itself"
    assert [item["offer_id"] for item in world.items() if item["type"] == "offer"] == [offer.offer_id]


@pytest.mark.parametrize(("fault", "times"), PASSING, ids=lambda given: getattr(given, "__name__", None))
def test_a_client_who_books_once_without_a_key_has_one_package(world: World, fault: Fault, times: int) -> None:
    world.fill([])
    offer = world.acting.offer(2)
    current(world.acting.table, world.acting.request(world.acting.client))
    with world.wire.failing(fault, 1, times):
        booking = world.until_done(partial(world.acting.book, offer))
    assert world.attempts == 1, "the caller saw what passes by itself"
    [pair] = pairs(world.items()).values()
    assert [item["package_id"] for item in pair.packages] == [booking.package.package_id]


def test_a_notice_of_a_dead_sender_is_not_forgotten_because_another_one_was_free(world: World) -> None:
    """SES had no room for the client's mail, then the sender died over the coach's. Redelivered at once, only the
    client's is free; the record must come again when the lease of the coach's is over."""
    written, before = world.prepared(MAIL)
    with world.wire.planned({FIRST_MAIL: throttled, FIRST_MAIL + 2: crash_before}):
        world.until_done(partial(world.send, written))
    assert list(world.wrong(MAIL, None, before, may_mail_twice=False)) == []
    assert list(world.wrong_after_more(before)) == []
