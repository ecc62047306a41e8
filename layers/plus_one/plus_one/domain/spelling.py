"""What people type as a name or a title: one line that can be seen, in any script (Unicode TS 39, 5.4).

Joiners and variation selectors are part of how words and emoji are spelled. Other characters that show nothing are not.
"""

import re
import unicodedata
from collections.abc import Iterator

MOST_MARKS = 4

# Default_Ignorable_Code_Point, from DerivedCoreProperties.txt of Unicode 16.0: a property that Python does not know.
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SHAPES = re.compile(f"[\u200c\u200d]|{_SELECTOR.pattern}")  # part of the letter or emoji before
_ENCODED_WORD = re.compile(r"=\?[^?]*\?[bq]\?.*\?=", re.IGNORECASE)
# England, Scotland and Wales: the only flags that are spelled with tags (Unicode TS 51, "RGI").
_FLAG = re.compile(
    "\U0001f3f4(?:\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|"
    "\U000e0077\U000e006c\U000e0073))\U000e007f"
)
_ZWNJ, _ZWJ = "\u200c", "\u200d"
_BLANK = "\u2800"  # a Braille pattern without a dot
_LOST = "\ufffd"
_INFORMATION = "\u2139"  # a small letter that is an emoji, too
_VIRAMA = 9  # its canonical combining class


def fault_in(text: str) -> str | None:
    """What is wrong with a name or a title, in words for the person who typed it."""
    if _LOST in text:
        return f"{_LOST} (U+FFFD) means that a letter was lost on its way here: type the text again"
    if _ENCODED_WORD.search(text):
        return "a mail program would decode text like =?utf-8?Q?...?=: write it in plain letters"
    wrong = next((fault for _, fault in _read(text) if fault), None)
    return wrong or (None if visible(text) else "there is nothing in it that can be seen")


def readable(text: str) -> str:
    """Without what `fault_in` refuses before it looks at characters."""
    return text.replace(_LOST, "").replace("=?", "= ?")


def visible(text: str) -> str:
    """What may be shown of any text, on one line; nothing if only marks are left."""
    kept = "".join(_instead(character) if fault else character for character, fault in _read(text.replace(_BLANK, " ")))
    line = " ".join(unicodedata.normalize("NFC", kept).split())
    return line if any(_kind(character)[0] in "LNPS" for character in line) else ""


def _read(text: str) -> Iterator[tuple[str, str | None]]:
    """Each character, decomposed, and what is wrong with it where it stands. What is wrong counts as a space."""
    decomposed = unicodedata.normalize("NFD", text)
    flags = {at for flag in _FLAG.finditer(decomposed) for at in range(*flag.span())}
    base, before, marks = " ", " ", 0
    for at, character in enumerate(decomposed):
        after = decomposed[at + 1 : at + 2] or " "
        fault = None if at in flags else _fault(base, before, character, after, marks)
        yield character, fault
        if _is_mark(character):
            marks, before = (marks + 1, before if fault else character)
            continue
        before, marks = " " if fault else character, 0
        base = base if _SHAPES.match(before) else before


def _fault(base: str, before: str, character: str, after: str, marks: int) -> str | None:
    if character in (_ZWNJ, _ZWJ):
        return None if _joins(base, before, character, after) else f"{_named(character)} joins nothing there"
    if _SELECTOR.match(character):
        return None if base == before and _varies(base) else f"{_named(character)} changes nothing there"
    if _IGNORABLE.match(character) or _kind(character) in ("Cf", "Co", "Cn", "Cs"):
        return f"{_named(character)} is a character that nobody can see: leave it out"
    if _kind(character) in ("Cc", "Zl", "Zp"):
        return f"it is one line, without line breaks and control characters ({_named(character)})"
    if _is_mark(character) and character == before:
        return f"the same mark stands twice in a row ({_named(character)})"
    if _is_mark(character) and marks >= MOST_MARKS:
        return f"more than {MOST_MARKS} marks stand on one letter"
    return None


def _joins(base: str, before: str, joiner: str, after: str) -> bool:
    """Between two letters, with a virama before or behind; ZWJ may also end a letter with a virama, or join emoji."""
    if not _is_letter(base):
        return joiner == _ZWJ and _is_emoji(base) and _is_emoji(after)
    killed = unicodedata.combining(before) == _VIRAMA
    if unicodedata.combining(after) == _VIRAMA:
        return not killed
    return _is_letter(after) or (killed and joiner == _ZWJ)


def _varies(base: str) -> bool:
    """Letters without case, like ideographs, have variants; symbols and digits are drawn as text or as emoji."""
    return _kind(base) in ("Lo", "Lm") or _kind(base)[0] in "NPS" or base == _INFORMATION


def _is_letter(character: str) -> bool:
    """Persian joins an ending to a number, too."""
    return (_kind(character)[0] == "L" or _kind(character) == "Nd") and not _IGNORABLE.match(character)


def _is_emoji(character: str) -> bool:
    return character >= "\u2190" and _kind(character)[0] == "S"


def _is_mark(character: str) -> bool:
    """A nonspacing one."""
    return _kind(character) in ("Mn", "Me") and not _IGNORABLE.match(character)


def _kind(character: str) -> str:
    """The general category. What is not assigned yet among the emoji is one of a newer Unicode than ours."""
    kind = unicodedata.category(character)
    return "So" if kind == "Cn" and "\U0001f000" <= character <= "\U0001fffd" else kind


def _instead(character: str) -> str:
    return "" if _is_mark(character) else " "


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"
