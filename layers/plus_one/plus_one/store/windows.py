"""A window of 24 hours as one short text: when it began, and how often something was done since."""

from plus_one.domain.limits import NEVER, Window
from plus_one.store.packing import FIRST, packed, unpacked


def written(window: Window) -> str | None:
    return f"{packed([window.began])}{window.times}" if window.times else None


def read(text: str | None) -> Window:
    if not text:
        return NEVER
    [began] = unpacked(text[:FIRST])
    return Window(began, int(text[FIRST:]))
