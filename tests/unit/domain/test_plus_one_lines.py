"""What a line of the timeline tells of a +1 on hold, how it was booked, and of a coach who ends, word for word."""

from typing import Any

import pytest

from plus_one.domain.events import BOTH, EventKind, Side, notify
from plus_one.domain.sides import PRIVATE, is_for
from tests.unit.domain.telling import says
from tests.unit.mail.samples import an_event

WAITS: dict[str, Any] = {"resumes_at": None, "time_zone": None}
RATE = "that is the rate of the last package that {} booked, 8 sessions for USD 533.36"


@pytest.mark.parametrize(
    ("side", "facts", "said"),
    [
        (
            Side.CLIENT,
            {},
            "The next session with Maya Chen at USD 66.67 was on hold, because the pause that you set was not over; it"
            " was to be booked on 11 January 2027.",
        ),
        (
            Side.CLIENT,
            {"time_zone": "UTC"},
            "The next session with Maya Chen at USD 66.67 was on hold, because the pause that you set was not over; it"
            " was to be booked on 10 January 2027.",
        ),
        (
            Side.CLIENT,
            WAITS | {"reason": "RATE_ABOVE_MAXIMUM"},
            "The next session with Maya Chen at USD 66.67 was on hold, because the rate was above the maximum that you"
            " set; it waited for you.",
        ),
        (
            Side.COACH,
            {"reason": "VELOCITY_GUARD"},
            "The next session with Iris Novak at USD 66.67 was on hold, because so many +1s were booked within 24 hours"
            " that a safety limit stopped the next one.",
        ),
    ],
)
def test_a_hold_says_why_and_to_the_client_until_when(side: Side, facts: dict[str, Any], said: str) -> None:
    assert says(EventKind.HELD, side, **facts) == said


@pytest.mark.parametrize("day", [{}, WAITS, {"resumes_at": "2027-02-01T00:00:00.000Z"}, {"time_zone": "Asia/Tokyo"}])
@pytest.mark.parametrize("reason", sorted(PRIVATE))
def test_to_a_coach_all_private_holds_are_one(reason: str, day: dict[str, Any]) -> None:
    assert says(EventKind.HELD, Side.COACH, reason=reason, **day) == (
        "The next session with Iris Novak at USD 66.67 was on hold by the client's own settings."
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"how": "resumed", "held_because": "PAUSED"}, "1 more session {} at USD 66.67, because your pause was over"),
        (
            {"how": "resumed", "held_because": "SPEND_CAP_REACHED"},
            "1 more session {} at USD 66.67, because your monthly spend cap had room again",
        ),
        ({"how": "saved", "held_because": "PAUSED"}, "1 more session {} at USD 66.67, because you saved your settings"),
        ({"how": "tapped", "held_because": "PAUSED"}, "You booked 1 more session with Maya Chen at USD 66.67"),
        ({"how": "tapped"}, "You booked 1 more session with Maya Chen at USD 66.67"),
    ],
)
def test_a_client_reads_what_made_a_plus_one_be_booked(facts: dict[str, Any], said: str) -> None:
    booked = said.format("with Maya Chen was booked")
    assert says(EventKind.PLUS_ONE_BOOKED, Side.CLIENT, **facts) == f"{booked}; {RATE.format('you')}."


@pytest.mark.parametrize("how", ["resumed", "saved", "tapped"])
@pytest.mark.parametrize("reason", sorted(PRIVATE))
def test_a_coach_reads_that_a_hold_was_booked_and_not_how_it_ended(reason: str, how: str) -> None:
    assert says(EventKind.PLUS_ONE_BOOKED, Side.COACH, how=how, held_because=reason) == (
        f"1 more session with Iris Novak, which had been on hold, was booked at USD 66.67; {RATE.format('Iris Novak')}."
    )


def test_a_tap_of_what_was_never_on_hold_reads_to_a_coach_like_any_plus_one() -> None:
    like_any = says(EventKind.PLUS_ONE_BOOKED, Side.COACH)
    assert says(EventKind.PLUS_ONE_BOOKED, Side.COACH, how="tapped") == like_any


def test_a_reminder_names_the_day_and_the_rate_to_the_client() -> None:
    assert says(EventKind.RESUMES_SOON, Side.CLIENT) == (
        "You were reminded of the session on hold with Maya Chen; it was to be booked on 11 January 2027 at USD 66.67."
    )


def test_a_reminder_is_not_in_the_timeline_of_a_coach_for_its_moment_would_tell_the_day() -> None:
    for kind in EventKind:
        told = notify(an_event(kind), *BOTH)
        assert is_for(Side.CLIENT, told)
        assert is_for(Side.COACH, told) is (kind is not EventKind.RESUMES_SOON)


@pytest.mark.parametrize("again", [(), (Side.CLIENT,)])
def test_a_coach_reads_of_a_hold_once_for_the_next_look_at_it_would_tell_the_day(again: tuple[Side, ...]) -> None:
    looked_at_again = notify(an_event(EventKind.HELD), *again)
    assert is_for(Side.CLIENT, looked_at_again)
    assert not is_for(Side.COACH, looked_at_again)


@pytest.mark.parametrize(
    ("kind", "side", "facts", "said"),
    [
        (
            EventKind.COACH_ENDED,
            Side.CLIENT,
            {},
            "Maya Chen ended the work with you, so no package, offer or +1 could be booked; then 2 sessions were on"
            " deck.",
        ),
        (
            EventKind.COACH_ENDED,
            Side.COACH,
            {"ended_hold": True, "on_deck": 0},
            "You ended the work with Iris Novak, so no package, offer or +1 could be booked; the session on hold was"
            " not booked; then nothing was on deck.",
        ),
        (
            EventKind.COACH_RETURNED,
            Side.CLIENT,
            {},
            "Maya Chen took back the end of the work with you, so packages could be booked again.",
        ),
        (
            EventKind.COACH_RETURNED,
            Side.COACH,
            {},
            "You took back the end of the work with Iris Novak, so packages could be booked again.",
        ),
    ],
)
def test_a_coach_who_ends_and_returns(kind: EventKind, side: Side, facts: dict[str, Any], said: str) -> None:
    assert says(kind, side, **facts) == said


@pytest.mark.parametrize("side", Side)
def test_a_package_says_that_it_took_the_place_of_what_was_on_hold(side: Side) -> None:
    said = says(EventKind.PACKAGE_BOOKED, side, ended_hold=True)
    assert "; then 9 sessions were on deck; the session on hold was not booked; " in said
    assert "on hold" not in says(EventKind.PACKAGE_BOOKED, side)
