"""A client and a coach who act on a table through the real actions, and the records that its stream would deliver."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from plus_one import clock
from plus_one.actions import browse
from plus_one.actions.book_now import BookedNow, book_now
from plus_one.actions.book_package import Booking, book_package
from plus_one.actions.browse import Paging
from plus_one.actions.cancel_plus_one import Cancelled, cancel
from plus_one.actions.choose_contact import choose_contact, stop_offer_mails
from plus_one.actions.complete_session import complete_session
from plus_one.actions.end_with_client import end_with_client
from plus_one.actions.enroll import Enrolled, Wish, enroll
from plus_one.actions.follow_profile import follow_profile
from plus_one.actions.make_offer import make_offer
from plus_one.actions.reopen_session import reopen_session
from plus_one.actions.save_profile import current, save_profile
from plus_one.actions.send_notices import Post, send_notices
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.actions.take_feedback import take_feedback
from plus_one.actions.unenroll import Unenroll, Unenrolled, unenroll
from plus_one.actions.withdraw_offer import withdraw_offer
from plus_one.domain.book_now import Tap
from plus_one.domain.completions import Completion, Reopening
from plus_one.domain.contacts import Contact
from plus_one.domain.events import Event, Side, Written
from plus_one.domain.feedback import Feedback, Verdict
from plus_one.domain.ids import EventId, OfferId, PackageId, SessionId, UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Offer, Terms
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Caller, Profile
from plus_one.domain.renewals import Due, Renewal
from plus_one.domain.requests import IdempotencyKey, Request
from plus_one.domain.sessions import Outcome, Session, SessionStatus
from plus_one.domain.settings import DEFAULTS, Settings
from plus_one.mail.compose import Mail
from plus_one.store import due
from plus_one.store.items import Item
from plus_one.store.table import Table
from tests.began import BEGAN
from tests.kept import everything

RATE = 6667


def caller(name: str) -> Caller:
    return Caller(user_id=UserId(str(uuid4())), name=name, email=f"{name.lower()}@example.com", is_client=True)


@dataclass
class Acting:
    """Each request is a second later than the one before. Without a velocity guard, unless a test wants it. A
    fixed day is for stories at which no clock but this one looks."""

    table: Table
    client: Caller = field(default_factory=lambda: caller("Alex"))
    coach: Caller = field(default_factory=lambda: caller("Casey"))
    velocity_limit: int = 0
    seconds: Iterator[int] = field(default_factory=count)
    begins: datetime = BEGAN
    currency: str = "USD"

    def on(self, table: Table) -> "Acting":
        """The same two, over another connection."""
        return replace(self, table=table)

    def now(self) -> datetime:
        return self.begins + timedelta(seconds=next(self.seconds))

    def request(self, who: Caller, key: str | None = None) -> Request:
        now = self.now()
        chosen = IdempotencyKey(who.user_id, key, "0" * 64) if key else None
        return Request(caller=who, now=now, event_id=EventId(clock.new_id(now)), key=chosen)

    def sign_in(self) -> Profile:
        return current(self.table, self.request(self.client))

    def offer(self, sessions: int = 1, key: str = "", *, custom: bool = False, **terms: Any) -> Offer:
        """A custom one is for a client who has signed in before."""
        if custom:
            self.sign_in()
        return self.try_to_offer(sessions, key, custom=custom, **terms)

    def try_to_offer(
        self, sessions: int = 1, key: str = "", *, rate: int = RATE, custom: bool = False, auto_renewal: bool = True
    ) -> Offer:
        terms = Terms(
            title="Sessions",
            sessions=sessions,
            price=Money(rate * sessions, self.currency),
            auto_renewal=auto_renewal,
            client_id=self.client.user_id if custom else None,
            expires_at=None,
        )
        request = self.request(self.coach, key)
        return make_offer(self.table, request, terms, OfferId(clock.new_id(request.now)))

    def withdraw(self, offer: Offer) -> None:
        withdraw_offer(self.table, self.request(self.coach), offer.offer_id)

    def book(self, offer: Offer, key: str | None = None) -> Booking:
        request = self.request(self.client, key)
        package_id = PackageId(clock.new_id(request.now))
        return book_package(self.table, request, self.coach.user_id, offer.offer_id, package_id, self.velocity_limit)

    def booked(self, sessions: int = 1, *, auto_renewal: bool = True) -> list[SessionId]:
        """The sessions of a new package."""
        booking = self.book(self.offer(sessions, auto_renewal=auto_renewal))
        return [session.session_id for session in booking.sessions]

    def enroll(self, settings: Settings = DEFAULTS) -> Enrolled:
        request = self.request(self.client)
        limit = self.velocity_limit
        return enroll(self.table, request, self.coach.user_id, Wish(settings), lambda _: True, limit, lambda _: None)

    def end(self, *, ended: bool = True) -> Pairing:
        return end_with_client(self.table, self.request(self.coach), self.client.user_id, ended=ended)

    def unenroll(self) -> Unenrolled:
        return unenroll(self.table, self.asked_to_unenroll())

    def asked_to_unenroll(self) -> Unenroll:
        request = self.request(self.client)
        return Unenroll(
            client_id=self.client.user_id,
            coach_id=self.coach.user_id,
            event_id=request.event_id,
            now=request.now,
        )

    def complete(self, session_id: SessionId, key: str | None = None) -> Completion:
        request = self.request(self.coach, key)
        who = self.client.user_id
        return complete_session(self.table, request, who, session_id, Outcome.ATTENDED, self.velocity_limit)

    def reopen(self, session_id: SessionId, key: str | None = None) -> Reopening:
        return reopen_session(self.table, self.request(self.coach, key), self.client.user_id, session_id)

    def cancel(self, session_id: SessionId, by: Side = Side.CLIENT) -> Cancelled:
        me, other = (self.client, self.coach) if by is Side.CLIENT else (self.coach, self.client)
        return cancel(self.table, self.request(me), by, other.user_id, session_id)

    def on_deck(self) -> list[Session]:
        """To the last page: one before it may be empty."""
        of, booked = (self.client.user_id, self.coach.user_id), SessionStatus.BOOKED
        page = browse.sessions_of(self.table, *of, booked, Paging(25, None))
        found = page.things
        while page.next:
            page = browse.sessions_of(self.table, *of, booked, Paging(25, page.next))
            found += page.things
        return found

    def hear(self, about: Written, verdict: Verdict = Verdict.BOUNCED_HARD) -> Event | None:
        """Of the mail to the client."""
        now = self.now()
        feedback = Feedback(
            written=about,
            side=Side.CLIENT,
            verdict=verdict,
            address=self.client.email,
            message_id="0100",
            mailed_at=now,
        )
        return take_feedback(self.table, feedback, now)

    def live_in(self, time_zone: str) -> Profile:
        return save_profile(self.table, self.request(self.client), self.client.name or "Alex", time_zone)

    def choose(self, *, by_mail: bool, wanted: bool) -> Contact:
        request = self.request(self.client)
        return choose_contact(self.table, request, self.coach.user_id, by_mail=by_mail, wanted=wanted)

    def stop_offer_mails(self) -> Profile | None:
        """By the link."""
        return stop_offer_mails(self.table, self.client.user_id, self.coach.user_id)

    def settle(self, due: Due, *, resumes: bool = False) -> Renewal | None:
        now = self.now()
        event_id = EventId(clock.new_id(now))
        return settle_renewal(self.table, due, event_id, self.velocity_limit, now, resumes=resumes)

    def tap(self, session_id: SessionId, completion: int = 1, *, rate: int = RATE) -> BookedNow:
        shown = Tap(session_id, completion, Money(rate, self.currency))
        return book_now(self.table, self.request(self.client), self.coach.user_id, shown, self.velocity_limit)

    def due(self, done: Completion) -> Due:
        """What the stream says of a completion that wrote a renewal."""
        assert done.renewal
        return Due(self.client.user_id, self.coach.user_id, done.session.session_id, done.renewal.completion)


def renew_copies(table: Table, now: datetime) -> None:
    """As the sweep does it, turn by turn, until no profile is due."""
    while found := [*due.due_profiles(table, now + timedelta(days=36_500))]:
        for key in found:
            follow_profile(table, UserId(key.pk.removeprefix("USER#")), 0, now)


def post_to(send: Callable[[Mail], str], announce: Callable[[Event], str] = lambda event: "1") -> Post:
    """Failures of the mail service and of the bus are no news here."""
    web, link = "https://app.example.com", "https://api.example.com/v1/unsubscribe/token"
    return Post(send, announce, web, lambda *_: link, 12, lambda failure, event: None, flags=True)


@dataclass
class Mailbox:
    """Takes every mail and announcement; knows of which event and to which side."""

    taken: list[tuple[str, str]] = field(default_factory=list)

    @property
    def post(self) -> Post:
        return post_to(self.take, self.announce)

    def take(self, mail: Mail) -> str:
        self.taken.append((mail.tags["event_id"], mail.tags["side"]))
        return f"0100-{len(self.taken)}"

    def announce(self, event: Event) -> str:
        self.taken.append((event.event_id, "bus"))
        return f"{len(self.taken)}"


def deliver_renewals(acting: Acting) -> list[Renewal | None]:
    """Every record that book_plus_one ever had; it writes none for itself."""
    return [acting.settle(due) for due in renewal_records(everything(acting.table))]


def deliver_events(acting: Acting, post: Post) -> None:
    """Every record that send_notices ever had; it writes none for itself."""
    for written in event_records(everything(acting.table)):
        send_notices(acting.table, written, post, acting.now())


def renewal_records(items: Iterable[Item]) -> list[Due]:
    """As the stream delivers them to book_plus_one: every renewal that was ever written."""
    found = [item for item in items if item["type"] == "renewal"]
    return [Due(each["client_id"], each["coach_id"], each["session_id"], each["completion"]) for each in found]


def event_records(items: Iterable[Item]) -> list[Written]:
    """As the stream delivers them to send_notices: every event that was ever written with notices."""
    found = [item for item in items if item["type"] == "event" and "notices" in item]
    return [Written(each["client_id"], each["coach_id"], each["event_id"]) for each in found]
