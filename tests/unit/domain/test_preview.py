"""What completing the last session would do now, in one sentence (product.md, R11 to R15; api.md, "preview")."""

from dataclasses import replace

import pytest

from plus_one.domain.decision import Book, Skip
from plus_one.domain.events import Side
from plus_one.domain.explanations import because
from plus_one.domain.outlook_lines import preview_says
from plus_one.domain.renewals import Reason
from plus_one.domain.sides import PRIVATE
from tests.builders import NOW, renewal
from tests.unit.domain.telling import NAMES, RATE, between, every_side, is_a_sentence

NEXT_PACKAGE = (
    "Nothing is on deck, so +1 starts with the next package: when its last session is marked complete, 1 more is"
    " booked at the rate by then, which is USD 66.67 now."
)
NEXT_BOOKING = (
    "Nothing is on deck until Iris Novak books the next session or package. When the last session is then marked"
    " complete, 1 more is booked at the rate by then, which is USD 66.67 now."
)
NOTHING = {Side.CLIENT: NEXT_PACKAGE, Side.COACH: NEXT_BOOKING}


@every_side
def test_the_preview_of_a_booking_names_the_rate(side: Side) -> None:
    said = preview_says(Book(RATE), between(on_deck=3), side)
    assert said == "When the last session is marked complete, 1 more is booked at USD 66.67."


@every_side
def test_with_nothing_on_deck_and_no_completion_to_book_for_a_preview_names_what_comes_first(side: Side) -> None:
    assert preview_says(Book(RATE), between(on_deck=0), side) == NOTHING[side]


@every_side
def test_between_a_last_completion_and_its_plus_one_a_preview_says_that_it_is_about_to_come(side: Side) -> None:
    due = between(on_deck=0, renewal=renewal())
    about_to = "The last session was marked complete, and 1 more is about to be booked at USD 66.67."
    assert preview_says(Book(RATE), due, side) == about_to
    for other in (renewal(epoch=3), renewal(deck_seq=2), renewal().skipped(Reason.PAUSED, NOW)):
        assert preview_says(Book(RATE), replace(due, renewal=other), side) == NOTHING[side]


@pytest.mark.parametrize(
    ("side", "reason", "says"),
    [
        (
            Side.CLIENT,
            Reason.PAUSED,
            "the next one would be on hold, because the pause that you set is not over. It resumes by itself after the"
            " last day of the pause, or when you end the pause in your preferences.",
        ),
        (Side.COACH, Reason.PAUSED, "the next one would be on hold by the client's own settings."),
        (
            Side.COACH,
            Reason.VELOCITY_GUARD,
            "the next one would be on hold, because so many +1s were booked within 24 hours that a safety limit stops"
            " the next one. It resumes by itself as those 24 hours pass.",
        ),
        (
            Side.CLIENT,
            Reason.NOT_ENROLLED,
            "nothing would be booked, because you are not enrolled in the +1 Program with Maya Chen. Only you can turn"
            " it on.",
        ),
        (
            Side.COACH,
            Reason.ZERO_RATE,
            "nothing would be booked, because the rate of the last package that Iris Novak booked is zero. It resumes"
            " by itself when Iris Novak books a package with a rate above zero.",
        ),
    ],
)
def test_a_preview_is_about_now_for_a_setting_may_end_before_the_session_does(
    side: Side, reason: Reason, says: str
) -> None:
    on_deck = preview_says(Skip(reason), between(on_deck=1), side)
    assert on_deck == f"If the last session were marked complete now, {says}"


@pytest.mark.parametrize(
    ("side", "why"),
    [
        (
            Side.CLIENT,
            "It can't be turned on, because Maya Chen does not offer auto-renewal on the last package that you",
        ),
        (
            Side.COACH,
            "It can't be turned on, because you do not offer auto-renewal on the last package that Iris Novak",
        ),
    ],
)
def test_nobody_is_told_to_turn_on_what_the_last_package_does_not_allow(side: Side, why: str) -> None:
    said = preview_says(Skip(Reason.NOT_ENROLLED), between(auto_renewal=False), side)
    assert said.endswith(f". {why} booked.")


@every_side
@pytest.mark.parametrize("on_deck", [0, 1, 8])
@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.BOOKED}))
def test_the_preview_of_any_skip_is_a_sentence_that_says_why(reason: Reason, side: Side, on_deck: int) -> None:
    said = preview_says(Skip(reason), between(on_deck=on_deck), side)
    assert is_a_sentence(said)
    if side is Side.CLIENT or reason not in PRIVATE or not on_deck:
        assert f", because {because(reason, side, *NAMES)}. " in said
