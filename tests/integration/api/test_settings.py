"""What a client has set: what it keeps from being booked, and who is told (product.md, "What a client can adjust")."""

from collections.abc import Callable

import pytest

from plus_one import clock
from tests.integration.api.pair import Pair, refused
from tests.integration.test_permissions import A_MINUTE
from tests.marketplace import Json


def usd(amount: int) -> Json:
    return {"amount": amount, "currency": "USD"}


def today() -> str:
    return clock.now().date().isoformat()


LIMITS: dict[str, tuple[str, Callable[[], Json]]] = {
    "pause": ("PAUSED", lambda: {"paused_until": today()}),
    "stop": ("STOP_AFTER_REACHED", lambda: {"stop_after": 0}),
    "cap": ("SPEND_CAP_REACHED", lambda: {"monthly_spend_cap": usd(6666)}),
    "maximum": ("RATE_ABOVE_MAXIMUM", lambda: {"max_rate": usd(6666)}),
}
every_limit = pytest.mark.parametrize(("reason", "limit"), LIMITS.values(), ids=LIMITS)


@pytest.fixture
def enrolled(pair: Pair) -> Pair:
    """One session of 66.67 is on deck."""
    pair.book(sessions=1, price=usd(6667))
    pair.enroll()
    return pair


@every_limit
def test_a_limit_suspends_the_enrollment_and_skips_the_renewal(
    enrolled: Pair, reason: str, limit: Callable[[], Json]
) -> None:
    adjusted = enrolled.adjust(**limit())

    assert (adjusted["state"], adjusted["effective"], adjusted["reason"]) == ("enrolled", "suspended", reason)
    assert enrolled.by_client("GET", "/preview").body["reason"] == reason
    assert enrolled.renew()["reason"] == reason
    assert enrolled.pairing()["on_deck"] == 0


@every_limit
def test_to_the_coach_every_private_limit_reads_client_setting_everywhere(
    enrolled: Pair, reason: str, limit: Callable[[], Json]
) -> None:
    enrolled.adjust(**limit())
    enrolled.renew()
    pairing = enrolled.by_coach("GET").body
    told = [enrolled.by_coach("GET", path).body for path in ("/preview", "/timeline")]

    assert pairing["enrollment"]["reason"] == pairing["renewal"]["reason"] == "CLIENT_SETTING"
    assert told[0]["reason"] == told[1]["items"][0]["reason"] == "CLIENT_SETTING"
    assert reason not in str([pairing, *told])
    assert not set(limit()) & set(pairing["enrollment"])


def test_the_settings_at_the_moment_of_booking_count_not_those_at_the_completion(enrolled: Pair) -> None:
    enrolled.complete_all()
    enrolled.adjust(stop_after=0)
    enrolled.settle()

    assert enrolled.pairing()["renewal"]["reason"] == "STOP_AFTER_REACHED"


def test_a_limit_that_is_lifted_before_the_booking_keeps_nothing_from_being_booked(enrolled: Pair) -> None:
    enrolled.adjust(stop_after=0)
    enrolled.complete_all()
    enrolled.adjust()
    enrolled.settle()

    assert enrolled.pairing()["renewal"]["reason"] == "BOOKED"


@pytest.mark.parametrize("setting", ["monthly_spend_cap", "max_rate"])
def test_amounts_in_settings_are_in_the_currency_of_the_pairing(enrolled: Pair, setting: str) -> None:
    with enrolled.marketplace.writing_nothing():
        refused(enrolled.try_to_adjust(**{setting: {"amount": 1, "currency": "EUR"}}), 422, "CURRENCY_MISMATCH")


@pytest.mark.parametrize(("name", "on_deck"), [("pause", 1), ("cap", 0)])
def test_what_a_limit_held_back_is_booked_when_the_limit_passes(
    enrolled: Pair, name: str, on_deck: int, later: Callable[..., None]
) -> None:
    """R12. A rate that is above the whole cap fits into no month."""
    enrolled.adjust(**LIMITS[name][1]())
    enrolled.renew()
    later(days=32)
    enrolled.marketplace.handler("sweep")({}, A_MINUTE)
    enrolled.settle()

    assert enrolled.pairing()["on_deck"] == on_deck


def test_stop_after_counts_down_and_then_stops(enrolled: Pair) -> None:
    enrolled.adjust(stop_after=2)
    booked = [(enrolled.renew()["reason"], enrolled.enrollment()["stop_after"]) for _ in range(2)]

    assert booked == [("BOOKED", 1), ("BOOKED", 0)]
    assert enrolled.renew()["reason"] == "STOP_AFTER_REACHED"


def test_the_monthly_cap_counts_plus_ones_and_not_packages(enrolled: Pair) -> None:
    enrolled.adjust(monthly_spend_cap=usd(2 * 6667))

    assert [enrolled.renew()["reason"] for _ in range(3)] == ["BOOKED", "BOOKED", "SPEND_CAP_REACHED"]
