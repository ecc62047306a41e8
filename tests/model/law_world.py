"""What there is, who knows what, and the mail. Written from product.md and api.md alone, without the code."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.model.law_decision import HOLDS, decide
from tests.model.law_events import Event, Mailed
from tests.model.law_moments import resumes_at
from tests.model.law_terms import Body, Contact, Offer, Pairing, Person, Renewal
from tests.model.law_views import MS, View

STATUS = {
    "NOT_FOUND": 404,
    "TOO_MANY_OFFERS": 429,
    "CURRENCY_MISMATCH": 422,
    "SAME_PERSON": 422,
    "INVALID": 422,
    "IDEMPOTENCY_KEY_REUSED": 422,
    "PRECONDITION_FAILED": 412,
    "SUSPENDED": 403,
}

type Pair = tuple[str, str]


@dataclass(frozen=True)
class Answer:
    """A success with the body fields that the law fixes, or the refusals that apply: the pages do not order them."""

    status: int
    body: Body = field(default_factory=dict)
    codes: frozenset[str] = frozenset()


def refuse(*codes: str) -> Answer:
    return Answer(STATUS.get(codes[0], 409), codes=frozenset(codes))


class World:
    def __init__(self, velocity_limit: int, start: datetime) -> None:
        self.velocity_limit = velocity_limit
        self.now = start
        self.step = 0
        self.people: dict[str, Person] = {}
        self.offers: dict[int, Offer] = {}
        self.fillers: dict[str, int] = {}
        self.contacts: dict[Pair, Contact] = {}
        self.pairings: dict[Pair, Pairing] = {}
        self.switches: dict[Pair, Body] = {}
        self.pending: dict[int, tuple[Pairing, Renewal]] = {}
        self.timelines: dict[Pair, list[Event]] = {}
        self.events: dict[int, Event] = {}
        self.posted: dict[int, dict[str, str]] = {}
        self.mailed: dict[tuple[int, str], Mailed] = {}
        self.put_off: dict[tuple[int, str], tuple[int, datetime]] = {}
        self.looks: dict[int, Body] = {}
        self.heard: set[int] = set()
        self.stopped = False
        self.announced: list[tuple[str, str, int, str]] = []

    def view(self, side: str) -> View:
        return View(side, self.velocity_limit, self.now, self.stopped)

    def person(self, name: str) -> Person:
        return self.people.setdefault(name, Person(name))

    def writes(self, name: str) -> Person:
        person = self.person(name)
        person.signed_in()
        return person

    def after(self, *earlier: datetime | None) -> datetime:
        """When something happens: as the clock of this machine says, and later than what happened before it."""
        return max([self.now, *(moment + MS for moment in earlier if moment)])

    def tell(self, client: str, coach: str, event: Event, at: datetime, *, second: bool = False) -> None:
        """`second`: of the same step; it is named by the step below zero."""
        event.pair, event.at = (client, coach), at
        if (client, coach) in self.pairings:
            self.pairings[client, coach].latest = at
        n = -self.step if second else self.step
        self.events[n] = event
        self.posted[n] = dict.fromkeys(event.notices, "pending")
        if event.waits:
            self.put_off[n, event.waits[0]] = (0, event.waits[1])
        self.timelines.setdefault((client, coach), []).append(event)

    def switched(self, pair: Pair) -> Body:
        """What the client has chosen for the offers of one coach."""
        return self.switches.get(pair, {"offers_by_mail": True, "offers": True})

    def switch(self, pair: Pair, **switches: bool) -> Body:
        self.switches[pair] = self.switched(pair) | switches
        return self.switches[pair]

    def clock(self, at: str) -> Answer:
        """The next requests come to another machine, perhaps one whose clock is behind."""
        self.now = datetime.fromisoformat(at)
        return Answer(200)

    def profile(self, person: str, zone: str) -> Answer:
        before, self.writes(person).zone = self.person(person).zone, zone
        if before != zone:
            self._moved(person)
        return Answer(200, {"time_zone": zone})

    def _moved(self, client: str) -> None:
        """R12: days and months begin at other moments there. A hold that could be booked now is left to the sweep."""
        for pairing in self.pairings.values():
            held = pairing.held
            if held and held.resumes_at and pairing.client.name == client:
                reason = decide(pairing, held, self.velocity_limit, self.now)
                moment = resumes_at(pairing, held, self.velocity_limit, self.now) if reason in HOLDS else None
                held.hold(reason if moment else held.reason or "", moment or self.now, self.now)
                held.told = held.reason or "", pairing.client.today(held.resumes_at)

    def stop(self) -> Answer:
        """R17: an operator. What is pending stays so, and what is on hold."""
        self.stopped = True
        return Answer(200)

    def start(self) -> Answer:
        self.stopped = False
        return Answer(200)

    def sign_in(self, person: str) -> Answer:
        return Answer(200, {"time_zone": self.writes(person).zone})

    def new_token(self, person: str) -> Answer:
        """The identity provider verified another address; the profile learns of it when the token is used."""
        self.person(person).token += 1
        return Answer(200)

    def suspend(self, person: str) -> Answer:
        return self._turned(person, suspended=True)

    def resume(self, person: str) -> Answer:
        return self._turned(person, suspended=False)

    def _turned(self, person: str, *, suspended: bool) -> Answer:
        """Every pairing of theirs says so. It is no change of the pairing."""
        if self.person(person).suspended != suspended:
            self.person(person).suspended = suspended
            for pair, pairing in self.pairings.items():
                if person in pair:
                    self.timelines[pair].append(Event("support_helped", pair=pair, at=self.after(pairing.latest)))
        return Answer(200)
