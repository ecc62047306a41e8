"""Who takes part: one request of a person, or one delivery of a renewal."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from zlib import crc32

from plus_one import clock
from plus_one.actions.book_package import Booking, book_package
from plus_one.actions.cancel_plus_one import Cancelled, cancel
from plus_one.actions.enroll import Enrolled, enroll
from plus_one.actions.make_offer import Terms, make_offer
from plus_one.actions.reopen_session import reopen_session
from plus_one.actions.save_profile import save_profile
from plus_one.actions.take_feedback import take_feedback
from plus_one.actions.unenroll import Unenroll, Unenrolled, unenroll
from plus_one.domain.completions import Reopening
from plus_one.domain.events import Side, Written
from plus_one.domain.feedback import Feedback, Verdict
from plus_one.domain.ids import EventId, OfferId, PackageId, SessionId, UserId
from plus_one.domain.money import Money
from plus_one.domain.profiles import Caller
from plus_one.domain.renewals import Due
from plus_one.domain.settings import Settings
from tests.integration.acting import Acting
from tests.proof.interleaving.states import Role
from tests.proof.interleaving.turns import Act

CLIENT = Caller(user_id=UserId("client-1"), name="Alex", email="alex@example.com")
COACH = Caller(user_id=UserId("coach-1"), name="Casey", email="casey@example.com")
AN_HOUR, HALF_A_DAY = 3_600, 30_000


@dataclass
class Two(Acting):
    """Always the same two."""

    client: Caller = CLIENT
    coach: Caller = COACH

    def offer_at(self, rate: int, *, custom: bool = False, auto_renewal: bool = True) -> OfferId:
        """Of one session."""
        request, to = self.request(self.coach), self.client.user_id if custom else None
        price = Money(rate, "USD")
        terms = Terms(title="One", sessions=1, price=price, auto_renewal=auto_renewal, client_id=to, expires_at=None)
        return make_offer(self.table, request, terms, OfferId(clock.new_id(request.now))).offer_id

    def take(self, offer_id: OfferId, key: str | None = None) -> Booking:
        request = self.request(self.client, key)
        package_id = PackageId(clock.new_id(request.now))
        return book_package(self.table, request, self.coach.user_id, offer_id, package_id, self.velocity_limit)

    def put(self, settings: Settings) -> Enrolled:
        request = self.request(self.client)
        return enroll(self.table, request, self.coach.user_id, settings, lambda _: True, self.velocity_limit)

    def reopened(self, session_id: SessionId, key: str | None = None) -> Reopening:
        return reopen_session(self.table, self.request(self.coach, key), self.client.user_id, session_id)

    def cancelled_by_coach(self, session_id: SessionId) -> Cancelled:
        return cancel(self.table, self.request(self.coach), Side.COACH, self.client.user_id, session_id)

    def unenrolled_by_link(self) -> Unenrolled:
        now = self.now()
        pair = {"client_id": self.client.user_id, "coach_id": self.coach.user_id}
        return unenroll(self.table, Unenroll(**pair, event_id=EventId(clock.new_id(now)), now=now, caller=None))

    def bounced(self, event_id: EventId) -> Any:
        """The client's mail about this event came back for good."""
        written, now = Written(self.client.user_id, self.coach.user_id, event_id), self.now()
        feedback = Feedback(
            written=written,
            side=Side.CLIENT,
            verdict=Verdict.BOUNCED_HARD,
            address=self.client.email,
            message_id="0100",
            mailed_at=now,
        )
        return take_feedback(self.table, feedback, now)

    def moved(self, time_zone: str) -> Any:
        return save_profile(self.table, self.request(self.client), self.client.name, time_zone)


def asked_at(place: int, act: Callable[[Two], Any]) -> Callable[[int], Act]:
    """Each place, and each time that it is asked, has a moment and so an id of its own, always the same."""

    def on(times: int) -> Act:
        return lambda table: act(Two(table, seconds=count(AN_HOUR + times * HALF_A_DAY + place)))

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
