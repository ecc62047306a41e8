"""What a request of each kind asks for: mostly what makes sense in the model's state, sometimes what does not."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from tests.model.clocks import DAY, ZONES, later
from tests.model.law import Law
from tests.model.law_terms import OLDER_TERMS, TERMS, Body, Pairing, Session

CLIENTS, COACHES = ("ana", "bo", "ana", "bo", "ana", "bo", "lee"), ("kim", "lee")
CURRENCIES = ("USD", "USD", "USD", "JPY", "KWD")
ENDS = (DAY / 24, DAY, 9 * DAY, 9 * DAY, 1825 * DAY, timedelta(0), -DAY, 1830 * DAY)
PAUSES = (-1, 0, 0, 1, 1, 5, 9, 12, 40, 150, 170, 200)
PRICES = (0, 1, 1000, 1000, 6000, 6000, 20000, 20000, 999_999_999)


@dataclass
class Asking:
    random: Random
    law: Law
    n: int = 0
    focus: tuple[str, str] = ("ana", "kim")
    held_back: bool = False  # a client who sets limits, and buys little
    loop: list[str] = field(default_factory=list)  # what somebody does again and again

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def pair(self) -> tuple[str, str]:
        if self.often(0.8):
            return self.focus
        known = list(self.law.pairings)
        if known and self.often(0.7):
            return self.random.choice(known)
        return self.random.choice(CLIENTS), self.random.choice(COACHES)

    def unsettled(self) -> list[int]:
        return [n for n, (_, renewal) in self.law.pending.items() if renewal.state == "pending"]

    def unposted(self) -> list[int]:
        return [n for n, states in self.law.posted.items() if "pending" in states.values()]

    def clock(self) -> Body:
        at = later(self.random, self.law.now, self.law.pairings.get(self.pair()))
        return {"at": at.isoformat(timespec="milliseconds")}

    def profile(self) -> Body:
        return {"person": self.random.choice(self.pair()), "zone": self.random.choice(ZONES)}

    def sign_in(self) -> Body:
        return {"person": self.random.choice(self.pair())}

    new_token = suspend = sign_in

    def suspended(self) -> list[str]:
        return [name for name, person in self.law.people.items() if person.suspended]

    def resume(self) -> Body:
        return {"person": self.random.choice(self.suspended() or self.pair())}

    def feedback(self) -> Body:
        event, to = self.random.choice(list(self.law.mailed)[-8:])
        verdict = self.random.choice(("hard", "hard", "hard", "complaint", "soft", "delivered"))
        return {"event": event, "to": to, "verdict": verdict}

    def post(self) -> Body:
        waiting = self.unposted()[-self.random.choice((2, 5, 50)) :]
        if self.often(0.5):
            waiting = [n for n in waiting if self.law.events[n].said] or waiting
        return {"event": self.random.choice(waiting if waiting and self.often(0.9) else range(1, self.n + 1))}

    def offer(self) -> Body:
        """A custom one is often followed by another, and in a loop."""
        latest = self.law.offers.get(self.n - 1)
        client, coach = (latest.client, latest.coach) if latest and latest.client else self.pair()
        before = self.law.pairings.get((client, coach))
        terms = {
            "coach": coach,
            "sessions": self.random.choice((1, 1, 1, 1, 2, 2, 2, 3, 5)),
            "price": self.random.choice(PRICES),
            "currency": before.currency if before and self.often(0.95) else self.random.choice(CURRENCIES),
        }
        if self.often(0.9 if self.loop or (latest and latest.client) else 0.3):
            terms["client"] = coach if self.often(0.05) else client
        if self.often(0.15):
            terms["auto_renewal"] = False
        if self.often(0.1):
            terms["expires_at"] = (self.law.now + self.random.choice(ENDS)).isoformat()
        return terms

    def fill(self) -> Body:
        """Nearly as many as a coach may have."""
        coach = self.focus[1]
        made = self.law.fillers.get(coach, 0) + len(self.law.open_standard(coach))
        return {"coach": coach, "number": max(0, 99 - made)}

    def withdraw(self) -> Body:
        return {"coach": self.pair()[1], "offer": self._any_offer(self.pair()[1])}

    def book(self) -> Body:
        client, coach = self.pair()
        return {"client": coach if self.often(0.01) else client, "coach": coach, "offer": self._any_offer(coach)}

    def _any_offer(self, coach: str) -> int:
        mine = [n for n, offer in self.law.offers.items() if offer.coach == coach]
        fresh = [n for n in mine if self.law.offers[n].state_at(self.law.now) == "open" and self.often(0.8)]
        return self.random.choice((fresh or mine)[-4:] if mine and self.often(0.97) else range(1, self.n + 1))

    def look(self) -> Body:
        client, coach = self.pair()
        return {"client": client, "coach": coach}

    unenroll = link = offers_link = support_ends = older_terms = end = take_end_back = look

    def contact(self) -> Body:
        return self.look() | {name: self.often(0.6) for name in ("offers_by_mail", "offers") if self.often(0.8)}

    def enroll(self) -> Body:
        client, coach = self.pair()
        pairing = self.law.pairings.get((client, coach))
        asked: Body = {"client": client, "coach": coach, "settings": self._settings(pairing) if pairing else {}}
        if self.law.looks and self.often(0.2):
            asked["if_match"] = self.random.choice(list(self.law.looks)[-3:])
        if self.often(0.1):
            asked["terms"] = self.random.choice((TERMS, TERMS, TERMS, OLDER_TERMS))
        return asked

    def preview(self) -> Body:
        """A booking, a save, or one after the other."""
        asked = self.book() if self.often(0.7) else self.look()
        pairing = self.law.pairings.get((asked["client"], asked["coach"]))
        if self.often(0.5) or (pairing is None and "offer" not in asked):
            asked["settings"] = self._settings(pairing) if pairing else {}
        return asked

    def _settings(self, pairing: Pairing) -> Body:
        rate, asked = pairing.rate, dict[str, object]()
        if self.often(0.6 if self.held_back else 0.2):
            days = timedelta(days=self.random.choice(PAUSES))
            asked["paused_until"] = (pairing.client.today(self.law.now) + days).isoformat()
        if self.often(0.3):
            asked["stop_after"] = self.random.choice((0, 1, 1, 2, 2, 3, 1000))
        if self.often(0.3):
            asked["monthly_spend_cap"] = self._money(pairing, (0, rate - 1, rate, 2 * rate, 2 * rate, 3 * rate - 1))
        if self.often(0.2):
            asked["max_rate"] = self._money(pairing, (0, rate - 1, rate, rate + 1))
        if self.often(0.15):
            asked["heads_up"] = self.often(0.2)
        return asked

    def _money(self, pairing: Pairing, amounts: tuple[int, ...]) -> Body:
        currency = "EUR" if self.often(0.03) else pairing.currency
        return {"amount": min(max(self.random.choice(amounts), 0), 999_999_999), "currency": currency}

    def complete(self) -> Body:
        client, coach = self.pair()
        asked = {"coach": coach, "client": client, "session": self._session((client, coach), "booked")}
        return asked | ({"outcome": "no_show"} if self.often(0.15) else {})

    def reopen(self) -> Body:
        client, coach = self.pair()
        return {"coach": coach, "client": client, "session": self._session((client, coach), "completed")}

    def cancel(self) -> Body:
        client, coach = self.pair()
        side = self.random.choice(("client", "coach"))
        session = self._session((client, coach), "booked", "plus_one" if self.often(0.8) else "")
        return {"side": side, "client": client, "coach": coach, "session": session}

    def _session(self, pair: tuple[str, str], status: str, origin: str = "") -> str:
        """Mostly one that the request can be about, sometimes any other, sometimes none."""
        pairing = self.law.pairings.get(pair)
        known: list[Session] = list(pairing.sessions.values())[-12:] if pairing else []
        apt = [one for one in known if one.status == status and one.origin.startswith(origin)]
        if status == "completed" and self.often(0.5):
            apt = sorted(apt, key=lambda one: one.completed_at or one.booked_at)[-1:]
        if not known or self.often(0.01):
            return "0.0"
        return self.random.choice(apt if apt and self.often(0.92) else known).name
