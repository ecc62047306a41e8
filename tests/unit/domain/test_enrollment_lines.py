"""What a line of the timeline tells of turning +1 on and off and of the settings, word for word."""

from typing import Any

import pytest

from plus_one.domain.events import EventKind, Side
from tests.unit.domain.telling import says
from tests.unit.mail.samples import PRIVATE as SET

PAUSED: dict[str, Any] = {"effective": "suspended", "suspended_because": "PAUSED"}
ALL_SET = (
    "paused until the end of 19 August 2039; +1s that remain: 747; the spend cap per calendar month is USD 8,181.81;"
    " the maximum rate is USD 9,292.92; heads-up mails are off"
)


@pytest.mark.parametrize(
    ("side", "facts", "said"),
    [
        (
            Side.CLIENT,
            SET,
            "You turned the +1 Program with Maya Chen on at a rate of USD 66.67; 8 sessions were on deck; " + ALL_SET,
        ),
        (
            Side.CLIENT,
            {"on_deck": 0},
            "You turned the +1 Program with Maya Chen on at a rate of USD 66.67; nothing was on deck",
        ),
        (
            Side.CLIENT,
            PAUSED | {"on_deck": 1},
            "You turned the +1 Program with Maya Chen on at a rate of USD 66.67; 1 session was on deck; it was"
            " suspended, because the pause that you set was not over",
        ),
        (
            Side.COACH,
            PAUSED | SET,
            "Iris Novak turned the +1 Program with you on at a rate of USD 66.67; 8 sessions were on deck; it was"
            " suspended, because Iris Novak's own settings asked for it",
        ),
    ],
)
def test_enrolling_says_the_rate_what_is_on_deck_and_to_the_client_what_is_set(
    side: Side, facts: dict[str, Any], said: str
) -> None:
    assert says(EventKind.ENROLLED, side, **facts) == f"{said}."


@pytest.mark.parametrize(
    ("side", "facts", "said"),
    [
        (Side.CLIENT, {}, "You changed the settings of the +1 Program with Maya Chen; no pause and no limit is set"),
        (Side.CLIENT, SET, f"You changed the settings of the +1 Program with Maya Chen; {ALL_SET}"),
        (
            Side.CLIENT,
            PAUSED | {"stop_after": 3},
            "You changed the settings of the +1 Program with Maya Chen; +1s that remain: 3; it was suspended, because"
            " the pause that you set was not over",
        ),
        (
            Side.CLIENT,
            {"plus_one_id": "01KAPLUSONE000000000000000"},
            "You changed the settings of the +1 Program with Maya Chen; no pause and no limit is set; the session on"
            " hold was booked",
        ),
        (
            Side.CLIENT,
            {"resumes_at": "2027-01-10T23:00:00.000Z", "time_zone": "Europe/Berlin", "stop_after": 3},
            "You changed the settings of the +1 Program with Maya Chen; +1s that remain: 3; the session on hold was to"
            " be booked on 11 January 2027",
        ),
        (
            Side.COACH,
            {"plus_one_id": "01KAPLUSONE000000000000000", "resumes_at": "2027-01-10T23:00:00.000Z"},
            "Iris Novak changed the settings of the +1 Program with you",
        ),
        (Side.COACH, SET, "Iris Novak changed the settings of the +1 Program with you"),
        (
            Side.COACH,
            SET | PAUSED,
            "Iris Novak changed the settings of the +1 Program with you; it was suspended, because Iris Novak's own"
            " settings asked for it",
        ),
    ],
)
def test_an_adjustment_is_told_to_both_and_what_is_set_to_the_client(
    side: Side, facts: dict[str, Any], said: str
) -> None:
    assert says(EventKind.ADJUSTED, side, **facts) == f"{said}."


@pytest.mark.parametrize(
    ("side", "facts", "turned_off"),
    [
        (Side.CLIENT, {}, "You turned the +1 Program with Maya Chen off while signed in"),
        (Side.COACH, {}, "Iris Novak turned the +1 Program with you off while signed in"),
        (
            Side.CLIENT,
            {"by_link": True},
            "The +1 Program with Maya Chen was turned off by the link in a mail to you, without signing in",
        ),
        (
            Side.COACH,
            {"by_link": True},
            "The +1 Program with you was turned off by the link in a mail to Iris Novak, without signing in",
        ),
        (
            Side.CLIENT,
            {"by_support": True, "why": "asked for by telephone"},
            "Support turned the +1 Program with Maya Chen off for you: “asked for by telephone”",
        ),
        (
            Side.COACH,
            {"by_support": True, "why": "asked for by telephone"},
            "Support turned the +1 Program with you off for Iris Novak: “asked for by telephone”",
        ),
    ],
)
def test_turning_it_off_says_who_did_it_and_how(side: Side, facts: dict[str, Any], turned_off: str) -> None:
    after = "no +1 was booked after that; 1 session stayed on deck, the +1 at USD 66.67"
    assert says(EventKind.UNENROLLED, side, **facts) == f"{turned_off}; {after}."


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        ({"on_deck": 0, "last_plus_one_id": None}, "nothing was on deck"),
        (
            {"on_deck": 0, "last_plus_one_id": None, "ended_hold": True},
            "the session on hold was not booked; nothing was on deck",
        ),
        ({"on_deck": 8, "last_plus_one_id": None}, "8 sessions stayed on deck"),
        ({"on_deck": 1}, "1 session stayed on deck, the +1 at USD 66.67"),
        ({"on_deck": 2}, "2 sessions stayed on deck, one of them the +1 at USD 66.67"),
    ],
)
def test_turning_it_off_says_what_it_left_on_deck(facts: dict[str, Any], left: str) -> None:
    said = "You turned the +1 Program with Maya Chen off while signed in; no +1 was booked after that"
    assert says(EventKind.UNENROLLED, Side.CLIENT, **facts) == f"{said}; {left}."


def test_an_event_from_before_there_were_links_was_signed_in() -> None:
    assert says(EventKind.UNENROLLED, Side.CLIENT, by_link=None) == says(EventKind.UNENROLLED, Side.CLIENT)
