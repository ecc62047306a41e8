"""What every request brings along."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from plus_one.domain.ids import EventId, UserId
from plus_one.domain.profiles import Caller


class IdempotencyKey(NamedTuple):
    """A key that a caller chose for one request, and the hash of that request."""

    user_id: UserId
    key: str
    request_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request acts once: its event id is made when it arrives."""

    caller: Caller
    now: datetime
    event_id: EventId
    key: IdempotencyKey | None = None
