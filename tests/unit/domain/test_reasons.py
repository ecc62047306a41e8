"""Why nothing is booked, and what makes it go on, as each side reads it: now, and in what is told later."""

import pytest

from plus_one.domain.events import Side
from plus_one.domain.explanations import because, over, resumes, sessions
from plus_one.domain.renewals import HOLDS, Reason
from plus_one.domain.sides import CLIENT_SETTING, PRIVATE
from tests.unit.domain.telling import NAMES, every_reason, every_side, is_a_sentence

# A reason, and the clause after "because": as things stand, and as they stood.
TO_A_CLIENT = [
    (
        "BOOKED",
        "you are enrolled and the last session on deck was marked complete",
        "you were enrolled and the last session on deck was marked complete",
    ),
    (
        "NOT_ENROLLED",
        "you are not enrolled in the +1 Program with Maya Chen",
        "you were not enrolled in the +1 Program with Maya Chen",
    ),
    (
        "PACKAGE_NOT_RENEWABLE",
        "Maya Chen does not offer auto-renewal on the last package that you booked",
        "Maya Chen did not offer auto-renewal on the last package that you booked",
    ),
    (
        "ZERO_RATE",
        "the rate of the last package that you booked is zero",
        "the rate of the last package that you booked was zero",
    ),
    ("PAUSED", "the pause that you set is not over", "the pause that you set was not over"),
    ("STOP_AFTER_REACHED", "the number of +1s that you set is used up", "the number of +1s that you set was used up"),
    (
        "SPEND_CAP_REACHED",
        "the rate is more than what is left of your monthly spend cap",
        "the rate was more than what was left of your monthly spend cap",
    ),
    (
        "RATE_ABOVE_MAXIMUM",
        "the rate is above the maximum that you set",
        "the rate was above the maximum that you set",
    ),
    (
        "NOTICE_UNDELIVERABLE",
        "our mail does not reach you, and no +1 is booked without telling you",
        "our mail did not reach you, and no +1 is booked without telling you",
    ),
    (
        "VELOCITY_GUARD",
        "so many +1s were booked within 24 hours that a safety limit stops the next one",
        "so many +1s were booked within 24 hours that a safety limit stopped the next one",
    ),
]
TO_A_COACH = [
    (
        "NOT_ENROLLED",
        "Iris Novak is not enrolled in the +1 Program with you",
        "Iris Novak was not enrolled in the +1 Program with you",
    ),
    (
        "PACKAGE_NOT_RENEWABLE",
        "you do not offer auto-renewal on the last package that Iris Novak booked",
        "you did not offer auto-renewal on the last package that Iris Novak booked",
    ),
    (
        "ZERO_RATE",
        "the rate of the last package that Iris Novak booked is zero",
        "the rate of the last package that Iris Novak booked was zero",
    ),
    ("CLIENT_SETTING", "Iris Novak's own settings ask for it", "Iris Novak's own settings asked for it"),
    (
        "NOTICE_UNDELIVERABLE",
        "our mail does not reach Iris Novak, and no +1 is booked without telling Iris Novak",
        "our mail did not reach Iris Novak, and no +1 is booked without telling Iris Novak",
    ),
]
# These are only known afterwards.
MEANWHILE = {
    "ENROLLMENT_CHANGED": "{client} turned the +1 Program off and on again after that session was marked complete",
    "COMPLETION_UNDONE": "{coach} undid the completion",
    "ALREADY_ON_DECK": "another session had come on deck by then",
    "COACH_ENDED": "{coach} ended the work with {client}",
    "PROGRAM_STOPPED": "no +1s were booked for now",
}
# A reason, and what makes it go on: to the client, to the coach.
GOES_ON = [
    ("NOT_ENROLLED", "Only you can turn it on.", "Only Iris Novak can turn it on."),
    (
        "PACKAGE_NOT_RENEWABLE",
        "It resumes by itself when you book a package with auto-renewal.",
        "It resumes by itself when Iris Novak books a package with auto-renewal.",
    ),
    (
        "ZERO_RATE",
        "It resumes by itself when you book a package with a rate above zero.",
        "It resumes by itself when Iris Novak books a package with a rate above zero.",
    ),
    ("COACH_ENDED", "Only Maya Chen can take that back.", "Only you can take that back."),
    (
        "NOTICE_UNDELIVERABLE",
        "It resumes when you save the preferences again or verify a new address.",
        "It resumes when Iris Novak saves the preferences again or verifies a new address.",
    ),
]
SAME_FOR_BOTH = {
    "BOOKED": "It resumes when the last session on deck is marked complete.",
    "ENROLLMENT_CHANGED": "The new enrollment counts from the next completion on.",
    "COMPLETION_UNDONE": "It resumes when the last session on deck is marked complete again.",
    "ALREADY_ON_DECK": "It resumes when the last session on deck is marked complete.",
    "VELOCITY_GUARD": "It resumes by itself as those 24 hours pass.",
    "PROGRAM_STOPPED": "What is due by then is booked as soon as they resume.",
}
HOW_TO_CHANGE = {
    "PAUSED": "It resumes by itself after the last day of the pause, or when you end the pause in your preferences.",
    "STOP_AFTER_REACHED": "It resumes when you allow more +1s in your preferences.",
    "SPEND_CAP_REACHED": "It resumes when the cap leaves room for the rate: in a new calendar month, or when you raise"
    " or remove the cap in your preferences.",
    "RATE_ABOVE_MAXIMUM": "It resumes when you raise or remove the maximum in your preferences, or book a package at a"
    " lower rate.",
}


@every_side
@every_reason
def test_every_reason_is_a_clause_and_says_what_makes_it_go_on(reason: str, side: Side) -> None:
    now, then = because(reason, side, *NAMES), because(reason, side, *NAMES, past=True)
    assert is_a_sentence(f"Nothing is booked, because {now}.")
    assert is_a_sentence(f"Nothing was booked, because {then}.")
    assert is_a_sentence(resumes(reason, side, *NAMES))


@every_reason
def test_you_are_whoever_reads_it(reason: str) -> None:
    for told in (because, resumes):
        assert "Iris Novak" not in told(reason, Side.CLIENT, *NAMES)
        assert "Maya Chen" not in told(reason, Side.COACH, *NAMES)


def test_every_reason_is_here_for_the_client() -> None:
    assert {reason for reason, *_ in TO_A_CLIENT} | set(MEANWHILE) == set(Reason)
    assert {reason for reason, *_ in GOES_ON} | set(SAME_FOR_BOTH) | set(HOW_TO_CHANGE) == set(Reason)


@pytest.mark.parametrize("reason", sorted(PRIVATE))
def test_to_a_coach_the_settings_of_a_client_are_one_reason(reason: Reason) -> None:
    for told in (because, resumes):
        assert told(reason, Side.COACH, *NAMES) == told(CLIENT_SETTING, Side.COACH, *NAMES)


@pytest.mark.parametrize(("reason", "now", "then"), TO_A_CLIENT)
def test_a_client_reads_the_reason_in_words(reason: str, now: str, then: str) -> None:
    assert because(reason, Side.CLIENT, *NAMES) == now
    assert because(reason, Side.CLIENT, *NAMES, past=True) == then


@pytest.mark.parametrize(("reason", "now", "then"), TO_A_COACH)
def test_a_coach_reads_the_reason_in_words(reason: str, now: str, then: str) -> None:
    assert because(reason, Side.COACH, *NAMES) == now
    assert because(reason, Side.COACH, *NAMES, past=True) == then


@pytest.mark.parametrize(("reason", "then"), MEANWHILE.items())
def test_what_came_between_is_told_as_past(reason: str, then: str) -> None:
    assert because(reason, Side.CLIENT, *NAMES, past=True) == then.format(client="you", coach="Maya Chen")
    assert because(reason, Side.COACH, *NAMES, past=True) == then.format(client="Iris Novak", coach="you")


@pytest.mark.parametrize(("reason", "to_client", "to_coach"), GOES_ON)
def test_what_makes_it_go_on_names_who_can_do_it(reason: str, to_client: str, to_coach: str) -> None:
    assert resumes(reason, Side.CLIENT, *NAMES) == to_client
    assert resumes(reason, Side.COACH, *NAMES) == to_coach


@pytest.mark.parametrize(("reason", "said"), SAME_FOR_BOTH.items())
def test_what_goes_on_by_itself_reads_the_same_to_both(reason: str, said: str) -> None:
    assert {resumes(reason, side, *NAMES) for side in Side} == {said}


@pytest.mark.parametrize(("reason", "said"), HOW_TO_CHANGE.items())
def test_only_the_client_reads_how_to_change_what_the_client_has_set(reason: str, said: str) -> None:
    assert resumes(reason, Side.CLIENT, *NAMES) == said
    assert resumes(CLIENT_SETTING, Side.COACH, *NAMES) == (
        "It resumes by itself when these settings allow it; only Iris Novak can change them."
    )


OVER = {
    "PAUSED": ("your pause is over", "your pause was over"),
    "STOP_AFTER_REACHED": ("you allowed more +1s", "you allowed more +1s"),
    "SPEND_CAP_REACHED": ("your monthly spend cap has room again", "your monthly spend cap had room again"),
    "RATE_ABOVE_MAXIMUM": ("the rate is within your maximum", "the rate was within your maximum"),
    "NOTICE_UNDELIVERABLE": ("our mail reaches you again", "our mail reached you again"),
    "VELOCITY_GUARD": ("the safety limit of 24 hours is over", "the safety limit of 24 hours was over"),
    "OF_ANOTHER_VERSION": ("nothing stands in its way", "nothing stood in its way"),
}


@pytest.mark.parametrize("reason", OVER)
def test_a_client_reads_which_obstacle_has_passed(reason: str) -> None:
    assert (over(reason), over(reason, past=True)) == OVER[reason]


def test_every_reason_for_a_hold_can_be_over() -> None:
    assert OVER.keys() - {"OF_ANOTHER_VERSION"} == HOLDS


@pytest.mark.parametrize(("count", "said"), [(0, "nothing"), (1, "1 session"), (2, "2 sessions"), (50, "50 sessions")])
def test_sessions_are_counted_in_words(count: int, said: str) -> None:
    assert sessions(count) == said
