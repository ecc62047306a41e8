"""The heads-up: "the next completion books 1 more at X" (product.md, "Notices")."""

from dataclasses import replace
from typing import Any

import pytest

from plus_one.domain.decision import heads_up_is_due, heads_up_is_true
from plus_one.domain.pairings import Pairing
from plus_one.domain.settings import Settings
from tests.builders import ENROLLED, NOW, package, pairing, usd


def is_due(known: Pairing, velocity_limit: int = 12) -> bool:
    return heads_up_is_due(known, velocity_limit=velocity_limit, now=NOW)


def is_true(known: Pairing, velocity_limit: int = 12) -> bool:
    return heads_up_is_true(known, velocity_limit=velocity_limit, now=NOW)


def test_a_heads_up_is_due_when_one_session_is_left_and_the_preview_books() -> None:
    assert is_due(pairing(on_deck=1))


@pytest.mark.parametrize("on_deck", [0, 2, 3])
def test_a_heads_up_is_for_exactly_one_session_left(on_deck: int) -> None:
    assert not is_due(pairing(on_deck))
    assert not is_true(pairing(on_deck))


@pytest.mark.parametrize(
    "obstacle",
    [{"enrolled": False}, {"auto_renewal": False}, {"rate": usd(0)}, {"recent_plus_ones": (NOW,) * 12}],
)
def test_while_the_preview_books_nothing_no_heads_up_is_due(obstacle: dict[str, Any]) -> None:
    assert not is_due(pairing(on_deck=1, **obstacle))
    assert not is_true(pairing(on_deck=1, **obstacle))


def test_without_a_velocity_guard_the_heads_up_does_not_ask_it() -> None:
    busy = pairing(on_deck=1, recent_plus_ones=(NOW,) * 12)
    assert is_due(busy, velocity_limit=0)
    assert is_true(busy, velocity_limit=0)


def test_the_heads_up_can_be_switched_off() -> None:
    off = pairing(on_deck=1, enrollment=ENROLLED.adjusted(Settings(heads_up=False)))
    assert not is_due(off)
    assert not is_true(off)


def test_a_heads_up_is_mailed_once_until_the_deck_was_empty_again() -> None:
    told = replace(pairing(on_deck=1), heads_up_seq=1)
    assert not is_due(told)
    assert is_true(told)
    assert is_due(replace(told, deck_seq=2))


def test_a_new_package_may_bring_a_heads_up_of_its_own() -> None:
    told = replace(pairing(on_deck=0), heads_up_seq=2)
    assert is_due(told.with_package(package(sessions=1)))
