"""Names and titles are other people's text: they change no structure, hide nothing and link nowhere."""

import re
import unicodedata
from dataclasses import replace

import pytest

from plus_one.domain.events import Side
from plus_one.domain.money import Money
from plus_one.mail.compose import Mail
from tests.unit.mail.pages import body, parsed, shown
from tests.unit.mail.samples import CLIENT, COACH, EVERY_MAIL, mail_of

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp;nbsp; &#x202e;",
    "{{ 7 * 7 }} {% raw %} {0.__class__} %s",
    "Eve\r\nBcc: eve@evil.example\r\n\r\n<p>",
    "\u202eevil\u202c \u2066a\u2069 \u200f\u061c",
    "\x00\x07\x1b[31m\x9b",
    "\u2028line\u2029paragraph",
    "http://evil.example/?a=1&b=2",
    "www.evil.example",
    "x" * 1000,
    "🏋️" * 500,
    "Z̸̡͚a" * 300,
    "",
    " \t ",
    "\ud800",
]

every_mail = pytest.mark.parametrize(("case", "side"), EVERY_MAIL)


def _hostile(case: str, side: Side, text: str) -> Mail:
    title = {"title": text} if "offer" in case or "package" in case else {}
    return mail_of(case, side, replace(CLIENT, name=text), replace(COACH, name=text), **title)


def _shape(html: str) -> list[tuple[str, dict[str, str]]]:
    return [(element.tag, element.attrib) for element in parsed(html)[0].iter()]


@every_mail
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_it_changes_neither_structure_nor_validity(case: str, side: Side, text: str) -> None:
    mail = _hostile(case, side, text)
    assert parsed(mail.html)[1] == []
    assert _shape(mail.html) == _shape(mail_of(case, side).html)
    assert len(mail.text.splitlines()) == len(mail_of(case, side).text.splitlines())
    assert len(mail.html.encode()) < 30_000


@every_mail
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_control_or_bidi_character_comes_through(case: str, side: Side, text: str) -> None:
    mail = _hostile(case, side, text)
    everywhere = mail.subject + mail.text.replace("\n", "") + shown(body(mail.html)) + "".join(mail.headers.values())
    assert {unicodedata.category(character) for character in everywhere}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert len(mail.subject) <= 120


@every_mail
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_it_is_no_link(case: str, side: Side, text: str) -> None:
    mail = _hostile(case, side, text)
    assert not re.search(r"evil\.example|://evil|www\.evil", mail.subject + mail.text + mail.html)


@every_mail
def test_a_name_that_runs_from_right_to_left_disorders_no_number(case: str, side: Side) -> None:
    """A number after such a name, with nothing but punctuation between, would be drawn on its other side."""
    name = "מאיה כהן"
    mail = _hostile(case, side, name)
    assert not re.search(rf"{name}[^A-Za-z\n]*\d", mail.text)


@pytest.mark.parametrize(
    ("currency", "price", "rate"), [("JPY", 80000, 10000), ("KWD", 53336, 6667), ("EUR", 53336, 6667), ("CLF", 8, 1)]
)
@every_mail
def test_amounts_are_in_the_minor_units_of_their_currency(
    case: str, side: Side, currency: str, price: int, rate: int
) -> None:
    amounts = {"price": price, "package_price": price, "rate": rate, "rate_before": rate - 1, "last_plus_one_rate": rate}
    known = mail_of(case, side)
    facts = {name: amount for name, amount in amounts.items() if _is_said(case, name)}
    mail = mail_of(case, side, currency=currency, **facts)
    assert str(Money(rate, currency)) in mail.text
    assert "USD" in known.text
    assert "USD" not in mail.text + mail.html


def _is_said(case: str, fact: str) -> bool:
    from tests.unit.mail.samples import CASES, an_event

    kind, special = CASES[case]
    return fact in an_event(kind, **special).facts
