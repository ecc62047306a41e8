"""What is asked about renewals and holds."""

from dataclasses import dataclass

from tests.model.asking import Asking
from tests.model.law_terms import Body

RATE = {"amount": 1000, "currency": "USD"}


@dataclass
class AskingOfHolds(Asking):
    def settle(self) -> Body:
        """Also one that is on hold: a record of the stream may come late, and again."""
        waiting = self.unsettled() + (self.held() if self.often(0.2) else [])
        return {"completion": self.random.choice(waiting if waiting and self.often(0.95) else range(1, self.n + 1))}

    def held(self) -> list[int]:
        return [n for n, (_, renewal) in self.law.pending.items() if renewal.state == "held"]

    def sweep(self) -> Body:
        waiting = self.held() + (self.unsettled() if self.often(0.2) else [])
        return {"completion": self.random.choice(waiting if waiting and self.often(0.95) else range(1, self.n + 1))}

    def stop(self) -> Body:
        return {}

    start = stop

    def tap(self) -> Body:
        """Mostly what the page shows, sometimes what an older one showed."""
        client, coach = self.pair()
        pairing = self.law.pairings.get((client, coach))
        made = pairing.renewals if pairing else []
        if pairing is None or not made:
            return {"client": client, "coach": coach, "session": "0.0", "completion": 1, "rate": RATE}
        of = made[-1] if self.often(0.8) else self.random.choice(made)
        number = of.number if self.often(0.97) else of.number + self.random.choice((-1, 1))
        rate = pairing.rate if self.often(0.9) else self.random.choice((0, pairing.rate + 1, pairing.packages[0].rate))
        asked = {"session": of.session.name, "completion": max(1, number)}
        return {"client": client, "coach": coach} | asked | {"rate": self._money(pairing, (rate,))}
