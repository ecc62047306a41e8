"""Who sees what: the client's private limits are one code to a coach (product.md, "who sees what")."""

import pytest

from plus_one.domain.events import EventKind, Side
from plus_one.domain.renewals import Reason
from plus_one.domain.sides import known_to, reason_for
from tests.builders import event

HIDDEN = {"PAUSED", "STOP_AFTER_REACHED", "SPEND_CAP_REACHED", "RATE_ABOVE_MAXIMUM"}
SHOWN = {"BOOKED", "NOT_ENROLLED", "ENROLLMENT_CHANGED", "COMPLETION_UNDONE", "ALREADY_ON_DECK"} | {
    "COACH_ENDED",
    "PROGRAM_STOPPED",
    "PACKAGE_NOT_RENEWABLE",
    "ZERO_RATE",
    "NOTICE_UNDELIVERABLE",
    "VELOCITY_GUARD",
}


def test_for_every_reason_it_is_decided_whether_a_coach_sees_it() -> None:
    assert set(Reason) == HIDDEN | SHOWN


@pytest.mark.parametrize("reason", Reason)
def test_to_a_coach_the_clients_private_limits_all_read_client_setting(reason: Reason) -> None:
    assert reason_for(Side.COACH, reason) == ("CLIENT_SETTING" if reason in HIDDEN else reason)


@pytest.mark.parametrize("reason", [*Reason, None])
def test_a_client_sees_every_reason_as_it_is(reason: Reason | None) -> None:
    assert reason_for(Side.CLIENT, reason) == reason


def test_no_reason_is_none_to_a_coach_too() -> None:
    assert reason_for(Side.COACH, None) is None


@pytest.mark.parametrize("side", Side)
def test_an_event_without_a_reason_for_a_suspension_has_none_for_either_side(side: Side) -> None:
    active = event(EventKind.ENROLLED, suspended_because=None)
    assert known_to(side, active).facts == {"suspended_because": None}


@pytest.mark.parametrize("whom", Side)
def test_why_somebody_was_suspended_is_known_to_nobody_else(whom: Side) -> None:
    told = event(EventKind.SUPPORT_HELPED, whom=whom, said_to_them="spam")
    assert [side for side in Side if "said_to_them" in known_to(side, told).facts] == [whom]
