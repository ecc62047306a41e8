"""Full minutes as one short text: a list of numbers would be three times as long, and a pairing has little room."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
BASE = len(DIGITS)
FIRST, OTHERS = 5, 2  # digits of the first moment, since 1970, and of each other one, since the first
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def packed(moments: Iterable[datetime]) -> str | None:
    """What is more than 68 hours after the first comes from a broken clock, and is left out. Version 0.1.0 kept
    milliseconds: those are rounded up."""
    minutes = sorted(-((EPOCH - at) // MINUTE) for at in moments)
    later = [each - minutes[0] for each in minutes[1:]]
    written = [_digits(each, FIRST) for each in minutes[:1]]
    return "".join(written + [_digits(each, OTHERS) for each in later if each < BASE**OTHERS]) or None


def unpacked(text: str | None) -> tuple[datetime, ...]:
    if not text:
        return ()
    first = _number(text[:FIRST])
    others = [_number(text[at : at + OTHERS]) for at in range(FIRST, len(text), OTHERS)]
    return tuple(EPOCH + (first + later) * MINUTE for later in (0, *others))


def _digits(number: int, count: int) -> str:
    return "".join(DIGITS[number // BASE**place % BASE] for place in reversed(range(count)))


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * BASE + DIGITS.index(digit)
    return number
