"""The public page that turns +1 or offers by mail off: HTML that loads nothing, runs nothing and is nobody's to keep or
frame."""

import base64
import hashlib
from datetime import datetime
from html import escape
from http import HTTPStatus
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from plus_one.domain.bidi import as_html, isolated
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.sessions import Session
from plus_one.domain.tokens import Purpose

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


class _Words(NamedTuple):
    """What is asked, what it does, what the button says, what else one can do, and what may not have worked."""

    question: str
    effect: str
    button: str
    instead: str
    doubt: str


_SAYS = {
    Purpose.PLUS_ONE: _Words(
        question="Turn the +1 Program off?",
        effect="Then nothing is booked automatically any more with the coach that the mail names, from this moment on."
        " What is on deck stays booked.",
        button="Turn +1 off",
        instead='<a href="{web}">Sign in to manage the +1 Program</a>, also to pause it or to set a limit.',
        doubt="whether the +1 Program is off",
    ),
    Purpose.OFFER_MAILS: _Words(
        question="Turn offers by mail off?",
        effect="We stop mailing you offers from the coach that the mail names. New offers still appear in your inbox."
        " All our other mails and the +1 Program stay as they are.",
        button="Turn offers by mail off",
        instead='<a href="{web}/#/inbox">Open your inbox</a> to get no offers from this coach at all.',
        doubt="whether offers by mail are off",
    ),
}


def confirm(web_url: str, purpose: Purpose, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """The same for every token of a purpose: it never names it. The form has no action, so it posts to where the page
    is. `status` is for programs: a POST that did nothing is no success."""
    says = _SAYS[purpose]
    return _answer(
        status,
        says.question,
        f"<p>{says.effect}</p>",
        _button(says),
        f"<p>If you see this page again after that, the link is too old or not complete. {_instead(says, web_url)}</p>",
    )


def offer_mails_off(web_url: str, coach: Profile | None) -> Answer:
    name = as_html(escape(isolated(coach.name))) if coach else "this coach"
    return _answer(
        HTTPStatus.OK,
        "Offers by mail are off",
        f"<p>We no longer mail you offers from {name}. New offers still appear in your inbox, and offers that are open"
        " stay open.</p>",
        "<p>All our other mails and the +1 Program stay as they are.</p>",
        f'<p><a href="{_plain(web_url)}/#/inbox">Open your inbox</a> to turn offers by mail on again.</p>',
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


def failed(web_url: str, purpose: Purpose) -> Answer:
    says = _SAYS[purpose]
    return _answer(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "That did not work",
        f"<p>Something went wrong on our side, and we cannot tell {says.doubt}. Please try again.</p>",
        _button(says),
        f"<p>{_instead(says, web_url)}</p>",
    )


def _button(says: _Words) -> str:
    return f'<form method="post"><p><button type="submit">{says.button}</button></p></form>'


def _instead(says: _Words, web_url: str) -> str:
    return says.instead.format(web=_plain(web_url))


def _plain(web_url: str) -> str:
    return escape(web_url.rstrip("/"))


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
