"""The rule: what a completed last session becomes, and which reason is named first (product.md, "Reason codes")."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plus_one.domain.decision import Book, Decision, Skip, decide
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import DEFAULTS
from tests.builders import ENDED_BY, ENROLLED, NOW, RATE, package, pairing, usd
from tests.unit.domain.strategies import pairings, velocity_limits

PRODUCT_ORDER = [
    "BOOKED",
    "NOT_ENROLLED",
    "ENROLLMENT_CHANGED",
    "COMPLETION_UNDONE",
    "ALREADY_ON_DECK",
    "COACH_ENDED",
    "PROGRAM_STOPPED",
    "PACKAGE_NOT_RENEWABLE",
    "ZERO_RATE",
    "PAUSED",
    "STOP_AFTER_REACHED",
    "SPEND_CAP_REACHED",
    "RATE_ABOVE_MAXIMUM",
    "NOTICE_UNDELIVERABLE",
    "VELOCITY_GUARD",
]


@dataclass(frozen=True)
class Case:
    """An enrolled client's last session was completed a moment ago."""

    pairing: Pairing
    epoch: int = 1
    deck_seq: int = 1

    def decision(self, velocity_limit: int = 12) -> Decision:
        return decide(self.pairing, epoch=self.epoch, deck_seq=self.deck_seq, velocity_limit=velocity_limit, now=NOW)

    def but(self, **changes: object) -> "Case":
        return replace(self, pairing=replace(self.pairing, **changes))  # type: ignore[arg-type]

    def but_settings(self, **changes: object) -> "Case":
        enrollment = self.pairing.enrollment
        return self.but(enrollment=replace(enrollment, settings=replace(enrollment.settings, **changes)))  # type: ignore[arg-type]

    def but_package(self, **changes: object) -> "Case":
        return self.but(last_package=replace(self.pairing.last_package, **changes))  # type: ignore[arg-type]


CLEAR = Case(pairing(on_deck=0))
UN_ENROLLED = ENROLLED.turned_off(ENDED_BY, NOW)

type Obstacle = Callable[[Case], Case]
OBSTACLES: dict[str, tuple[Reason, Obstacle]] = {
    "un-enrolled": (Reason.NOT_ENROLLED, lambda case: case.but(enrollment=UN_ENROLLED)),
    "enrolled anew": (Reason.ENROLLMENT_CHANGED, lambda case: replace(case, epoch=-1)),
    "package booked": (Reason.ALREADY_ON_DECK, lambda case: case.but(on_deck=3, deck_seq=2)),
    "package used up": (Reason.ALREADY_ON_DECK, lambda case: case.but(deck_seq=2)),
    "not renewable": (Reason.PACKAGE_NOT_RENEWABLE, lambda case: case.but_package(auto_renewal=False)),
    "zero rate": (Reason.ZERO_RATE, lambda case: case.but_package(rate=usd(0))),
    "paused until today": (Reason.PAUSED, lambda case: case.but_settings(paused_until=NOW.date())),
    "stop after 0 more": (Reason.STOP_AFTER_REACHED, lambda case: case.but_settings(stop_after=0)),
    "above the cap": (Reason.SPEND_CAP_REACHED, lambda case: case.but_settings(monthly_spend_cap=usd(6666))),
    "above the maximum": (Reason.RATE_ABOVE_MAXIMUM, lambda case: case.but_settings(max_rate=usd(6666))),
    "address bounced": (Reason.NOTICE_UNDELIVERABLE, lambda case: case.but(client_undeliverable=True)),
    "12 today": (Reason.VELOCITY_GUARD, lambda case: case.but(recent_plus_ones=(NOW,) * 12)),
}


def meeting(names: Iterable[str]) -> Decision:
    """The decision when all these obstacles are there at once, whichever came up first."""
    case = CLEAR
    for name in reversed(list(names)):
        case = OBSTACLES[name][1](case)
    return case.decision()


def test_the_last_completion_of_an_enrolled_client_books_at_the_rate_of_the_last_package() -> None:
    assert CLEAR.decision() == Book(RATE)


@pytest.mark.parametrize("name", OBSTACLES)
def test_an_obstacle_alone_skips_with_its_reason(name: str) -> None:
    assert meeting([name]) == Skip(OBSTACLES[name][0])


def test_of_any_obstacles_at_once_the_first_in_the_order_of_the_reason_codes_is_named() -> None:
    subsets = [names for size in range(len(OBSTACLES) + 1) for names in combinations(OBSTACLES, size)]
    wrong = [names for names in subsets if names and meeting(names) != Skip(OBSTACLES[names[0]][0])]
    assert len(subsets) == 4096
    assert wrong == []


def test_the_obstacles_above_stand_in_the_order_of_the_reason_codes() -> None:
    places = [PRODUCT_ORDER.index(reason) for reason, _ in OBSTACLES.values()]
    assert places == sorted(places)


def test_reason_codes_are_those_of_the_product_in_its_order() -> None:
    assert [reason.value for reason in Reason] == PRODUCT_ORDER
    assert [reason.name for reason in Reason] == PRODUCT_ORDER


@pytest.mark.parametrize(
    ("zone", "until", "paused"),
    [
        ("UTC", date(2026, 11, 23), True),
        ("UTC", date(2026, 11, 22), False),
        ("Pacific/Kiritimati", date(2026, 11, 23), False),  # UTC+14: it is the 24th there
        ("Pacific/Pago_Pago", date(2026, 11, 22), True),  # UTC-11: it is still the 22nd there
        ("Pacific/Pago_Pago", date(2026, 11, 21), False),
        ("No/Such_Zone", date(2026, 11, 23), True),
    ],
)
def test_a_pause_lasts_to_the_end_of_its_last_day_in_the_client_s_time_zone(
    zone: str, until: date, paused: bool
) -> None:
    case = CLEAR.but_settings(paused_until=until).but(client_time_zone=zone)
    assert case.decision() == (Skip(Reason.PAUSED) if paused else Book(RATE))


def test_the_cap_counts_what_was_booked_in_the_client_s_calendar_month_and_admits_its_very_amount() -> None:
    capped = CLEAR.but_settings(monthly_spend_cap=usd(3 * 6667))
    assert capped.but(spent={"2026-11": 2 * 6667}).decision() == Book(RATE)
    assert capped.but(spent={"2026-11": 2 * 6667 + 1}).decision() == Skip(Reason.SPEND_CAP_REACHED)
    assert capped.but(spent={"2026-10": 9 * 6667}).decision() == Book(RATE)


def test_the_maximum_admits_its_very_rate() -> None:
    assert CLEAR.but_settings(max_rate=RATE).decision() == Book(RATE)


@given(pairings(st.integers(0, 3)), st.integers(-1, 4), st.integers(-1, 4), velocity_limits)
def test_whatever_is_the_case_the_rule_books_the_rate_or_names_a_reason(
    any_pairing: Pairing, epoch: int, deck_seq: int, velocity_limit: int
) -> None:
    decision = Case(any_pairing, epoch, deck_seq).decision(velocity_limit)
    named = {reason for reason, _ in OBSTACLES.values()}
    assert decision == Book(any_pairing.rate) or (isinstance(decision, Skip) and decision.reason in named)


def test_a_client_who_never_enrolled_is_not_enrolled() -> None:
    assert Case(pairing(on_deck=0, enrolled=False), epoch=0).decision() == Skip(Reason.NOT_ENROLLED)


def test_un_enrolled_and_enrolled_anew_meanwhile_is_another_enrollment() -> None:
    anew = UN_ENROLLED.turned_on(DEFAULTS, NOW)
    assert CLEAR.but(enrollment=anew).decision() == Skip(Reason.ENROLLMENT_CHANGED)


def test_enrolling_after_the_completion_brings_nothing_back() -> None:
    case = replace(CLEAR, epoch=0)
    assert case.decision() == Skip(Reason.ENROLLMENT_CHANGED)


def test_one_session_on_deck_is_enough_not_to_book() -> None:
    assert CLEAR.but(on_deck=1).decision() == Skip(Reason.ALREADY_ON_DECK)


def test_a_rate_that_rounds_to_zero_is_zero() -> None:
    for_almost_nothing = package(price=usd(24), sessions=50)
    assert CLEAR.but(last_package=for_almost_nothing).decision() == Skip(Reason.ZERO_RATE)


def test_one_minor_unit_is_a_rate() -> None:
    assert CLEAR.but_package(rate=usd(1)).decision() == Book(usd(1))


def test_the_rate_is_that_of_the_last_package_at_the_moment_of_booking() -> None:
    dearer = CLEAR.but(last_package=package(price=usd(90_000), sessions=10))
    assert dearer.decision() == Book(usd(9000))
