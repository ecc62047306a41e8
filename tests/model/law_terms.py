"""The nouns of product.md as simple mutable things. Written from product.md and api.md alone, without the code."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Body = dict[str, Any]
TERMS, OLDER_TERMS = "2026-12", "2026-11"


@dataclass
class Person:
    name: str
    zone: str = "UTC"
    flagged: bool = False
    token: int = 1
    suspended: bool = False
    address: int = 0  # 0: never signed in; else which of the token's verified addresses the profile has

    def signed_in(self) -> None:
        """Every write of a person brings the token's address along; a new one is not flagged."""
        self.flagged = self.flagged and self.token == self.address
        self.address = self.token

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.zone)).date()


@dataclass
class Offer:
    coach: str
    sessions: int
    price: int
    currency: str
    client: str | None = None
    auto_renewal: bool = True
    expires_at: datetime | None = None
    state: str = "open"
    made_at: datetime | None = None
    made_room: bool = False
    mailed: bool | None = None

    @property
    def rate(self) -> int:
        return (2 * self.price + self.sessions) // (2 * self.sessions)

    def state_at(self, now: datetime) -> str:
        late = self.expires_at is not None and now >= self.expires_at
        return "expired" if late and self.state == "open" else self.state


@dataclass
class Contact:
    """Of one coach with one client: the custom offers that take up room, and when mails about offers went."""

    open: list[Offer] = field(default_factory=list)
    mails: list[datetime] = field(default_factory=list)
    made: list[datetime] = field(default_factory=list)

    def look(self, at: datetime) -> None:
        """What has ended by then takes up no room from then on, whatever slower clocks say later."""
        self.open = [offer for offer in self.open if offer.state_at(at) == "open"]

    def take(self, offer: Offer, at: datetime, *, by_mail: bool) -> None:
        offer.mailed = by_mail and len([mail for mail in self.mails if mail > at - timedelta(days=1)]) < 3
        self.open.append(offer)
        self.made.append(at)
        self.mails += [at] if offer.mailed else []


@dataclass
class Settings:
    paused_until: date | None = None
    stop_after: int | None = None
    monthly_spend_cap: int | None = None
    max_rate: int | None = None
    heads_up: bool = True


@dataclass
class Session:
    name: str
    origin: str
    rate: int
    booked_at: datetime
    status: str = "booked"
    completed_at: datetime | None = None
    outcome: str | None = None
    trigger: bool = False
    renewal: "Renewal | None" = None
    month: tuple[int, int] = (0, 0)
    counted_by: Settings | None = None
    completions: int = 0
    renewals: "dict[int, Renewal]" = field(default_factory=dict)  # of each of its completions that was a last one


@dataclass
class Renewal:
    """`looks_at`: when the sweep looks at a hold, to remind or to decide; `told`: the reason and the day that the
    client knows."""

    epoch: int
    deck: int
    session: Session
    number: int
    completed_at: datetime
    state: str = "pending"
    reason: str | None = None
    plus_one: Session | None = None
    resumes_at: datetime | None = None
    looks_at: datetime | None = None
    told: tuple[str, date | None] | None = None

    @property
    def is_open(self) -> bool:
        return self.state in ("pending", "held")

    def hold(self, reason: str, moment: datetime | None, now: datetime) -> None:
        """R15: three days before a moment that is more than seven days away, the client is reminded."""
        is_far = moment is not None and moment - now > timedelta(days=7)
        self.state, self.reason, self.resumes_at = "held", reason, moment
        self.looks_at = moment - timedelta(days=3) if moment and is_far else moment

    def end(self, state: str, reason: str) -> None:
        self.state, self.reason, self.resumes_at, self.looks_at = state, reason, None, None


@dataclass
class Pairing:
    client: Person
    coach: Person
    currency: str
    last: Offer
    sessions: dict[str, Session] = field(default_factory=dict)
    plus_ones: list[Session] = field(default_factory=list)
    renewals: list[Renewal] = field(default_factory=list)
    packages: list[Offer] = field(default_factory=list)
    booked_at: list[datetime] = field(default_factory=list)
    turns: list[datetime] = field(default_factory=list)  # of what was undone
    turned_on: list[datetime] = field(default_factory=list)
    returned: list[datetime] = field(default_factory=list)  # the coach's ends taken back
    enrolled: bool = False
    terms: str = TERMS
    epoch: int = 0
    turned: int = 0  # how often the enrollment was turned on or off
    settings: Settings = field(default_factory=Settings)
    enrolled_at: datetime | None = None
    unenrolled_at: datetime | None = None
    receipt: Session | None = None
    ended_hold: bool = False  # by the latest un-enrolling
    ended: bool = False  # by the coach
    coach_turned_at: datetime | None = None
    on_deck: int = 0
    deck: int = 0  # how often something was put on an empty deck
    warned: bool = False
    latest: datetime | None = None  # the moment of its latest event

    @property
    def rate(self) -> int:
        return self.last.rate

    @property
    def latest_last(self) -> Renewal | None:
        """Of the latest last completion, enrolled or not."""
        return self.renewals[-1] if self.renewals else None

    @property
    def held(self) -> Renewal | None:
        latest = self.latest_last
        return latest if latest and latest.state == "held" else None

    def end_hold(self, reason: str) -> bool:
        held = self.held
        if held:
            held.end("skipped", reason)
        return held is not None

    @property
    def named_rate(self) -> tuple[int, str]:
        return self.rate, self.currency

    def put_on_deck(self, count: int) -> None:
        self.deck += self.on_deck == 0
        self.warned = self.warned and self.on_deck > 0
        self.on_deck += count
