"""The token of the unsubscribe link: who has it may turn one thing off between one client and one coach.

Key id, what it says (day of issue, client, coach) and the HMAC-SHA256 of both, apart by dots. Before them stands what
it turns off, unless that is the +1 Program: tokens of version 0.1.0 know nothing else.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from plus_one.domain.ids import UserId

LIFE = timedelta(days=400)


class Purpose(StrEnum):
    """What a link turns off. The value is what stands before the token, for a page that verifies nothing."""

    PLUS_ONE = ""
    OFFER_MAILS = "offers."


# The purpose is part of what is signed: a token of one purpose is never good for another.
_SIGNED = {Purpose.PLUS_ONE: b"plus-one unsubscribe 1 ", Purpose.OFFER_MAILS: b"plus-one offers by mail 1 "}
_FORM = re.compile(r"(offers\.)?([0-9A-Za-z]{1,32})\.([0-9A-Za-z_-]{1,400})\.([0-9A-Za-z_-]{43})")

# Secrets by key id. Ids sort by time.
type Keys = Mapping[str, str]


def sign(client_id: UserId, coach_id: UserId, day: date, keys: Keys, purpose: Purpose = Purpose.PLUS_ONE) -> str:
    """With the newest key."""
    key_id = max(keys)
    said = _text(f"{day:%Y%m%d} {client_id} {coach_id}".encode())
    return f"{purpose}{key_id}.{said}.{_mac(purpose, key_id, said, keys[key_id])}"


def purpose_of(token: str) -> Purpose:
    """What a token claims to turn off. Whether it is one of ours, `read` says."""
    return Purpose.OFFER_MAILS if token.startswith(Purpose.OFFER_MAILS) else Purpose.PLUS_ONE


def key_id_of(token: str) -> str | None:
    """Which key a token claims to be signed with; None if it is no token."""
    form = _FORM.fullmatch(token)
    return form[2] if form else None


def read(token: str, keys: Keys, today: date) -> tuple[UserId, UserId] | None:
    """Client and coach of a token that we signed for its purpose in the last 400 days. Nothing of another one is looked
    at."""
    form = _FORM.fullmatch(token)
    if form is None or form[2] not in keys:
        return None
    _, key_id, said, mac = form.groups()
    if not hmac.compare_digest(_mac(purpose_of(token), key_id, said, keys[key_id]), mac):
        return None
    day, client_id, coach_id = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode().split(" ")
    return (UserId(client_id), UserId(coach_id)) if today - date.fromisoformat(day) <= LIFE else None


def _mac(purpose: Purpose, key_id: str, said: str, secret: str) -> str:
    return _text(hmac.digest(secret.encode(), _SIGNED[purpose] + f"{key_id}.{said}".encode(), hashlib.sha256))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
