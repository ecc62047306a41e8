"""Who takes part: one request of a person, or one delivery of a renewal."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zlib import crc32

from plus_one.actions.unenroll import Unenrolled, unenroll
from plus_one.domain.ids import UserId
from plus_one.domain.profiles import Caller
from plus_one.domain.renewals import Due
from tests.integration.acting import Acting
from tests.integration.samples import AT
from tests.proof.interleaving.states import Role
from tests.proof.interleaving.turns import Act

CLIENT = Caller(user_id=UserId("client-1"), name="Alex", email="alex@example.com", is_client=True)
COACH = Caller(user_id=UserId("coach-1"), name="Casey", email="casey@example.com")
AHEAD, ASKED_AGAIN = 3_600, 30_000
TICK = timedelta(milliseconds=20)
# Where this day ends a quarter of an hour after the beginning.
CHATHAM, LAST_PAUSED, PAUSE_ENDS = "Pacific/Chatham", date(2026, 11, 23), datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


@dataclass
class Two(Acting):
    """Always the same two. Ticks are short, for the clocks of machines are less than an hour apart."""

    client: Caller = CLIENT
    coach: Caller = COACH
    begins: datetime = AT

    def now(self) -> datetime:
        return self.begins + next(self.seconds) * TICK

    def unenroll_by_link(self) -> Unenrolled:
        return unenroll(self.table, replace(self.asked_to_unenroll(), by_link=True))


def asked_at(place: int, act: Callable[[Two], Any], *, after_the_pause: bool = False) -> Callable[[int], Act]:
    """Each place, and each time that it is asked, has a moment and so an id of its own, always the same. The clocks of
    every other place are behind all that has happened, those of the others are ahead of it."""

    def on(times: int) -> Act:
        moment = AHEAD + place if place % 20 else -1 - place
        if after_the_pause:
            moment = (PAUSE_ENDS - AT) // TICK + 1 + place
        return lambda table: act(Two(table, seconds=count(moment + times * ASKED_AGAIN)))

    return on


def delivering(times: int) -> Callable[[Due], list[Role]]:
    """A renewal comes from the stream, then from the sweep: the same action."""

    def roles(due: Due) -> list[Role]:
        name = f"{due.session_id[6:10]}{due.session_id[-2:]}.{due.completion}"
        place = 100 + crc32(f"{due.session_id}{due.completion}".encode()) % 5_000 * 4
        return [
            Role(f"{('stream', 'sweep')[n]}({name})", asked_at(place + n, lambda two: two.settle(due)), is_sure=True)
            for n in range(times)
        ]

    return roles
