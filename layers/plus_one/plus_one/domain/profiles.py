"""What is known of a person. The address is a verified e-mail from a token, nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from plus_one.domain.ids import UserId
from plus_one.domain.spelling import readable, visible

LONGEST_NAME = 60
NO_NAME = "No name yet"
MAIL_RETRY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks, as the token says. `as_of` is when it was issued, in seconds since 1970."""

    user_id: UserId
    name: str
    email: str
    as_of: int = 0
    is_client: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """`seq` counts its changes; at `mail_retried_at` the person last asked us to try a flagged address again.
    `is_client`: they have signed in as a client once. Version 0.1.0 did not write it."""

    user_id: UserId
    name: str
    email: str
    seq: int = 0
    time_zone: str = "UTC"
    undeliverable: bool = False
    mail_retried_at: datetime | None = None
    is_client: bool = False

    def may_retry_mail(self, now: datetime) -> bool:
        return self.mail_retried_at is None or now - self.mail_retried_at >= MAIL_RETRY


class Changed(NamedTuple):
    """A profile whose copies in pairings are to be renewed."""

    user_id: UserId


def clean_name(name: str) -> str:
    """What can be seen of it, at most 60 characters."""
    return visible(visible(readable(name))[:LONGEST_NAME]) or NO_NAME


def profile_of(caller: Caller) -> Profile:
    """The first profile of a person: from the token, until they change it."""
    return Profile(user_id=caller.user_id, name=clean_name(caller.name), email=caller.email, is_client=caller.is_client)
