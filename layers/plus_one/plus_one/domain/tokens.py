"""The token of the unsubscribe link: who has it may turn +1 off for the one pairing that it names, and nothing else.

Key id, what it says (day of issue, client, coach) and the HMAC-SHA256 of both, apart by dots.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import date, timedelta

from plus_one.domain.ids import UserId

LIFE = timedelta(days=400)

# The purpose is part of what is signed: the same keys can never be made to vouch for anything else.
_PURPOSE = b"plus-one unsubscribe 1 "
_FORM = re.compile(r"([0-9A-Za-z]{1,32})\.([0-9A-Za-z_-]{1,400})\.([0-9A-Za-z_-]{43})")

# Secrets by key id. Ids sort by time.
type Keys = Mapping[str, str]


def sign(client_id: UserId, coach_id: UserId, day: date, keys: Keys) -> str:
    """With the newest key."""
    key_id = max(keys)
    said = _text(f"{day:%Y%m%d} {client_id} {coach_id}".encode())
    return f"{key_id}.{said}.{_mac(key_id, said, keys[key_id])}"


def key_id_of(token: str) -> str | None:
    """Which key a token claims to be signed with; None if it is no token."""
    form = _FORM.fullmatch(token)
    return form[1] if form else None


def read(token: str, keys: Keys, today: date) -> tuple[UserId, UserId] | None:
    """Client and coach of a token that we signed in the last 400 days. Nothing of another one is looked at."""
    form = _FORM.fullmatch(token)
    if form is None or form[1] not in keys:
        return None
    key_id, said, mac = form.groups()
    if not hmac.compare_digest(_mac(key_id, said, keys[key_id]), mac):
        return None
    day, client_id, coach_id = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode().split(" ")
    return (UserId(client_id), UserId(coach_id)) if today - date.fromisoformat(day) <= LIFE else None


def _mac(key_id: str, said: str, secret: str) -> str:
    return _text(hmac.digest(secret.encode(), _PURPOSE + f"{key_id}.{said}".encode(), hashlib.sha256))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
