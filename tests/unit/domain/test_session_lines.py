"""What a line of the timeline tells of sessions and +1s (api.md, "timeline"), word for word."""

from typing import Any

import pytest

from plus_one.domain.events import EventKind, Side
from tests.unit.domain.telling import says

NOT_TAKEN_BACK: dict[str, Any] = {"session_id": None}


@pytest.mark.parametrize(
    ("side", "facts", "said"),
    [
        (Side.CLIENT, {}, "Maya Chen marked a session with you complete; then 1 session was on deck."),
        (
            Side.COACH,
            {"outcome": "no_show", "on_deck": 2},
            "You marked a session with Iris Novak complete as a no-show; then 2 sessions were on deck.",
        ),
        (
            Side.CLIENT,
            {"trigger": "renewal", "on_deck": 0},
            "Maya Chen marked the last session on deck with you complete; you were enrolled, so a +1 was due.",
        ),
        (
            Side.COACH,
            {"trigger": "renewal", "on_deck": 0, "outcome": "no_show"},
            "You marked the last session on deck with Iris Novak complete as a no-show; Iris Novak was enrolled, so a"
            " +1 was due.",
        ),
        (
            Side.CLIENT,
            {"trigger": "not_enrolled", "on_deck": 0},
            "Maya Chen marked the last session on deck with you complete; no +1 was booked, because you were not"
            " enrolled in the +1 Program with Maya Chen.",
        ),
    ],
)
def test_a_completion_says_what_it_triggered(side: Side, facts: dict[str, Any], said: str) -> None:
    assert says(EventKind.SESSION_COMPLETED, side, **facts) == said


@pytest.mark.parametrize(
    ("side", "said"),
    [
        (
            Side.CLIENT,
            "1 more session with Maya Chen was booked at USD 66.67, because you were enrolled and the last session on"
            " deck was marked complete; that is the rate of the last package that you booked, 8 sessions for"
            " USD 533.36.",
        ),
        (
            Side.COACH,
            "1 more session with Iris Novak was booked at USD 66.67, because Iris Novak was enrolled and the last"
            " session on deck was marked complete; that is the rate of the last package that Iris Novak booked,"
            " 8 sessions for USD 533.36.",
        ),
    ],
)
def test_a_plus_one_says_why_and_whose_rate_it_has(side: Side, said: str) -> None:
    assert says(EventKind.PLUS_ONE_BOOKED, side) == said


@pytest.mark.parametrize(
    ("side", "facts", "said"),
    [
        (
            Side.CLIENT,
            {"reason": "SPEND_CAP_REACHED"},
            "No +1 with Maya Chen was booked after the last completion, because the rate was more than what was left of"
            " your monthly spend cap; nothing was on deck.",
        ),
        (
            Side.COACH,
            {"reason": "SPEND_CAP_REACHED"},
            "No +1 with Iris Novak was booked after the last completion, because Iris Novak's own settings asked for"
            " it; nothing was on deck.",
        ),
        (
            Side.CLIENT,
            {"reason": "NOT_ENROLLED"},
            "No +1 with Maya Chen was booked after the last completion, because you were not enrolled in the +1 Program"
            " with Maya Chen; nothing was on deck.",
        ),
        (
            Side.CLIENT,
            {"reason": "ALREADY_ON_DECK", "on_deck": 2},
            "No +1 with Maya Chen was booked after the last completion, because another session had come on deck by"
            " then; by then 2 sessions were on deck.",
        ),
        (
            Side.CLIENT,
            {"reason": "ALREADY_ON_DECK"},
            "No +1 with Maya Chen was booked after the last completion, because another session had come on deck by"
            " then; nothing was on deck.",
        ),
    ],
)
def test_a_skip_says_why_and_what_was_on_deck(side: Side, facts: dict[str, Any], said: str) -> None:
    assert says(EventKind.NOT_BOOKED, side, **facts) == said


@pytest.mark.parametrize(
    ("side", "facts", "said"),
    [
        (Side.CLIENT, {}, "the +1 at USD 66.67 that the completion had booked was cancelled; then 1 session was"),
        (Side.COACH, {}, "the +1 at USD 66.67 that the completion had booked was cancelled; then 1 session was"),
        (
            Side.CLIENT,
            NOT_TAKEN_BACK | {"reason": "COMPLETION_UNDONE"},
            "the +1 that was due was not booked; then 1 session was",
        ),
        (Side.CLIENT, NOT_TAKEN_BACK | {"on_deck": 3}, "then 3 sessions were"),
        (
            Side.COACH,
            NOT_TAKEN_BACK | {"ended_hold": True, "reason": "COMPLETION_UNDONE"},
            "the session on hold was not booked; then 1 session was",
        ),
    ],
)
def test_undoing_a_completion_says_what_became_of_its_plus_one(side: Side, facts: dict[str, Any], said: str) -> None:
    who, whom = ("Maya Chen", "you") if side is Side.CLIENT else ("You", "Iris Novak")
    undone = f"{who} undid the completion of a session with {whom}, so it is on deck again"
    assert says(EventKind.SESSION_REOPENED, side, **facts) == f"{undone}; {said} on deck."


@pytest.mark.parametrize(
    ("side", "by", "said"),
    [
        (Side.CLIENT, "client", "You cancelled the +1 with Maya Chen at USD 66.67"),
        (Side.CLIENT, "coach", "Maya Chen cancelled the +1 with you at USD 66.67"),
        (Side.COACH, "client", "Iris Novak cancelled the +1 with you at USD 66.67"),
        (Side.COACH, "coach", "You cancelled the +1 with Iris Novak at USD 66.67"),
    ],
)
def test_a_cancelled_plus_one_says_who_cancelled_it_and_that_this_books_nothing(side: Side, by: str, said: str) -> None:
    after = "a cancelled session books nothing, and then nothing was on deck"
    assert says(EventKind.PLUS_ONE_CANCELLED, side, by=by) == f"{said}; {after}."


@pytest.mark.parametrize(
    ("side", "facts", "said"),
    [
        (Side.CLIENT, {}, "had a mail about you and Maya Chen sent to you again"),
        (Side.COACH, {}, "had a mail about Iris Novak and you sent to Iris Novak again"),
        (Side.CLIENT, {"whom": "coach"}, "had a mail about you and Maya Chen sent to Maya Chen again"),
        (
            Side.COACH,
            {"given_up": True},
            "gave up a mail about Iris Novak and you that could not be sent to Iris Novak",
        ),
        (Side.CLIENT, {"act": "clear"}, "had mails about you and Maya Chen sent to you again from then on"),
        (
            Side.COACH,
            {"act": "clear", "whom": "coach"},
            "had mails about Iris Novak and you sent to you again from then on",
        ),
    ],
)
def test_what_support_did_says_for_whom_and_why(side: Side, facts: dict[str, Any], said: str) -> None:
    assert says(EventKind.SUPPORT_HELPED, side, **facts) == f"Support {said}: “the mailbox was full”."


@pytest.mark.parametrize(
    ("side", "facts", "said"),
    [
        (Side.CLIENT, {}, "Support suspended your account, which put +1s with Maya Chen on hold: “spam”."),
        (Side.COACH, {}, "Support put +1s with Iris Novak on hold."),
        (
            Side.COACH,
            {"whom": "coach"},
            "Support suspended your account, which put +1s with Iris Novak on hold: “spam”.",
        ),
        (Side.CLIENT, {"whom": "coach"}, "Support put +1s with Maya Chen on hold."),
        (
            Side.CLIENT,
            {"hold": "ends"},
            "Support lifted the suspension of your account, which ended a hold on +1s with Maya Chen: “spam”.",
        ),
        (Side.COACH, {"hold": "ends"}, "Support ended a hold on +1s with Iris Novak."),
    ],
)
def test_a_suspension_says_why_to_the_person_and_to_the_other_side_what_it_means(
    side: Side, facts: dict[str, Any], said: str
) -> None:
    facts = {"whom": "client", "hold": "begins", "said_to_them": "spam"} | facts
    assert says(EventKind.SUPPORT_HELPED, side, **facts) == said
