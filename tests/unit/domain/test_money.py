"""Money in integer minor units, and the per-session rate (product.md, "price not divisible by sessions")."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from iso4217 import Currency

from plus_one.domain.money import EXPONENTS, LARGEST_AMOUNT, Money, per_session_rate
from tests.builders import usd
from tests.unit.domain.strategies import prices, sizes


@pytest.mark.parametrize(
    ("price", "sessions", "rate"),
    [
        (66_670, 10, 6667),
        (10_000, 3, 3333),
        (20_000, 3, 6667),
        (5, 2, 3),
        (3, 2, 2),
        (1, 2, 1),
        (1, 3, 0),
        (2, 3, 1),
        (24, 50, 0),
        (25, 50, 1),
        (0, 7, 0),
        (LARGEST_AMOUNT, 1, LARGEST_AMOUNT),
        (LARGEST_AMOUNT, 50, 20_000_000),
    ],
)
def test_a_price_that_is_not_divisible_by_sessions_is_rounded_half_up(price: int, sessions: int, rate: int) -> None:
    assert per_session_rate(usd(price), sessions) == usd(rate)


@given(prices, sizes)
def test_the_rate_is_round_half_up_of_price_by_sessions(price: Money, sessions: int) -> None:
    exact = Decimal(price.amount) / sessions
    assert per_session_rate(price, sessions).amount == exact.quantize(Decimal(1), ROUND_HALF_UP)


@given(prices, sizes)
def test_all_sessions_at_the_rate_differ_from_the_price_by_half_a_minor_unit_each_at_most(
    price: Money, sessions: int
) -> None:
    assert 2 * abs(per_session_rate(price, sessions).amount * sessions - price.amount) <= sessions


@given(prices, sizes)
def test_the_rate_is_an_integer_in_the_currency_of_the_price(price: Money, sessions: int) -> None:
    rate = per_session_rate(price, sessions)
    assert type(rate.amount) is int
    assert rate.currency == price.currency


def test_the_rate_is_never_a_float_in_between() -> None:
    assert per_session_rate(usd(3 * (10**18 + 1)), 3) == usd(10**18 + 1)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(6667, "USD"), "USD 66.67"),
        (Money(5, "USD"), "USD 0.05"),
        (Money(0, "USD"), "USD 0.00"),
        (Money(LARGEST_AMOUNT, "USD"), "USD 9,999,999.99"),
        (Money(667, "JPY"), "JPY 667"),
        (Money(0, "JPY"), "JPY 0"),
        (Money(6667, "KWD"), "KWD 6.667"),
        (Money(12_345, "CLF"), "CLF 1.2345"),
        (Money(1, "CLF"), "CLF 0.0001"),
    ],
)
def test_money_reads_with_its_iso_code_and_the_decimals_of_its_currency(money: Money, text: str) -> None:
    assert str(money) == text


@given(prices)
def test_money_reads_as_the_exact_amount_in_major_units(money: Money) -> None:
    code, _, number = str(money).partition(" ")
    major = Decimal(number.replace(",", ""))
    assert code == money.currency
    assert major.scaleb(EXPONENTS[code]) == money.amount


def test_currencies_are_those_of_iso_4217_that_have_a_minor_unit() -> None:
    published = {currency.code: currency.exponent for currency in Currency if currency.exponent is not None}
    assert published == EXPONENTS


def test_the_largest_price_is_that_of_the_http_contract() -> None:
    assert LARGEST_AMOUNT == 999_999_999
