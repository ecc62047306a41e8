"""The public page that turns +1 off: HTML that loads nothing, runs nothing and is nobody's to keep or frame."""

import base64
import hashlib
from datetime import datetime
from html import escape
from http import HTTPStatus
from pathlib import Path
from string import Template
from typing import Any

from plus_one.domain.bidi import as_html, isolated
from plus_one.domain.pairings import Pairing
from plus_one.domain.sessions import Session

_HERE = Path(__file__).parent
_STYLE = (_HERE / "unsubscribe.css").read_text(encoding="utf-8")
_PAGE = Template((_HERE / "unsubscribe.html").read_text(encoding="utf-8"))
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

type Answer = dict[str, Any]


def confirm(web_url: str, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """The same for every token: it never names it. The form has no action, so it posts to where the page is.
    `status` is for programs: a POST that did nothing is no success."""
    return _answer(
        status,
        "Turn the +1 Program off?",
        "<p>Then nothing is booked automatically any more with the coach that the mail names, from this moment on."
        " What is on deck stays booked.</p>",
        '<form method="post"><p><button type="submit">Turn +1 off</button></p></form>',
        "<p>If you see this page again after that, the link is too old or not complete."
        f" {_manage(web_url)}, also to pause it or to set a limit.</p>",
    )


def turned_off(web_url: str, pairing: Pairing, at: datetime | None, last_plus_one: Session | None) -> Answer:
    """`last_plus_one` was on deck when the +1 Program was turned off, `at`."""
    coach = as_html(escape(isolated(pairing.coach_name)))
    when = f" It was turned off on {at.day} {at:%B %Y} at {at:%H:%M:%S} UTC." if at else ""
    return _answer(
        HTTPStatus.OK,
        "The +1 Program is off",
        f"<p>Nothing is booked automatically with {coach}.{when}</p>",
        f"<p>On deck now: {_on_deck(pairing, last_plus_one)}</p>",
        f"<p>{_manage(web_url)}, also to turn it on again.</p>",
    )


def nothing_on(web_url: str) -> Answer:
    """For a token of ours whose pairing is not there."""
    return _answer(
        HTTPStatus.OK,
        "The +1 Program is off",
        "<p>Nothing is booked automatically with this coach.</p>",
        f"<p>{_manage(web_url)}.</p>",
    )


def failed(web_url: str, status: HTTPStatus) -> Answer:
    return _answer(
        status,
        "That did not work",
        "<p>Something went wrong on our side, and we cannot tell whether the +1 Program is off. Please try again.</p>",
        '<form method="post"><p><button type="submit">Turn +1 off</button></p></form>',
        f"<p>{_manage(web_url)}.</p>",
    )


def _on_deck(pairing: Pairing, last_plus_one: Session | None) -> str:
    if pairing.on_deck == 0:
        return "nothing."
    sessions, stay = ("1 session", "It stays") if pairing.on_deck == 1 else (f"{pairing.on_deck} sessions", "They stay")
    latest = pairing.plus_one_on_deck
    if latest is None or last_plus_one is None or latest.session_id != last_plus_one.session_id:
        return f"{sessions}. {stay} booked."
    return f"{sessions}, with the +1 at {latest.rate} that was booked before. {stay} booked."


def _manage(web_url: str) -> str:
    return f'<a href="{escape(web_url)}">Sign in to manage the +1 Program</a>'


def _answer(status: HTTPStatus, title: str, *content: str) -> Answer:
    body = _PAGE.substitute(title=title, style=_STYLE, content="\n".join(content))
    return {"statusCode": status.value, "headers": HEADERS, "body": body, "isBase64Encoded": False}
