"""Writes the terms for the web page, from those of the mails: `make terms`."""

import json

from plus_one.domain.enrollments import TERMS_VERSION
from plus_one.mail.terms import terms
from web.site import FOLDER


def text() -> str:
    said = {"version": TERMS_VERSION, "points": terms("{coach}")}
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (FOLDER / "terms.json").write_text(text(), encoding="utf-8")
