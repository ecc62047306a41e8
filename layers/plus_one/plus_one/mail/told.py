"""An event as it is told to one of the two: by name, in the recipient's time zone."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from plus_one.domain import explanations
from plus_one.domain.bidi import isolated
from plus_one.domain.days import in_words, zone
from plus_one.domain.events import Event, Side
from plus_one.domain.lines import Known
from plus_one.domain.profiles import LONGEST_NAME, NO_NAME, Profile
from plus_one.domain.sides import known_to
from plus_one.mail import links, words
from plus_one.mail.content import Link
from plus_one.mail.links import Links

LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Known):
    """What a mail is made of. `strangers`: the client has never booked anything with this coach."""

    zone: ZoneInfo
    urls: Links
    strangers: bool

    @property
    def on_deck(self) -> str:
        return self.sessions("on_deck").capitalize()

    def says(self, words: str, **more: object) -> str:
        """With the two named as this side names them. Their own text is never part of `words`."""
        return words.format_map(explanations.words_for(self.side, self.client, self.coach) | more)

    def because(self, reason: str, *, past: bool = False) -> str:
        return explanations.because(reason, self.side, self.client, self.coach, past=past)

    def over(self, reason: str) -> str:
        return explanations.over(reason)

    def resumes(self, reason: str) -> str:
        return explanations.resumes(reason, self.side, self.client, self.coach)

    def calendar_day(self, fact: str) -> str:
        """Of a fact that is a day already."""
        return in_words(date.fromisoformat(self.text(fact)))

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
    def when(self) -> str:
        """In a list of mails."""
        return words.short_moment(self.event.at, self.zone)

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
        return f"“{isolated(words.one_line(self.text('title'), LONGEST_TITLE)) or 'no title'}”"

    @property
    def last_package(self) -> str:
        price, booked = self.money("package_price"), self.day("package_booked_at")
        return f"{self.sessions('package_sessions')} for {price}, booked on {booked}"

    @property
    def preferences(self) -> Link:
        return links.preferences(self.urls.web_url, self.event.coach_id)

    @property
    def book_now(self) -> Link:
        return links.book_now(self.urls.web_url, self.event.coach_id)

    @property
    def one_click(self) -> Link:
        return links.one_click(self.urls.unsubscribe_url, self.coach)

    @property
    def no_offer_mails(self) -> Link:
        return links.no_offer_mails(self.urls.unsubscribe_url, self.coach)

    @property
    def inbox(self) -> Link:
        return links.inbox(self.urls.web_url)

    @property
    def in_roster(self) -> Link:
        return links.client(self.urls.web_url, self.event.client_id)


def told(event: Event, side: Side, client: Profile, coach: Profile, urls: Links, *, strangers: bool = False) -> Told:
    recipient = client if side is Side.CLIENT else coach
    return Told(
        event=known_to(side, event),
        side=side,
        client=_name(client),
        coach=_name(coach),
        zone=zone(recipient.time_zone),
        urls=urls,
        strangers=strangers,
    )


def _name(profile: Profile) -> str:
    return isolated(words.one_line(profile.name, LONGEST_NAME)) or NO_NAME
