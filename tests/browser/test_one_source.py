"""What the page shows and the system says: one source for each, or a test that the two are equal."""

import json
from datetime import timedelta
from typing import Any

from local.render import Template, resources
from plus_one.domain.completions import REOPEN_WINDOW
from plus_one.domain.enrollments import TERMS_VERSION
from plus_one.domain.money import EXPONENTS, LARGEST_AMOUNT, Money
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import SETTINGS
from plus_one.domain.sides import CLIENT_SETTING
from plus_one.mail.terms import terms
from tests.browser.visitor import Visitor
from web.site import FOLDER

AMOUNTS = (0, 1, 9, 10, 99, 100, 6667, LARGEST_AMOUNT)
MONEYS: Any = [{"amount": amount, "currency": currency} for currency in EXPONENTS for amount in AMOUNTS]
GATEWAY_SECONDS = 30  # API Gateway's longest wait for a function, which nothing raises


def test_the_page_has_the_terms_of_the_mails() -> None:
    said = json.loads((FOLDER / "terms.json").read_text(encoding="utf-8"))
    assert said == {"version": TERMS_VERSION, "points": list(terms("{coach}"))}


def test_amounts_are_those_of_the_mails_in_every_currency(front_page: Visitor) -> None:
    shown = front_page.imported("money.js", "given.map((each) => [it.money(each), it.typed(each)])", MONEYS)
    for money, (in_words, typed) in zip(MONEYS, shown, strict=True):
        amount = str(Money(money["amount"], money["currency"])).split()[1]
        assert "".join(c for c in in_words if c in "0123456789,.").strip(".") == amount, money
        assert typed == amount.replace(",", ""), money


def test_what_is_typed_is_read_as_it_is_shown(front_page: Visitor) -> None:
    read = front_page.imported("money.js", "given.map((each) => it.parsed(it.typed(each), each.currency))", MONEYS)
    assert read == MONEYS


def test_what_is_no_amount_is_not_read(front_page: Visitor) -> None:
    typed = ["", "x", "-1", "1.234", "1e3", "1.5.5", "0x10", "9999999999", "٣"]
    read = front_page.imported("money.js", "given.map((each) => it.parsed(each, 'USD'))", typed)
    assert read == [None] * len(typed)


def test_a_completion_can_be_undone_for_as_long_as_the_page_shows_the_button(front_page: Visitor) -> None:
    shown = front_page.imported("coach/sessions.js", "it.UNDO_MILLISECONDS", None)
    assert timedelta(milliseconds=shown) == REOPEN_WINDOW


def test_every_reason_has_words(front_page: Visitor) -> None:
    codes = [*Reason, CLIENT_SETTING]
    said = front_page.imported("parts/reasons.js", "given.map(it.reason)", codes)
    assert all(words.islower() or "+1" in words for words in said), said
    assert len(set(said)) == len(codes)


def test_the_page_waits_for_whatever_can_still_answer(front_page: Visitor, template: Template) -> None:
    seconds = front_page.imported("limit.js", "it.LONGEST", None) / 1000
    answering = [each for name, each in resources(template, "AWS::Lambda::Function").items() if "Api" in name]
    assert len(answering) == 3
    assert max(each["Timeout"] for each in answering) < seconds < GATEWAY_SECONDS


def test_the_page_knows_every_setting(front_page: Visitor) -> None:
    known = front_page.imported("client/settings_words.js", "Object.keys(it.settingsOf({}))", None)
    assert tuple(known) == SETTINGS


def test_a_day_ends_in_the_persons_zone(front_page: Visitor) -> None:
    ends = {
        "UTC": "2026-03-29T23:59:59.999Z",
        "Europe/Berlin": "2026-03-29T21:59:59.999Z",
        "America/New_York": "2026-03-30T03:59:59.999Z",
        "Pacific/Kiritimati": "2026-03-29T09:59:59.999Z",
    }
    zones = "(({ me }) => given.map((zone) => { me.zone = zone; return it.endOf('2026-03-29'); }))(await part('me.js'))"
    assert front_page.imported("when.js", zones, list(ends)) == list(ends.values())
