"""Names of people, as they go into lists and mails (product.md, "Notices")."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plus_one.domain.ids import UserId
from plus_one.domain.profiles import LONGEST_NAME, NO_NAME, Caller, Profile, clean_name, profile_of
from plus_one.domain.spelling import fault_in

any_text = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Iris Novak", "Iris Novak"),
        ("José Ñandú", "José Ñandú"),
        ("Jose\u0301", "José"),
        ("李小龍", "李小龍"),
        ("O'Brien <b>&amp;", "O'Brien <b>&amp;"),
        ("  Iris \t Novak\n", "Iris Novak"),
        ("Iris\r\nBcc: all@example.com", "Iris Bcc: all@example.com"),
        ("Iris\x00\x1b[31m\x7f\x85Novak", "Iris [31m Novak"),
        ("Iris\u2028Novak\u2029", "Iris Novak"),
        ("Iris\u00a0\u3000Novak", "Iris Novak"),
        ("\u202eNovak\u202c \u2066Iris\u2069", "Novak Iris"),
        ("\u200eIris\u200f", "Iris"),
        ("\ufeffIris\u200bNovak", "Iris Novak"),
        ("Iris \ud800", "Iris"),
        ("Iris \ue000", "Iris"),
        ("گل\u200cرخ", "گل\u200cرخ"),
    ],
    ids=[
        "plain",
        "accents",
        "composed",
        "another script",
        "markup is text",
        "outer and inner space",
        "line breaks",
        "control",
        "separators of lines",
        "wide spaces",
        "bidi overrides and isolates",
        "bidi marks",
        "zero width",
        "half a character",
        "private use",
        "a joiner",
    ],
)
def test_a_name_is_one_line_without_control_and_bidi_characters(given_name: str, name: str) -> None:
    assert clean_name(given_name) == name


MARKS = ["\u0301", "\u0301 \u20dd"]
FILLERS = ["\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"]


@pytest.mark.parametrize("nothing", ["", "   ", "\r\n\t", "\u200b\u202e\ufeff", "\x00", *MARKS, *FILLERS])
def test_a_name_of_nothing_visible_is_no_name_yet(nothing: str) -> None:
    assert clean_name(nothing) == NO_NAME == "No name yet"


def test_a_long_name_is_cut_to_60_characters() -> None:
    assert LONGEST_NAME == 60
    assert clean_name("n" * 60) == "n" * 60
    assert clean_name("n" * 61) == "n" * 60
    assert clean_name("  " + "n" * 60) == "n" * 60


def test_a_name_that_is_cut_within_a_joined_letter_ends_with_the_letter() -> None:
    assert clean_name("न" * 59 + "\u200cन") == "न" * 59


def test_a_name_that_is_cut_at_a_space_does_not_end_with_it() -> None:
    assert clean_name("n" * 59 + " Novak") == "n" * 59


@given(any_text)
def test_whatever_was_given_a_name_is_fit_for_a_header(anything: str) -> None:
    name = clean_name(anything)
    assert 1 <= len(name) <= LONGEST_NAME
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Zl", "Zp") for character in name)
    assert name == " ".join(name.split())


@given(any_text)
def test_a_clean_name_stays_as_it_is(anything: str) -> None:
    assert clean_name(clean_name(anything)) == clean_name(anything)


def test_the_first_profile_of_a_person_is_what_the_token_says_in_utc() -> None:
    caller = Caller(user_id=UserId("client-1"), name=" Iris\n", email="iris@mail.example")
    assert profile_of(caller) == Profile(
        user_id=UserId("client-1"), name="Iris", email="iris@mail.example", seq=0, time_zone="UTC", undeliverable=False
    )
    assert (caller.as_of, profile_of(caller).seq) == (0, 0)


@given(any_text)
@example("Jos\ufffd")
@example("Al =?utf-8?Q?x?= B")
def test_a_person_can_send_back_the_name_that_their_token_gave_them(anything: str) -> None:
    """Who changes only the time zone sends the name along."""
    assert fault_in(clean_name(anything)) is None
