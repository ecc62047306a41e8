"""The document of the whole API, written by `make openapi`."""

import hashlib
from functools import cache
from pathlib import Path

DOCUMENT = Path(__file__).with_name("openapi.json")


@cache
def document() -> tuple[str, str]:
    """Its text and its ETag, a weak one: the text may be answered compressed."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return text, f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
