"""How often one pairing may do what costs the other person a mail (product.md, "Limits"). Its moments are full minutes,
rounded up, so that a limit is never over too early and a pairing keeps many of them in few bytes."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from plus_one.domain.days import MOST_AHEAD, is_recent

WINDOW = timedelta(hours=24)
LARGEST_VELOCITY_LIMIT = 24
MOST_PACKAGES = 5
MOST_REOPENINGS_OF_A_SESSION = 3
MOST_UNDOINGS = 6
MOST_ENROLLINGS = 10
MOST_RETURNS = 10

MINUTE, A_SECOND = timedelta(minutes=1), timedelta(seconds=1)
COPY_WAITS = 10 * MINUTE
TURNS_APART = timedelta(hours=2)
ENDS_APART = timedelta(hours=12)
# A turn further ahead than this comes from a broken clock.
FARTHEST_TURN = timedelta(days=7)


class Window(NamedTuple):
    """How often something was done in the 24 hours that began with the first time. Then the next ones begin."""

    began: datetime
    times: int = 0

    @property
    def ends(self) -> datetime:
        return self.began + WINDOW

    def ends_in(self, now: datetime) -> int:
        """In how many seconds, rounded up."""
        return -((now - self.ends) // A_SECOND)

    def is_full(self, most: int, now: datetime) -> bool:
        return self._is_open(now) and self.times >= most

    def with_one_more(self, now: datetime) -> "Window":
        return self._replace(times=self.times + 1) if self._is_open(now) else Window(full_minute(now), 1)

    def _is_open(self, now: datetime) -> bool:
        return is_recent(self.began, WINDOW, now)


NEVER = Window(datetime(1970, 1, 1, tzinfo=UTC))


def full_minute(at: datetime) -> datetime:
    """This moment, or the next full minute."""
    begun = at.replace(second=0, microsecond=0)
    return begun if begun == at else begun + MINUTE


def recent(moments: Iterable[datetime], now: datetime) -> list[datetime]:
    """Those of the window. One of a clock that was days ahead does not stay young until then."""
    return [at for at in moments if abs(now - at) < WINDOW]


def room_at(moments: Iterable[datetime], most: int, now: datetime) -> datetime:
    """When fewer than `most` of them will be recent; there are that many."""
    return sorted(recent(moments, now))[-most] + WINDOW


def with_one_more(moments: Iterable[datetime], now: datetime, most: int) -> tuple[datetime, ...]:
    return (*recent(moments, now), full_minute(now))[-most:]


def is_free(turns: Iterable[datetime], now: datetime) -> bool:
    """One more could be undone now, and would not have to wait for its turn."""
    return len(_turns(turns, now)) < MOST_UNDOINGS


def with_turn(turns: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
    """With the turn of what is undone now: at most so many turns are in any 24 hours, the others are later."""
    known = _turns(turns, now)
    free = known[-MOST_UNDOINGS] + WINDOW if len(known) >= MOST_UNDOINGS else now
    return (*known, full_minute(max(now, free)))[-MOST_UNDOINGS:]


def enrollment_copy_leaves(now: datetime, turned_before: datetime | None) -> datetime:
    """The coach's copy about turning the enrollment on or off."""
    return _copy_leaves(now, turned_before, TURNS_APART)


def end_copy_leaves(now: datetime, turned_before: datetime | None) -> datetime:
    """The client's copy about the coach's end, or that it was taken back."""
    return _copy_leaves(now, turned_before, ENDS_APART)


def _copy_leaves(now: datetime, turned_before: datetime | None, apart: timedelta) -> datetime:
    """A turn before it that comes from a broken clock does not
    count: the copy would wait for as long as that clock was ahead."""
    if turned_before is None or turned_before - now > MOST_AHEAD:
        return now + COPY_WAITS
    return max(now + COPY_WAITS, turned_before + apart)


def _turns(turns: Iterable[datetime], now: datetime) -> list[datetime]:
    return [at for at in turns if now - WINDOW < at <= now + FARTHEST_TURN]
