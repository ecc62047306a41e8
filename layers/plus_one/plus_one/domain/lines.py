"""An event as one of the two may know it, and its facts in words."""

from dataclasses import dataclass, replace

from plus_one.domain.events import Event, Fact, Side
from plus_one.domain.explanations import because, sessions, words_for
from plus_one.domain.money import Money
from plus_one.domain.settings import SETTINGS
from plus_one.domain.sides import reason_for

REASON_FACTS = frozenset({"suspended_because", "reason_after"})


def known_to(side: Side, event: Event) -> Event:
    """A coach's event holds no setting of the client and no private reason, so nothing made of it can tell them."""
    facts = {name: _known(side, name, fact) for name, fact in event.facts.items() if _may_know(side, name)}
    return replace(event, reason=reason_for(side, event.reason), facts=facts)


def _may_know(side: Side, name: str) -> bool:
    return side is Side.CLIENT or name not in SETTINGS


def _known(side: Side, name: str, fact: Fact) -> Fact:
    return reason_for(side, str(fact)) if name in REASON_FACTS and fact is not None else fact


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

    def number(self, fact: str) -> int:
        return int(self.text(fact))

    def money(self, fact: str) -> Money:
        return Money(self.number(fact), self.text("currency"))

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
