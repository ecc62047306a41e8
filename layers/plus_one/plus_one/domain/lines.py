"""The facts of an event in words, of which timeline and mails are made."""

from dataclasses import dataclass
from datetime import datetime

from plus_one.domain.bidi import isolated
from plus_one.domain.days import day_of, in_words
from plus_one.domain.events import Event, Side
from plus_one.domain.explanations import because, sessions, words_for
from plus_one.domain.money import Money


@dataclass(frozen=True, slots=True)
class Known:
    """`event` is what `side` may know. A fact that is missing is a KeyError: a notice that waits is better than a mail
    with a gap."""

    event: Event
    side: Side
    client: str
    coach: str

    def has(self, fact: str) -> bool:
        return self.event.facts.get(fact) is not None

    def text(self, fact: str) -> str:
        return str(self.event.facts[fact])

    def own(self, fact: str) -> str:
        """What a person wrote."""
        return isolated(self.text(fact))

    def number(self, fact: str) -> int:
        return int(self.text(fact))

    def money(self, fact: str) -> Money:
        return Money(self.number(fact), self.text("currency"))

    @property
    def resumes_on(self) -> str:
        """The day on which what is on hold is booked, where the client is. "" if it waits for the client."""
        if not self.has("resumes_at"):
            return ""
        return in_words(day_of(datetime.fromisoformat(self.text("resumes_at")), self.text("time_zone")))

    @property
    def ended_hold(self) -> bool:
        return bool(self.event.facts.get("ended_hold"))

    def sessions(self, fact: str) -> str:
        return sessions(self.number(fact))


@dataclass(frozen=True, slots=True)
class Line(Known):
    """What a line of the timeline is made of."""

    def says(self, words: str, **more: object) -> str:
        """In the past, with the two named as this side names them. Names and titles are never part of `words`."""
        return words.format_map(words_for(self.side, self.client, self.coach, past=True) | more)

    def because(self, reason: str) -> str:
        return because(reason, self.side, self.client, self.coach, past=True)

    @property
    def on_deck(self) -> str:
        return f"{self.sessions('on_deck')} {'were' if self.number('on_deck') > 1 else 'was'} on deck"
