"""People's own text within our sentences: a name that runs from right to left leaves the words beside it in place."""

import unicodedata

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def isolated(text: str) -> str:
    """Only where it makes a difference (UAX 9): all other text stays as it is, to be searched and compared."""
    if not any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def as_html(escaped: str) -> str:
    """Of text that is escaped already. Nobody's own text holds these characters, so each stands for one of ours."""
    return escaped.replace(FIRST_STRONG_ISOLATE, "<bdi>").replace(POP_ISOLATE, "</bdi>")
