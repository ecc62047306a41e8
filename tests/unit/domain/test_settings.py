"""What a client can adjust (product.md, "What a client can adjust")."""

from datetime import date
from typing import Any

import pytest

from plus_one.domain.money import Money
from plus_one.domain.refusals import SettingsCurrencyMismatch
from plus_one.domain.settings import DEFAULTS, MOST_TO_STOP_AFTER, SETTINGS, Settings, check_currency, facts_of
from tests.builders import ENROLLED, NOW, usd


def test_all_settings_are_optional_and_heads_up_is_on_by_default() -> None:
    assert Settings() == DEFAULTS
    assert facts_of(DEFAULTS) == dict.fromkeys(SETTINGS) | {"heads_up": True}


@pytest.mark.parametrize("amount", ["monthly_spend_cap", "max_rate"])
def test_amounts_in_settings_are_in_the_pairings_currency(amount: str) -> None:
    check_currency(Settings(**_only(amount, usd(1))), "USD")
    with pytest.raises(SettingsCurrencyMismatch):
        check_currency(Settings(**_only(amount, Money(1, "EUR"))), "USD")


def _only(name: str, value: object) -> Any:
    return {name: value}


def test_settings_without_amounts_have_no_currency() -> None:
    check_currency(DEFAULTS, "USD")


def test_what_is_set_is_a_fact_of_the_event_a_day_as_text_and_an_amount_in_minor_units() -> None:
    cap, rate = usd(20_000), usd(7000)
    settings = Settings(
        paused_until=date(2026, 12, 31), stop_after=0, monthly_spend_cap=cap, max_rate=rate, heads_up=False
    )
    assert facts_of(settings) == {
        "paused_until": "2026-12-31",
        "stop_after": 0,
        "monthly_spend_cap": 20_000,
        "max_rate": 7000,
        "heads_up": False,
    }


def test_the_most_that_a_client_can_count_down_is_that_of_the_http_contract() -> None:
    assert MOST_TO_STOP_AFTER == 1000


def test_adjusting_changes_the_settings_and_not_the_epoch() -> None:
    adjusted = ENROLLED.adjusted(Settings(stop_after=3))
    assert (adjusted.epoch, adjusted.enrolled_at) == (ENROLLED.epoch, ENROLLED.enrolled_at)
    assert adjusted.settings == Settings(stop_after=3)


def test_saving_the_same_settings_counts_as_new_ones() -> None:
    assert ENROLLED.adjusted(ENROLLED.settings).settings_seq == ENROLLED.settings_seq + 1
    assert ENROLLED.turned_on(DEFAULTS, NOW).settings_seq == ENROLLED.settings_seq + 1
