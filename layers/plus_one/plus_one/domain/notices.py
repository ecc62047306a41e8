"""One mail about an event, or its announcement: who is at it, and when it is tried next."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from plus_one.domain.stored_enum import StoredEnum


class NoticeState(StoredEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
    STALE = "stale"


class Cause(StrEnum):
    """Why a notice did not leave, where SES has no code for it."""

    NO_ADDRESS = "NO_ADDRESS"
    NOT_COMPOSED = "NOT_COMPOSED"
    UNMAILABLE = "UNMAILABLE"
    DROPPED = "DROPPED"


UNSENT = (NoticeState.PENDING, NoticeState.SENDING)
LEASE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One mail to one side, or the announcement on the bus. Nobody tries it `not_before`: that is a lease while it is
    `sending`, else a pause. `feedback`: what SES said of the mail, or why it did not leave."""

    state: NoticeState = NoticeState.PENDING
    attempts: int = 0
    not_before: datetime | None = None
    message_id: str | None = None
    sent_at: datetime | None = None
    feedback: str | None = None

    def is_free(self, now: datetime) -> bool:
        """May be claimed: nobody is at it, or its sender's lease ran out."""
        return self.state in UNSENT and (self.not_before is None or self.not_before <= now)

    def claimed(self, now: datetime) -> "Notice":
        """What the attempt before it said no longer counts."""
        attempts, until = self.attempts + 1, now + LEASE
        return replace(self, state=NoticeState.SENDING, attempts=attempts, not_before=until, feedback=None)

    def sent(self, message_id: str, now: datetime) -> "Notice":
        return replace(self, state=NoticeState.SENT, not_before=None, message_id=message_id, sent_at=now)

    def put_back(self, now: datetime, why: str | None = None) -> "Notice":
        """After a failed attempt its turn comes later, so that it starves no other: a minute, doubling to an hour."""
        pause = min(timedelta(minutes=2 ** min(max(self.attempts - 1, 0), 6)), LONGEST_PAUSE)
        return replace(self, state=NoticeState.PENDING, not_before=now + pause, feedback=why)

    def not_yet(self, why: Cause, since: datetime, now: datetime) -> "Notice":
        """What keeps it may end by itself: somebody signs in, or a later version can write it. A week after the event,
        which is of `since`, it ends."""
        return self.undeliverable(why) if now - since >= GIVEN_UP_AFTER else self.put_back(now, why)

    def stale(self) -> "Notice":
        return replace(self, state=NoticeState.STALE, not_before=None)

    def undeliverable(self, why: str | None = None) -> "Notice":
        return replace(self, state=NoticeState.UNDELIVERABLE, not_before=None, feedback=why or self.feedback)
