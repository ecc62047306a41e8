"""Where the time is read and new ids are drawn, and nowhere else: called by the entry points."""

import secrets
from datetime import UTC, datetime

from plus_one.domain.ids import ulid


def now() -> datetime:
    """UTC, to the millisecond: what is stored is what was decided with."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def new_id(at: datetime) -> str:
    """79 random bits: the ids of a package's sessions follow its own without overflow."""
    return ulid(at, secrets.randbits(79))
