"""The checker itself: it is content with a story, and with nothing less."""

from typing import Any

import pytest

from ops.audit.audit import violations
from plus_one.domain.refusals import Refusal
from plus_one.store.items import Item
from tests.integration.acting import Acting
from tests.integration.world import World
from tests.kept import unfinished

CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("pairing", {"on_deck": 0}),
    ("pairing", {"on_deck": -1}),
    ("pairing", {"version": 1}),
    ("pairing", {"package_seq": 1}),
    ("session", {"status": "cancelled"}),
    ("session", {"completions": 3}),
    ("session", {"rate": 1}),
    ("session", {"origin": "package"}),
    ("session", {"session_id": "01KASESS10N000000000000000"}),
    ("renewal", {"state": "skipped"}),
    ("renewal", {"state": "pending"}),
    ("renewal", {"epoch": 2}),
    ("renewal", {"completion": 2}),
    ("offer", {"state": "open"}),
]


@pytest.fixture(scope="module")
def items(world: World) -> list[Item]:
    """A custom package, a +1 on deck, and a renewal that was skipped."""
    world.fill([])
    acting = Acting(world.acting.table)
    booking = acting.book(acting.offer(1, custom=True))
    acting.enroll()
    due = acting.due(acting.complete(booking.sessions[0].session_id))
    [session_id] = acting.booked(1)
    acting.settle(due)
    acting.settle(acting.due(acting.complete(session_id)))
    acting.unenroll()
    return world.items()


def test_a_story_is_without_violations_and_its_mails_are_still_to_be_sent(items: list[Item]) -> None:
    assert violations(items) == []
    assert {sentence.split()[0] for sentence in unfinished(items)} == {"event"}


def test_nothing_may_be_missing(items: list[Item]) -> None:
    """But offers, profiles, receipts, and events that no transaction on a pairing has written."""
    kinds = {"pairing", "package", "session", "renewal", "event"}
    for missing in (item for item in items if item["type"] in kinds and item.get("kind") != "offer_made"):
        assert violations([item for item in items if item is not missing]), missing


@pytest.mark.parametrize(("kind", "change"), CHANGES, ids=str)
def test_nothing_may_be_different(items: list[Item], kind: str, change: dict[str, Any]) -> None:
    for item in items:
        if item["type"] == kind and item | change != item:
            assert violations([*(each for each in items if each is not item), item | change]), item


@pytest.mark.parametrize("attribute", ["due_at", "due_shard", "notices"])
def test_what_is_unsent_is_due_and_the_other_way_round(items: list[Item], attribute: str) -> None:
    mailed, *_ = [item for item in items if item.get("kind") == "enrolled"]
    without = {name: value for name, value in mailed.items() if name != attribute}
    assert violations([*(item for item in items if item is not mailed), without])


@pytest.mark.parametrize("shard", ["RENEWAL#1", "DUE#16"])
def test_what_is_due_is_where_the_sweep_looks_for_its_kind(items: list[Item], shard: str) -> None:
    item, *_ = [each for each in items if each["type"] == "event" and "due_shard" in each]
    others = [each for each in items if each is not item]

    assert violations([*others, item | {"due_shard": "DUE#15"}]) == []
    assert violations([*others, item | {"due_shard": shard}])


@pytest.mark.parametrize(("state", "is_due"), [("pending", True), ("sending", True), ("sent", False)])
def test_what_is_not_announced_is_due_and_the_other_way_round(items: list[Item], state: str, is_due: bool) -> None:
    [booked] = [item for item in items if item.get("kind") == "plus_one_booked"]
    sent = {"state": "sent", "attempts": 1}
    mailed = booked | {"notices": {"client": sent, "coach": sent}, "announcement": {"state": state, "attempts": 1}}
    done = {name: value for name, value in mailed.items() if name not in ("due_shard", "due_at")}
    others = [item for item in items if item is not booked]

    assert bool(violations([*others, mailed])) is not is_due
    assert bool(violations([*others, done])) is is_due


def test_no_plus_one_may_be_there_twice(items: list[Item]) -> None:
    [plus_one] = [item for item in items if item.get("origin") == "plus_one"]
    again = plus_one | {"session_id": "01KASESS10N000000000000000"}
    assert violations([*items, again])


def test_a_refusal_leaves_nothing_behind(world: World) -> None:
    world.fill([])
    acting = Acting(world.acting.table)
    offer = acting.offer(2, custom=True)
    acting.book(offer)
    before = world.items()
    with pytest.raises(Refusal):
        acting.book(offer)
    assert world.items() == before
