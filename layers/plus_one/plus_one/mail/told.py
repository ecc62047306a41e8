"""An event as it is told to one of the two: by name, in the recipient's time zone."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from plus_one.domain.events import Event, Side
from plus_one.domain.money import Money
from plus_one.domain.profiles import LONGEST_NAME, NO_NAME, Profile
from plus_one.mail import links, words
from plus_one.mail.content import Link

LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fact that is missing is a KeyError: a notice that waits is better than a mail with a gap."""

    event: Event
    side: Side
    client: str
    coach: str
    zone: ZoneInfo
    web_url: str

    def has(self, fact: str) -> bool:
        return fact in self.event.facts

    def text(self, fact: str) -> str:
        return str(self.event.facts[fact])

    def number(self, fact: str) -> int:
        return int(self.text(fact))

    def money(self, fact: str) -> Money:
        return Money(self.number(fact), self.text("currency"))

    def sessions(self, fact: str) -> str:
        return words.sessions(self.number(fact))

    @property
    def on_deck(self) -> str:
        return self.sessions("on_deck").capitalize()

    def day(self, fact: str) -> str:
        return words.day(datetime.fromisoformat(self.text(fact)), self.zone)

    def moment(self, fact: str) -> str:
        return words.moment(datetime.fromisoformat(self.text(fact)), self.zone)

    def exact_moment(self, fact: str) -> str:
        return words.exact_moment(datetime.fromisoformat(self.text(fact)), self.zone)

    @property
    def at(self) -> str:
        return words.moment(self.event.at, self.zone)

    @property
    def exactly_at(self) -> str:
        return words.exact_moment(self.event.at, self.zone)

    @property
    def footer(self) -> str:
        """Mails can arrive late and in any order."""
        return (
            f"An automatic mail of the +1 Program. It says how things stood on {self.exactly_at}."
            f" Event id: {self.event.event_id}."
        )

    @property
    def offered(self) -> str:
        """The title is somebody's own text, so it stands in quotation marks."""
        return f"“{words.one_line(self.text('title'), LONGEST_TITLE) or 'no title'}”"

    @property
    def last_package(self) -> str:
        price, booked = self.money("package_price"), self.day("package_booked_at")
        return f"{self.sessions('package_sessions')} for {price}, booked on {booked}"

    @property
    def preferences(self) -> Link:
        return links.preferences(self.web_url, self.event.coach_id)

    @property
    def inbox(self) -> Link:
        return links.inbox(self.web_url)

    @property
    def in_roster(self) -> Link:
        return links.client(self.web_url, self.event.client_id)


def told(event: Event, side: Side, client: Profile, coach: Profile, web_url: str) -> Told:
    recipient = client if side is Side.CLIENT else coach
    return Told(
        event=event,
        side=side,
        client=_name(client),
        coach=_name(coach),
        zone=words.zone_of(recipient.time_zone),
        web_url=web_url,
    )


def _name(profile: Profile) -> str:
    return words.one_line(profile.name, LONGEST_NAME) or NO_NAME
