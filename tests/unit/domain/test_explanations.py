"""Why a +1 is booked or not, and what a completion would do now (product.md, "after any skip"; api.md, "preview")."""

import re
from dataclasses import replace

import pytest

from plus_one.domain.decision import Book, Skip
from plus_one.domain.events import Side
from plus_one.domain.explanations import because, goes_on
from plus_one.domain.renewals import Reason
from plus_one.domain.sentences import preview_says
from plus_one.domain.sides import CLIENT_SETTING, PRIVATE
from tests.builders import NOW, renewal
from tests.unit.domain.telling import (
    AGAIN,
    NAMES,
    RATE,
    between,
    every_reason,
    every_side,
    is_a_sentence,
)


@every_side
@every_reason
def test_every_reason_is_a_clause_and_says_what_makes_it_go_on(reason: str, side: Side) -> None:
    now, then = because(reason, side, *NAMES), because(reason, side, *NAMES, past=True)
    assert is_a_sentence(f"Nothing is booked, because {now}.")
    assert is_a_sentence(f"Nothing was booked, because {then}.")
    assert not re.search(r"\b(is|are|do|does|ask|stops) (not|zero|above|used|the next|for it)", then)
    assert is_a_sentence(goes_on(reason, side, *NAMES))


@every_reason
def test_you_are_whoever_reads_it(reason: str) -> None:
    for told in (because, goes_on):
        assert "Iris Novak" not in told(reason, Side.CLIENT, *NAMES)
        assert "Maya Chen" not in told(reason, Side.COACH, *NAMES)


def test_to_a_coach_the_settings_of_a_client_are_one_reason() -> None:
    for told in (because, goes_on):
        assert {told(reason, Side.COACH, *NAMES) for reason in PRIVATE} == {told(CLIENT_SETTING, Side.COACH, *NAMES)}
        assert len({told(reason, Side.CLIENT, *NAMES) for reason in PRIVATE}) == len(PRIVATE)
    assert because(Reason.PAUSED, Side.COACH, *NAMES) == "Iris Novak's own settings ask for it"


@pytest.mark.parametrize("reason", sorted(PRIVATE))
def test_a_client_is_told_how_to_change_what_the_client_has_set(reason: Reason) -> None:
    assert "in your preferences" in goes_on(reason, Side.CLIENT, *NAMES)
    assert "preferences" not in goes_on(reason, Side.COACH, *NAMES)


@every_side
def test_the_preview_of_a_booking_names_the_rate(side: Side) -> None:
    said = preview_says(Book(RATE), between(on_deck=3), side)
    assert said == "When the last session is marked complete, 1 more is booked at USD 66.67."


@every_side
def test_with_nothing_on_deck_a_preview_says_that_only_a_completion_triggers(side: Side) -> None:
    assert preview_says(Book(RATE), between(on_deck=0), side) == (
        "Nothing is on deck, so +1 starts with the next package: when its last session is marked complete, 1 more is"
        " booked at the rate by then, which is USD 66.67 now."
    )
    paused = preview_says(Skip(Reason.PAUSED), between(on_deck=0), side)
    assert paused.startswith("Nothing is on deck, and completing a last session now would book nothing, because ")
    assert paused.endswith(f"; since only marking a session complete books a +1, {AGAIN}.")


@every_side
def test_between_a_last_completion_and_its_plus_one_a_preview_says_that_it_is_about_to_come(side: Side) -> None:
    due = between(on_deck=0, renewal=renewal())
    about_to = "The last session was marked complete, and 1 more is about to be booked at USD 66.67."
    assert preview_says(Book(RATE), due, side) == about_to
    for other in (renewal(epoch=3), renewal(deck_seq=2), renewal().skipped(Reason.PAUSED, NOW)):
        assert "next package" in preview_says(Book(RATE), replace(due, renewal=other), side)


@every_side
def test_a_skip_is_about_now_for_a_setting_may_end_before_the_session_does(side: Side) -> None:
    said = preview_says(Skip(Reason.PAUSED), between(on_deck=1), side)
    assert said.startswith("If the last session were marked complete now, nothing would be booked, because ")


@every_side
@pytest.mark.parametrize("on_deck", [0, 1, 8])
@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.BOOKED}))
def test_the_preview_of_a_skip_says_why_and_what_starts_it_again(reason: Reason, side: Side, on_deck: int) -> None:
    said = preview_says(Skip(reason), between(on_deck=on_deck), side)
    assert is_a_sentence(said)
    assert f"because {because(reason, side, *NAMES)}; " in said
    assert ("can turn it on." if reason is Reason.NOT_ENROLLED else AGAIN) in said
    assert ("Nothing is on deck" in said) is (on_deck == 0)
