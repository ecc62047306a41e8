# ruff: noqa: RUF001
"""Names and titles as people of any script type them, and what is refused, in words that say why."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plus_one.domain.spelling import fault_in, visible

SPELLED = {
    "Persian, with a joiner": "علی\u200cرضا",
    "Persian, an ending on a number": "جلسه ۱۰\u200cام",
    "Arabic, with all its vowels": "مُحَمَّدٌ",
    "Hebrew, with points": "שָׁלוֹם כֹּהֵן",
    "Sinhala": "ශ්\u200dරී ලංකා",
    "Malayalam, the old way": "മോഹന്\u200d",
    "Devanagari, with both joiners": "क्\u200dष र्\u200cक",
    "Bengali, a joiner before the virama": "র\u200d্যাব",
    "Thai": "น้ำทิพย์ ชื่น",
    "Vietnamese": "Nguyễn Thị Ngọc",
    "Tibetan": "བརྒྱུད་པ",
    "Burmese": "ဦးအောင်မြို့",
    "Khmer": "ស្ត្រី សុខ",
    "Korean": "김철수",
    "Yoruba": "Ọlábísí Ẹ̀kọ́",
    "Japanese, a variant of an ideograph": "葛\U000e0100城",
    "Mongolian, a variant of a letter": "ᠮᠣᠩ\u180bᠭᠣᠯ",
    "Greek and Cyrillic": "Ἀλέξανδρος Йордан",
    "emoji, joined": "🏋️\u200d♀️ Strength 👨🏽\u200d👩\u200d👧",
    "emoji, an arrow": "🙂\u200d↔️",
    "emoji, keycaps and letters": "1️⃣ ℹ️ Info ❤️\u200d🔥",
    "emoji of a newer Unicode": "\U0001fae9",
    "flags": "🇩🇪 🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "punctuation": "O'Brien <b> & “Søn” — 100 % =? a ?=",
}
HIDDEN = "is a character that nobody can see: leave it out"
NOWHERE = "joins nothing there"
ONE_LINE = "it is one line, without line breaks and control characters"
REFUSED = {
    "a right-to-left override": ("\u202eevil", f"U+202E {HIDDEN}"),
    "a right-to-left mark": ("a\u200f", f"U+200F {HIDDEN}"),
    "a zero width space": ("a\u200bb", f"U+200B {HIDDEN}"),
    "a word joiner": ("a\u2060b", f"U+2060 {HIDDEN}"),
    "a soft hyphen": ("a\u00adb", f"U+00AD {HIDDEN}"),
    "a grapheme joiner": ("a\u034fb", f"U+034F {HIDDEN}"),
    "a Hangul filler": ("김\u3164", f"U+3164 {HIDDEN}"),
    "an inherent vowel": ("ក\u17b4", f"U+17B4 {HIDDEN}"),
    "a byte order mark": ("\ufeffa", f"U+FEFF {HIDDEN}"),
    "tags that are no flag": ("🏴\U000e0061\U000e0062\U000e007f", f"U+E0061 {HIDDEN}"),
    "private use": ("a\ue000", f"U+E000 {HIDDEN}"),
    "not assigned": ("a\u0378", f"U+0378 {HIDDEN}"),
    "a joiner at the end": ("Maya\u200d", f"U+200D {NOWHERE}"),
    "a joiner at the beginning": ("\u200cMaya", f"U+200C {NOWHERE}"),
    "a joiner between words": ("a \u200d b", f"U+200D {NOWHERE}"),
    "two joiners": ("a\u200d\u200db", f"U+200D {NOWHERE}"),
    "a joiner between signs": ("$\u200d$", f"U+200D {NOWHERE}"),
    "a non-joiner between emoji": ("🏋\u200c♀", f"U+200C {NOWHERE}"),
    "a virama on each side": ("क्\u200d्ष", f"U+200D {NOWHERE}"),
    "a variant of a Latin letter": ("a\ufe0f", "U+FE0F changes nothing there"),
    "a variant of a variant": ("❤\ufe0f\ufe0f", "U+FE0F changes nothing there"),
    "the same mark twice": ("e\u0301\u0301", "the same mark stands twice in a row (U+0301)"),
    "the same mark twice, with another between": (
        "e\u0301\u0323\u0301",
        "the same mark stands twice in a row (U+0301)",
    ),
    "the same circle twice": ("1\u20e3\u20e3", "the same mark stands twice in a row (U+20E3)"),
    "five marks": ("a\u0323\u0331\u0301\u0302\u0303", "more than 4 marks stand on one letter"),
    "a line break": ("a\nb", f"{ONE_LINE} (U+000A)"),
    "a paragraph separator": ("a\u2029b", f"{ONE_LINE} (U+2029)"),
    "an escape": ("a\x1bb", f"{ONE_LINE} (U+001B)"),
    "a lost letter": (
        "Mar\ufffda",
        "\ufffd (U+FFFD) means that a letter was lost on its way here: type the text again",
    ),
    "an encoded word": (
        "Casey =?UTF-8?b?4oCu?=",
        "a mail program would decode text like =?utf-8?Q?...?=: write it in plain letters",
    ),
    "spaces": (" \u3000", "there is nothing in it that can be seen"),
    "a mark on nothing": ("\u0301", "there is nothing in it that can be seen"),
    "a blank of Braille": ("\u2800", "there is nothing in it that can be seen"),
}
any_text = st.text(st.characters(exclude_categories=()))
mischief = st.text(st.sampled_from("aक्ষ\u0301\u0302\u0323\u0338\u200c\u200d\ufe0f❤🏋♀1 \u2800\u202e\u3164"), max_size=12)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", SPELLED.values(), ids=SPELLED)
def test_a_name_is_kept_as_it_is_spelled_however_the_keyboard_composes_it(text: str, form: str) -> None:
    typed = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    assert fault_in(typed) is None
    assert visible(typed) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("text", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_named(text: str, why: str) -> None:
    assert fault_in(text) == why


def test_four_marks_may_stand_on_one_letter() -> None:
    assert fault_in("a\u0323\u0331\u0301\u0302 a\u0323\u0331\u0301\u0302") is None


@given(any_text | mischief)
def test_what_is_shown_of_any_text_has_no_fault_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Zl", "Zp") for character in shown)
    assert not set("\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u061c") & set(shown)
    if shown and "\ufffd" not in shown and "=?" not in shown:
        assert fault_in(shown) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("علی\u200cرضا\u200c", "علی\u200cرضا"),
        ("\u202eMaya\u2069 \u200dChen", "Maya Chen"),
        ("Z\u0338\u0338\u0338alg\u0301\u0302\u0303\u0304\u0305\u0306o", "Z\u0338alǵ\u0302\u0303\u0304o"),
        ("김\u3164철수", "김 철수"),
    ],
)
def test_of_what_nobody_has_checked_only_what_is_wrong_is_left_out(text: str, shown: str) -> None:
    assert visible(text) == shown
