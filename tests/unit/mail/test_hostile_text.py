"""Names and titles are other people's text: they change no structure, hide nothing and link nowhere."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header

import pytest

from plus_one.domain.money import LARGEST_AMOUNT
from plus_one.mail.compose import Mail
from tests.unit.mail.pages import body, parsed, shown
from tests.unit.mail.samples import CLIENT, COACH, EVERY_MAIL, mail_of

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "attribute": "' onmouseover='alert(1)",
    "entities": "&lt;b&gt; &amp;nbsp; &#x202e;",
    "templates": "{{ 7 * 7 }} {% raw %} {0.__class__} %s {client}",
    "header": "Eve\r\nBcc: eve@evil.example\r\n\r\n<p>",
    "bidi": "\u202eevil\u202c \u2066a\u2069 \u200f\u061c",
    "controls": "\x00\x07\x1b[31m\x9b",
    "separators": "\u2028line\u2029paragraph",
    "address": "http://evil.example/?a=1&b=2",
    "host": "www.evil.example",
    "long": "x" * 1000,
    "long with dots": "a.bb" * 300,
    "emoji": "🏋️" * 500,
    "stacked marks": "Z̸̡͚a" * 300,
    "empty": "",
    "blank": " \t ",
    "lone surrogate": "\ud800",
    "encoded word": "=?utf-8?Q?=E2=80=AEBank?= =?utf-8?B?4oCu?=",
    "joiners": "क्\u200dष 🏋️\u200d♀️ \u200d\u200c",
    "joined across the cut": "e\u200d" * 500,
    "joined host": "x\u200dy.e\u200dvil",
}
PLAIN = {
    "offer",
    "package, enrolled",
    "enrolled",
    "unenrolled",
    "unenrolled by the link",
    "+1",
    "not booked, PACKAGE_NOT_RENEWABLE",
    "not booked, NOTICE_UNDELIVERABLE",
    "not booked, PAUSED",
    "+1 cancelled by the client",
    "+1 cancelled by the coach",
    "+1 taken back",
    "heads-up",
}

every_text = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


def _mails(text: str) -> Iterator[tuple[Mail, Mail]]:
    """Each kind of mail with this text for both names and the title, and as it usually is."""
    for case, side in EVERY_MAIL:
        if case in PLAIN:
            title = {"title": text, "price": LARGEST_AMOUNT, "currency": "KWD", "sessions": 50}
            facts = title if case in ("offer", "package, enrolled") else {}
            hostile = mail_of(case, side, replace(CLIENT, name=text), replace(COACH, name=text), **facts)
            yield hostile, mail_of(case, side)


def _shape(html: str) -> list[tuple[str, dict[str, str]]]:
    return [(element.tag, element.attrib) for element in parsed(html)[0].iter()]


@every_text
def test_it_changes_neither_structure_nor_validity(text: str) -> None:
    for hostile, usual in _mails(text):
        assert parsed(hostile.html)[1] == []
        assert _shape(hostile.html) == _shape(usual.html)
        assert len(hostile.text.splitlines()) == len(usual.text.splitlines())
        assert len(hostile.html.encode()) < 30_000


@every_text
def test_no_control_or_bidi_character_comes_through(text: str) -> None:
    for mail, _ in _mails(text):
        everywhere = (
            mail.subject + mail.text.replace("\n", "") + shown(body(mail.html)) + "".join(mail.headers.values())
        )
        spelled = re.sub(r"(?<=\w|\ufe0f|\u094d)[\u200c\u200d](?=\w|♀)", "", everywhere)
        assert {unicodedata.category(character) for character in spelled}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


@every_text
def test_the_subject_stays_one_short_line(text: str) -> None:
    for mail, _ in _mails(text):
        assert re.fullmatch(r"[^\r\n]{10,140}", mail.subject)


@every_text
def test_it_is_no_link(text: str) -> None:
    for mail, _ in _mails(text):
        assert not re.search(r"evil\.example|://evil|www\.evil", mail.subject + mail.text + mail.html)


@every_text
def test_no_mail_program_decodes_anything_in_a_subject(text: str) -> None:
    for mail, _ in _mails(text):
        assert all(charset is None for _, charset in decode_header(mail.subject))


def test_a_joiner_is_mailed_as_it_was_typed() -> None:
    for mail, _ in _mails("گل\u200cرخ"):
        assert "گل\u200cرخ" in mail.text
        assert "گل\u200cرخ" in shown(body(mail.html))


def test_it_is_shown_as_it_was_typed_where_that_is_harmless() -> None:
    for mail, _ in _mails("O'Neil & Søn <3"):
        assert "O'Neil & Søn <3" in mail.text
        assert "O'Neil & Søn <3" in shown(body(mail.html))


def test_who_has_no_name_yet_is_called_so() -> None:
    for mail, _ in _mails("\u200b"):
        assert "No name yet" in mail.subject


@pytest.mark.parametrize("name", ["שרה כהן", "علی‌رضا".replace("\u200c", ""), "Ben בן", "١٢٣ Fit"])
def test_a_name_that_runs_from_right_to_left_stays_where_it_stands_in_the_sentence(name: str) -> None:
    """Not set apart, it would take the numbers and the punctuation beside it along."""
    for mail, _ in _mails(name):
        for text in (mail.subject, mail.text):
            assert name in text
            assert text.count(name) == text.count(f"\u2068{name}\u2069")
        shown_html = mail.html.partition("<body>")[2]
        assert shown_html.count(name) == shown_html.count(f"<bdi>{name}</bdi>") > 0
        assert not {"\u2068", "\u2069"} & set(shown_html)


def test_all_other_names_stand_as_they_are() -> None:
    for mail, _ in _mails("Zoë 田中 (2.0)"):
        assert not {"\u2068", "\u2069"} & set(mail.subject + mail.text)
        assert "<bdi>" not in mail.html
