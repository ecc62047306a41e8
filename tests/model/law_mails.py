"""The turn of a mail, and what becomes of it. Written from product.md and api.md alone, without the code."""

from datetime import timedelta

from tests.model.law_events import Event, Mailed
from tests.model.law_terms import Pairing, Person
from tests.model.law_world import Answer, World

VERDICTS = ("soft", "delivered", "hard", "complaint")


class Mails(World):
    def post(self, event: int) -> Answer:
        """The turn of an event's notices; a second turn changes nothing. Who never signed in has no address yet."""
        self.announced = []
        if event not in self.events:
            return Answer(200)
        told, states, mailed = self.events[event], self.posted[event], dict[str, str]()
        self.announced = [told.due] if told.due and event not in self.heard else []
        self.heard.add(event)
        people = dict(zip(("client", "coach"), map(self.person, told.pair), strict=True))
        for to in [to for to in states if states[to] == "pending" and self._has_turn(event, to)]:
            states[to] = self._outcome(to, people[to], told, known=all(person.address for person in people.values()))
            if states[to] == "pending":
                self._put_off(event, to)
            if states[to] == "sent":
                self.mailed[event, to] = Mailed(people[to].address)
                mailed[to] = told.notices[to]
        return Answer(200, {"notices": dict(states), "mailed": mailed})

    def _has_turn(self, event: int, to: str) -> bool:
        return (event, to) not in self.put_off or self.put_off[event, to][1] <= self.now

    def _put_off(self, event: int, to: str) -> None:
        """A failed attempt moves the due time: doubling, at most an hour. (The page does not say: from a minute.)"""
        attempts = self.put_off.get((event, to), (0, self.now))[0]
        pause = min(timedelta(minutes=2**attempts), timedelta(hours=1))
        self.put_off[event, to] = (attempts + 1, self.now + pause)

    def _outcome(self, side: str, to: Person, told: Event, *, known: bool) -> str:
        """`known`: both have signed in. Who has not is waited for, a week long."""
        if to.flagged and known:
            return "undeliverable"
        if told.offer and (told.offer.state_at(self.now) != "open" or not all(self.switched(told.pair).values())):
            return "stale"
        if not known:
            return "undeliverable" if self.now - told.at >= timedelta(days=7) else "pending"
        if told.waits and told.still and told.waits[0] == side and not told.still():
            return "stale"
        if told.holds and not told.holds(side):
            return "stale"
        return "stale" if told.said and not self._still_true(self.pairings[told.pair], told.said) else "sent"

    def _still_true(self, pairing: Pairing, said: tuple[int, int]) -> bool:
        books = self.view("client").decision(pairing) == "BOOKED" and pairing.settings.heads_up
        return books and pairing.on_deck == 1 and said == (pairing.deck, pairing.rate)

    def feedback(self, event: int, to: str, verdict: str) -> Answer:
        """What became of a mail, in any order, and perhaps twice. Only what is new and worse than before counts, and
        only for the address that the mail went to."""
        mail = self.mailed.get((event, to))
        if mail is None or VERDICTS.index(verdict) <= mail.heard:
            return Answer(200)
        mail.heard = VERDICTS.index(verdict)
        if verdict in ("hard", "complaint"):
            self.posted[event][to] = "undeliverable"
        if verdict == "complaint" and self.events[event].offer:
            self.switch(self.events[event].pair, offers_by_mail=False)
        elif verdict in ("hard", "complaint"):
            person = self.person(self.events[event].pair[to == "coach"])
            person.flagged = person.flagged or person.address == mail.address
        return Answer(200)
