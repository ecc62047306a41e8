"""What a line of the timeline tells of offers and packages (api.md, "timeline"), word for word."""

from typing import Any

import pytest

from plus_one.domain.events import EventKind, Side
from tests.unit.domain.telling import says

PACKAGE = "booked 8 sessions with Maya Chen for USD 533.36, the package “Strength block”"
SUSPENDED: dict[str, Any] = {"effective_after": "suspended", "reason_after": "PACKAGE_NOT_RENEWABLE"}
SUSPENDED_BEFORE: dict[str, Any] = {"effective_before": "suspended"}
OFF: dict[str, Any] = {"effective_before": "off", "effective_after": "off"}


@pytest.mark.parametrize(
    ("side", "facts", "said"),
    [
        (
            Side.CLIENT,
            {},
            "Maya Chen offered to you alone 8 sessions for USD 533.36, USD 66.67 per session, with auto-renewal:"
            " “Strength block”.",
        ),
        (
            Side.COACH,
            {"auto_renewal": False, "sessions": 1},
            "You offered to Iris Novak alone 1 session for USD 533.36, USD 66.67 per session, without auto-renewal:"
            " “Strength block”.",
        ),
    ],
)
def test_an_offer_says_for_whom_at_which_rate_and_whether_with_auto_renewal(
    side: Side, facts: dict[str, Any], said: str
) -> None:
    assert says(EventKind.OFFER_MADE, side, **facts) == said


@pytest.mark.parametrize(
    ("facts", "rate"),
    [
        ({"rate_before": None}, "the rate was USD 66.67 from then on"),
        ({"rate_before": 6667}, "the rate stayed USD 66.67"),
        ({"rate_before": 6000}, "the rate went from USD 60.00 to USD 66.67"),
    ],
)
def test_a_package_says_what_became_of_the_rate(facts: dict[str, Any], rate: str) -> None:
    said = f"You {PACKAGE}; {rate}; then 9 sessions were on deck; the +1 Program stayed on at that rate."
    assert says(EventKind.PACKAGE_BOOKED, Side.CLIENT, **facts) == said


@pytest.mark.parametrize(
    ("facts", "program"),
    [
        ({}, "the +1 Program stayed on at that rate"),
        (OFF, "you were not enrolled in the +1 Program"),
        (SUSPENDED_BEFORE, "the +1 Program went on again at that rate"),
        (
            SUSPENDED,
            "the +1 Program was suspended from then on, because Maya Chen did not offer auto-renewal on the last"
            " package that you booked",
        ),
        (
            SUSPENDED | SUSPENDED_BEFORE | {"reason_after": "PAUSED"},
            "the +1 Program stayed suspended, because the pause that you set was not over",
        ),
    ],
)
def test_a_package_says_what_became_of_the_enrollment(facts: dict[str, Any], program: str) -> None:
    said = f"You {PACKAGE}; the rate went from USD 60.00 to USD 66.67; then 1 session was on deck; {program}."
    assert says(EventKind.PACKAGE_BOOKED, Side.CLIENT, **facts, on_deck=1) == said


def test_a_coach_reads_of_a_package_in_the_clients_name() -> None:
    said = (
        "Iris Novak booked 8 sessions with you for USD 533.36, the package “Strength block”; the rate went from"
        " USD 60.00 to USD 66.67; then 9 sessions were on deck; {}."
    )
    assert says(EventKind.PACKAGE_BOOKED, Side.COACH, **OFF) == said.format(
        "Iris Novak was not enrolled in the +1 Program"
    )
    assert says(EventKind.PACKAGE_BOOKED, Side.COACH, **SUSPENDED) == said.format(
        "the +1 Program was suspended from then on, because you did not offer auto-renewal on the last package that"
        " Iris Novak booked"
    )
