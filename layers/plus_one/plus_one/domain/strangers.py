"""To how many people with whom they never worked one coach may make offers."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from plus_one.domain.ids import UserId
from plus_one.domain.refusals import TooManyOffers

MOST_STRANGERS = 20
STRANGERS_WINDOW = timedelta(hours=24)
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strangers:
    """Who got an offer of this coach without a pairing, and when they got the first one of the last 24 hours.
    `version` is raised by every write (0: not yet written)."""

    coach_id: UserId
    version: int = 0
    offered: dict[UserId, datetime] = field(default_factory=dict)

    def check_room(self, client_id: UserId, now: datetime) -> None:
        """Each stranger counts once, however many offers they get."""
        recent = self._recent(now)
        if client_id not in recent and len(recent) >= MOST_STRANGERS:
            raise TooManyOffers(-((now - min(recent.values()) - STRANGERS_WINDOW) // A_SECOND))  # rounded up

    def knows(self, client_id: UserId, now: datetime) -> bool:
        return client_id in self._recent(now)

    def with_client(self, client_id: UserId, now: datetime) -> "Strangers":
        return replace(self, offered={client_id: now} | self._recent(now))

    def _recent(self, now: datetime) -> dict[UserId, datetime]:
        return {client_id: at for client_id, at in self.offered.items() if at > now - STRANGERS_WINDOW}
