"""What every request brings along."""

from dataclasses import dataclass, field
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
class Asked:
    """One request acts once. `now` is what the clock of this machine says; another machine's may be ahead of it.
    `tried`: the id of its event in each try."""

    now: datetime
    event_id: EventId
    tried: list[EventId] = field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Asked):
    caller: Caller
    key: IdempotencyKey | None = None
