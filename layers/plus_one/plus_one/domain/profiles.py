"""What is known of a person. The address is a verified e-mail from a token, nothing else."""

import re
import unicodedata
from dataclasses import dataclass

from plus_one.domain.ids import UserId

LONGEST_NAME = 60
NO_NAME = "No name yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks, as the token says."""

    user_id: UserId
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    user_id: UserId
    name: str
    email: str
    time_zone: str = "UTC"
    undeliverable: bool = False


def clean_name(name: str) -> str:
    """One line, without control and bidi characters, at most 60 characters."""
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFC", name))
    return re.sub(r" +", " ", visible).strip()[:LONGEST_NAME].strip() or NO_NAME


def profile_of(caller: Caller) -> Profile:
    """The first profile of a person: from the token, until they change it."""
    return Profile(user_id=caller.user_id, name=clean_name(caller.name), email=caller.email)
