"""Random histories of two clients, two coaches, and one who is both. `random` decides, so a seed is a history."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tests.model.asking import CLIENTS, COACHES
from tests.model.asking_holds import AskingOfHolds
from tests.model.clocks import DAY
from tests.model.law_terms import Pairing
from tests.model.steps import Step

WEIGHTS = {
    "clock": 16, "profile": 1, "sign_in": 1, "new_token": 1, "suspend": 1, "resume": 8, "feedback": 3, "post": 14,
    "offer": 4, "withdraw": 1, "book": 9, "look": 3, "preview": 6, "enroll": 9, "unenroll": 2, "link": 1,
    "complete": 34, "settle": 30, "reopen": 6, "cancel": 3, "contact": 2, "offers_link": 1,
    "sweep": 4, "tap": 5, "stop": 0.4, "start": 0.4, "older_terms": 0.4, "support_ends": 0.4, "end": 0.7,
    "take_end_back": 0.7,
}  # fmt: skip
VERBS, SHARES = list(WEIGHTS), list(WEIGHTS.values())
ON_HOLD = (
    *("clock", "sweep") * 20, *("enroll", "post") * 3, "tap", "profile", "settle", "unenroll", "suspend", "book",
    "reopen", "end", "support_ends",
)  # fmt: skip
LOOPS = (["enroll", "unenroll"] * 16, ["end", "take_end_back"] * 16, ["offer", "withdraw"] * 30)
POSTS = {"offer", "book", "complete", "reopen", "cancel"}


@dataclass
class Chooser(AskingOfHolds):
    """Chooses the next step; the model's state makes what is interesting likely and what is odd possible."""

    keys: bool = False
    keyed: list[tuple[datetime, Step]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.focus = (self.random.choice(CLIENTS[:2]), self.random.choice(COACHES))
        self.held_back = self.often(0.5)

    def steps(self, count: int) -> Iterator[Step]:
        for _ in range(count):
            yield self.step(self._verb())

    def _verb(self) -> str:
        if self.loop and self.often(0.95):
            return self.loop.pop()
        if self.often(0.001):
            self.loop = list(self.random.choice(LOOPS))
        if self.n in self.law.pending and self.often(0.4):
            return "settle"
        pairing = self.law.pairings.get(self.focus)
        if verb := self._of_the_day() or (self._next_of(pairing) if pairing else None):
            return verb
        [verb] = self.random.choices(VERBS, SHARES)
        if not pairing and verb not in ("clock", "offer") and self.often(0.8):
            return "book"
        if self.held_back and pairing and pairing.on_deck and verb in ("book", "offer", "reopen", "cancel"):
            verb = "complete"
        needs_one = pairing and not pairing.on_deck and not pairing.held and verb == "complete"
        return "book" if needs_one and self.often(0.7) else verb

    def _of_the_day(self) -> str | None:
        if self.law.fillers.get(self.focus[1]) and self.often(0.1):
            return str(self.random.choice(("offer", "offer", "withdraw")))
        if self.often(0.002):
            return "fill"
        if (latest := self.law.offers.get(self.n)) and latest.client and self.often(0.5):
            return "offer"
        return "start" if self.law.stopped and self.often(0.15) else None

    def _next_of(self, pairing: Pairing) -> str | None:
        if pairing.held and self.often(0.85):
            return str(self.random.choice(ON_HOLD))
        if pairing.ended and self.often(0.15):
            return "take_end_back"
        if not pairing.enrolled and self.often(0.15):
            return "enroll"
        if self.often(0.1) and any(one.status == "booked" for one in pairing.plus_ones[-1:]):
            return str(self.random.choice(("cancel", "reopen")))
        return None

    def step(self, verb: str) -> Step:
        """A verb that has nothing to be about becomes one that it needs first."""
        self.n += 1
        if verb in ("book", "preview") and not any(offer.coach == self.focus[1] for offer in self.law.offers.values()):
            verb = "offer"
        if (verb == "settle" and not self.unsettled()) or (verb == "post" and not self.unposted()):
            verb = "complete"
        if verb == "sweep" and not self.held():
            verb = "complete"
        if (verb == "feedback" and not self.law.mailed) or (verb == "resume" and not self.suspended()):
            verb = "complete"
        if self.keys and verb in POSTS and self.often(0.4):
            return self._keyed(verb)
        return Step(self.n, verb, getattr(self, verb)())

    def _keyed(self, verb: str) -> Step:
        """A request with a new key, or one of the last day again: the same, or with another body."""
        recent = [step for at, step in self.keyed if self.law.now - at < DAY]
        if not recent or self.often(0.5):
            step = Step(self.n, verb, getattr(self, verb)() | {"key": f"key-{self.n}"})
            self.keyed.append((self.law.now, step))
            return step
        again = self.random.choice(recent)
        other = {"outcome": "no_show"} if again.verb == "complete" and self.often(0.2) else {}
        return Step(self.n, again.verb, again.args | other)
