"""Amounts as people type them: what can be read in one way only is taken, anything else is refused with a hint."""

from typing import Any

import pytest

from plus_one.domain.money import EXPONENTS, LARGEST_AMOUNT
from tests.browser.conftest import Visit
from tests.browser.test_one_source import MONEYS
from tests.browser.visitor import Visitor
from tests.flow.test_story import Person

WIDE_DIGITS = "".join(chr(ord(character) + 0xFEE0) for character in "123.45")
READ = "given.map(([text, currency]) => it.parsed(text, currency)?.amount ?? null)"
WHY = "given.map(([text, currency]) => it.unreadable(text, currency))"
TAKEN = {
    ("1,234.56", "USD"): 123456,
    ("$1,234.56", "USD"): 123456,
    ("1,234.56 USD", "USD"): 123456,
    ("1.234,56", "USD"): 123456,
    ("1 234,56", "USD"): 123456,
    ("1\N{NARROW NO-BREAK SPACE}234,56", "USD"): 123456,
    ("1'234.56", "USD"): 123456,
    ("1\N{RIGHT SINGLE QUOTATION MARK}234.56", "USD"): 123456,
    ("12,34,567", "USD"): 123456700,
    ("1.234.567", "USD"): 123456700,
    (WIDE_DIGITS, "USD"): 12345,
    ("66,5", "USD"): 6650,
    ("66.", "USD"): 6600,
    ("10,000", "JPY"): 10000,
    ("¥10,000", "JPY"): 10000,
    ("12.500", "KWD"): 12500,
    ("1,234.567", "KWD"): 1234567,
    ("1.234,567", "KWD"): 1234567,
    ("12 500", "KWD"): 12500000,
    ("0,500", "KWD"): 500,
    ("0", "USD"): 0,
}
TWO_WAYS = {("12,500", "KWD"), ("1,234", "USD"), ("1.234", "USD"), ("1.234", "JPY"), ("1,234", "CLF")}
REFUSED = {
    *(("-1", "USD"), ("\N{MINUS SIGN}1", "USD"), ("1e3", "USD"), ("0x10", "USD"), ("10²", "USD"), ("٣", "USD")),
    *(("1,000,0", "USD"), ("1.5.5", "USD"), ("1,234 567", "USD"), ("1,,234", "USD"), ("$", "USD"), ("x", "USD")),
    *(
        ("66.667", "USD"),
        ("10000.5", "JPY"),
        ("1.2345", "KWD"),
        ("10000000", "USD"),
        ("€5", "USD"),
        ("9999999999", "JPY"),
    ),
}


def read(page: Visitor, typed: Any) -> Any:
    return page.imported("money.js", READ, list(typed))


def why(page: Visitor, typed: Any) -> Any:
    return page.imported("money.js", WHY, list(typed))


def test_amounts_are_read_in_the_ways_of_many_places(front_page: Visitor) -> None:
    assert dict(zip(TAKEN, read(front_page, TAKEN), strict=True)) == TAKEN
    assert why(front_page, TAKEN) == [""] * len(TAKEN)


def test_what_can_be_read_in_two_ways_is_refused_with_a_hint(front_page: Visitor) -> None:
    assert read(front_page, TWO_WAYS) == [None] * len(TWO_WAYS)
    assert all("can be read in two ways. Write 1" in said for said in why(front_page, TWO_WAYS))
    [said] = why(front_page, [("12,500", "KWD")])
    assert said == "“12,500” can be read in two ways. Write 12500, or decimals after a point."


def test_what_is_no_amount_of_the_currency_is_refused_with_a_hint(front_page: Visitor) -> None:
    assert read(front_page, REFUSED) == [None] * len(REFUSED)
    assert all(said.endswith(".") for said in why(front_page, REFUSED))
    assert why(front_page, [("10000.5", "JPY"), ("10000000", "USD")]) == [
        "JPY has no decimals. Write an amount like 67.",
        "The most is $9,999,999.99.",
    ]


@pytest.mark.parametrize("locale", ["en-US", "en-IN", "en-ZA", "en-CH", "en-DE"])
def test_what_the_page_shows_can_be_typed(front_page: Visitor, locale: str) -> None:
    """But for a comma before three decimals, which is refused wherever it stands."""
    front_page.page.add_init_script(f"Object.defineProperty(navigator, 'languages', {{ value: ['{locale}'] }})")
    front_page.page.reload()
    moneys = [money for money in MONEYS if EXPONENTS[money["currency"]] != 3]
    back = front_page.imported("money.js", "given.map((each) => it.parsed(it.money(each), each.currency))", moneys)
    assert back == moneys


def test_the_page_knows_the_largest_amount(front_page: Visitor) -> None:
    assert front_page.imported("money.js", "it.LARGEST", None) == LARGEST_AMOUNT


def test_a_price_that_can_be_read_in_two_ways_is_not_offered(visit: Visit, dana: Person) -> None:
    coach = visit(dana)
    coach.open("#/offers/new")
    coach.page.get_by_label("Title").fill("Ten sessions")
    coach.page.get_by_label("Currency").fill("KWD")
    price = coach.page.get_by_label("Price of all sessions")
    price.fill("12,500")
    coach.button("Offer it").click()
    coach.reads("“12,500” can be read in two ways.")
    assert dana.does("GET", "/v1/offers")["items"] == []
    price.fill("1,250.500")
    coach.news("The rate is KWD 416.833 per session.")
    coach.button("Offer it").click()
    coach.heading("Offers")
    [offered] = dana.does("GET", "/v1/offers")["items"]
    assert offered["price"] == {"amount": 1250500, "currency": "KWD"}
