"""Ids sort by time: ULIDs, 48 bits of milliseconds and 80 more bits, in Crockford's base 32."""

import hashlib
from datetime import UTC, datetime
from typing import NewType

UserId = NewType("UserId", str)
OfferId = NewType("OfferId", str)
PackageId = NewType("PackageId", str)
SessionId = NewType("SessionId", str)
EventId = NewType("EventId", str)

ULID_LENGTH = 26
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(at: datetime, randomness: int) -> str:
    """The id of a moment; `randomness` is an integer of 80 bits."""
    number = (round(at.timestamp() * 1000) << 80) | randomness
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def moment_of(id_: str) -> datetime | None:
    """None: it is no ULID."""
    if len(id_) != ULID_LENGTH or not set(id_) <= set(_ALPHABET):
        return None
    return datetime.fromtimestamp(_number(id_[:10]) / 1000, UTC)


def moved(id_: str, at: datetime) -> str:
    """The same id at another moment."""
    return ulid(at, 0)[:10] + id_[10:]


def package_session_ids(package_id: PackageId, sessions: int) -> list[SessionId]:
    """The ids of a package's sessions follow from its own, so that a repeated answer needs no list of them."""
    moment, randomness = package_id[:10], _number(package_id[10:])
    return [SessionId(moment + _suffix(randomness + n)) for n in range(1, sessions + 1)]


def plus_one_id(session_id: SessionId, completion: int, completed_at: datetime) -> SessionId:
    """One completion has one +1: its id is derived from (session, number of its completion)."""
    digest = hashlib.sha256(f"{session_id}.{completion}".encode()).digest()
    return SessionId(ulid(completed_at, int.from_bytes(digest[:10])))


def _number(text: str) -> int:
    value = 0
    for character in text:
        value = value << 5 | _ALPHABET.index(character)
    return value


def _suffix(randomness: int) -> str:
    return "".join(_ALPHABET[randomness >> shift & 31] for shift in range(75, -1, -5))
