"""Dicts where the actions have the table, and what the actions do around the domain."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from plus_one.domain.book_now import BookNow, book_now
from plus_one.domain.contacts import Contact
from plus_one.domain.days import later_than
from plus_one.domain.decision import Decision, decide_now, foretold, standing
from plus_one.domain.enrollments import Standing
from plus_one.domain.events import (
    Event,
    EventKind,
    Facts,
    Side,
    copied,
    event,
    notify,
)
from plus_one.domain.holds import Hold, outcome
from plus_one.domain.ids import EventId, UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Offer
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import NotFound
from plus_one.domain.renewals import Renewal
from plus_one.domain.sessions import Session
from tests.model import memory_views as views
from tests.model.seen import Body, Got, Names

type Pair = tuple[str, str]
type Copy = tuple[Side, datetime]  # whose, and when it leaves at the earliest


@dataclass
class Told:
    """An event, what it says of deck and rate, and to which address the mails about it went."""

    event: Event
    said: tuple[int, Money] | None
    mailed_to: dict[Side, str] = field(default_factory=dict)

    @property
    def states(self) -> dict[str, str]:
        return {to.value: each.state.value for to, each in self.event.notices.items() if isinstance(to, Side)}


@dataclass
class World:
    velocity_limit: int
    now: datetime
    step: int = 0
    names: Names = field(default_factory=Names)
    people: dict[str, Profile] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    fillers: Counter[str] = field(default_factory=Counter)
    made_room: set[int] = field(default_factory=set)
    contacts: dict[Pair, Contact] = field(default_factory=dict)
    pairings: dict[Pair, Pairing] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    owners: dict[str, Pair] = field(default_factory=dict)
    pending: dict[int, tuple[Pair, str, int]] = field(default_factory=dict)
    renewals: dict[tuple[str, int], Renewal] = field(default_factory=dict)
    events: dict[int, Told] = field(default_factory=dict)
    tags: dict[int, Standing] = field(default_factory=dict)
    receipts: dict[Pair, str | None] = field(default_factory=dict)
    suspended: set[str] = field(default_factory=set)
    stopped: bool = False
    ended_hold: dict[Pair, bool] = field(default_factory=dict)
    asked: tuple[Pairing, datetime, Standing, Decision] | None = None

    def clock(self, at: str) -> Got:
        self.now = datetime.fromisoformat(at)
        return Got(200)

    def profile(self, person: str, zone: str) -> Got:
        self.people[person] = replace(self.writes(person), time_zone=zone)
        for pair, pairing in list(self.pairings.items()):
            if pair[0] == person:
                self._follow(pair, pairing, zone)
        return Got(200, {"time_zone": zone})

    def _follow(self, pair: Pair, pairing: Pairing, zone: str) -> None:
        """As the sweep renews the copies."""
        after = pairing.as_client_is(self.people[pair[0]])
        if after.hold and after.hold.resumes_at and pairing.client_time_zone != zone:
            after = after.with_settled(self._moved(after, after.hold))
        self.put(pair, after)

    def _moved(self, pairing: Pairing, held: Renewal) -> Renewal:
        decision = outcome(pairing, held, velocity_limit=self.velocity_limit, now=self.now)
        if isinstance(decision, Hold) and decision.resumes_at:
            return held.held(decision.reason, decision.resumes_at, self.now)
        return replace(held, resumes_at=self.now, remind_at=None)

    def put(self, pair: Pair, after: Pairing) -> None:
        """What a change of the pairing does to its hold is kept with it."""
        before = self.pairings.get(pair)
        if before and before.hold and after.renewal != before.hold and after.renewal:
            self.keep(after.renewal)
        self.pairings[pair] = after

    def keep(self, renewal: Renewal) -> None:
        self.renewals[self.names.names[renewal.session_id], renewal.completion] = renewal

    def stop(self) -> Got:
        self.stopped = True
        return Got(200)

    def start(self) -> Got:
        self.stopped = False
        return Got(200)

    def is_stopped(self, *people: str) -> bool:
        return self.stopped or bool(self.suspended & set(people))

    def sign_in(self, person: str) -> Got:
        return Got(200, {"time_zone": self.writes(person).time_zone})

    def new_token(self, person: str) -> Got:
        self.tokens[person] = self.tokens.get(person, 1) + 1
        return Got(200)

    def suspend(self, person: str) -> Got:
        self.suspended.add(person)
        return Got(200)

    def resume(self, person: str) -> Got:
        self.suspended.discard(person)
        return Got(200)

    def contact_of(self, pair: Pair) -> Contact:
        return self.contacts.get(pair) or Contact(client_id=UserId(pair[0]), coach_id=UserId(pair[1]))

    def no_offer_mails(self, pair: Pair) -> None:
        self.contacts[pair] = replace(self.contact_of(pair), by_mail=False)

    def writes(self, person: str) -> Profile:
        self.people[person] = self.after_a_write(person)
        return self.people[person]

    def after_a_write(self, person: str) -> Profile:
        """The token's address, once it is another, replaces the profile's and its flag."""
        address = str(self.tokens.get(person, 1))
        known = self.people.get(person) or Profile(user_id=UserId(person), name=person, email=address, is_client=True)
        return known if known.email == address else replace(known, email=address, undeliverable=False)

    def known(self, pair: Pair) -> Pairing:
        if pair not in self.pairings:
            raise NotFound
        pairing, client = self.pairings[pair], self.people[pair[0]]
        if (pairing.client_time_zone, pairing.client_undeliverable) != (client.time_zone, client.undeliverable):
            pairing = self.pairings[pair] = pairing.as_client_is(client)
        return pairing

    def session(self, client: str, coach: str, name: str) -> tuple[Pairing, Session]:
        pairing, session = self.known((client, coach)), self.sessions.get(name)
        if session is None or self.owners[name] != (client, coach):
            raise NotFound
        return pairing, session

    def as_of_now(self, pairing: Pairing) -> tuple[Standing, Decision]:
        """Asked twice at each step: once for the client, once for the coach."""
        if self.asked is None or self.asked[0] is not pairing or self.asked[1] != self.now:
            stands = standing(pairing, velocity_limit=self.velocity_limit, now=self.now)
            decision = decide_now(pairing, velocity_limit=self.velocity_limit, now=self.now)
            self.asked = pairing, self.now, stands, decision
        return self.asked[2], self.asked[3]

    def add(self, name: str, pair: Pair, session: Session) -> None:
        self.sessions[name], self.owners[name] = session, pair
        self.names.add(name, session.session_id)

    def pairing(self, pair: Pair, side: str) -> Body:
        known, to = self.known(pair), Side(side)
        stands, decision = self.as_of_now(known)
        stopped = self.is_stopped(*pair)
        then, shown = foretold(decision, stopped=stopped), views.pairing(to, known, stands, self.names)
        if to is Side.COACH:
            return shown | {"preview": views.preview(to, known, then)}
        own = views.own_preview(known, then, self._book_now(known, stopped=stopped), self.names)
        return shown | {"book_now": views.bookable(self._book_now(known), self.names), "preview": own}

    def _book_now(self, pairing: Pairing, *, stopped: bool = False) -> BookNow:
        return book_now(pairing, velocity_limit=self.velocity_limit, stopped=stopped, now=self.now)

    def shown(self, session: Session, pair: Pair, side: str) -> Body:
        return {"session": views.session(session, self.names), "pairing": self.pairing(pair, side)}

    def after(self, pairing: Pairing | None, *earlier: datetime) -> datetime:
        return later_than(self.now, pairing.latest_at if pairing else None, *earlier)

    def tell(
        self,
        pair: Pair,
        kind: EventKind,
        at: datetime,
        *also: Side,
        copy: Copy | None = None,
        facts: Facts | None = None,
        second: bool = False,
    ) -> None:
        n = -self.step if second else self.step
        what = event(kind, EventId(str(n)), at, UserId(pair[0]), UserId(pair[1]), **facts or {})
        known = self.pairings.get(pair)
        if known:
            self.pairings[pair] = known.as_of(at)
        said = (known.deck_seq, known.rate) if known else None
        what = notify(what, *also) if also else what
        self.events[n] = Told(copied(what, *copy) if copy else what, said)
