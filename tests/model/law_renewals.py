"""What becomes of the last completions: R3, R11, R12, R15, R17."""

from datetime import datetime

from tests.model.law_decision import HOLDS, decide, month_of
from tests.model.law_events import Event
from tests.model.law_moments import resumes_at
from tests.model.law_terms import Pairing, Renewal, Session
from tests.model.law_views import MS
from tests.model.law_world import Answer, World

SILENT = {"NOT_ENROLLED", "ALREADY_ON_DECK", "COMPLETION_UNDONE"}


class Renewals(World):
    decides_holds = True

    def settle(self, completion: int) -> Answer:
        """The stream brings the renewal of a completion; again, and again, also while it is on hold."""
        pairing, renewal = self.pending.get(completion, (None, None))
        if pairing and renewal and renewal.state == "pending":
            self._look(pairing, renewal)
        return Answer(200)

    def sweep(self, completion: int) -> Answer:
        """R12. At its moment or later, never before; one that waits for the client is not looked at."""
        pairing, renewal = self.pending.get(completion, (None, None))
        if pairing and renewal and (renewal.state == "pending" or self._is_due(renewal)):
            self._look(pairing, renewal)
        return Answer(200)

    def _is_due(self, renewal: Renewal) -> bool:
        return renewal.state == "held" and renewal.looks_at is not None and renewal.looks_at <= self.now

    def _look(self, pairing: Pairing, renewal: Renewal) -> None:
        if self.stopped or self._waits(pairing, renewal):
            return
        at = self.after(pairing.latest)
        if renewal.resumes_at and at < renewal.resumes_at:
            self._remind(pairing, renewal, at)
        else:
            self._decide(pairing, renewal, at)

    def _waits(self, pairing: Pairing, renewal: Renewal) -> bool:
        """While one of the two is suspended; not when the client has left since, for then nothing can come of it."""
        is_on = pairing.enrolled and pairing.epoch == renewal.epoch
        return is_on and (pairing.client.suspended or pairing.coach.suspended)

    def _remind(self, pairing: Pairing, renewal: Renewal, at: datetime) -> None:
        renewal.looks_at = renewal.resumes_at
        event = Event("resumes_soon", renewal.reason, {"client": "resumes_soon"}, pairing.named_rate)
        self._true_while_held(event, pairing, renewal)
        self.tell(pairing.client.name, pairing.coach.name, event, at)

    def _decide(self, pairing: Pairing, renewal: Renewal, at: datetime) -> None:
        reason = decide(pairing, renewal, self.velocity_limit, at)
        if reason == "BOOKED":
            self._book(pairing, renewal, at)
            return
        if reason in HOLDS:
            event = self._hold(pairing, renewal, reason, at)
        else:
            renewal.end("skipped", reason)
            both = {} if reason in SILENT else {"client": "not_booked", "coach": "not_booked"}
            event = Event("not_booked", reason, both)
        self.tell(pairing.client.name, pairing.coach.name, event, at)

    def _hold(self, pairing: Pairing, renewal: Renewal, reason: str, at: datetime) -> Event:
        """Both hear of it, and the client again if the reason or the day is another one. Nobody hears of some hours
        that the guard takes."""
        is_new, known = renewal.state == "pending" or _is_brief(renewal), renewal.told
        self._held(pairing, renewal, reason, resumes_at(pairing, renewal, self.velocity_limit, at), at)
        whom = ("client", "coach") if is_new else ("client",) if renewal.told != known else ()
        whom = () if _is_brief(renewal) else whom
        event = Event("held", reason, dict.fromkeys(whom, "held"), pairing.named_rate)
        self._true_while_held(event, pairing, renewal)
        return event

    def _held(self, pairing: Pairing, renewal: Renewal, reason: str, moment: datetime | None, at: datetime) -> None:
        renewal.hold(reason, moment, at)
        renewal.told = reason, pairing.client.today(moment) if moment else None

    def _true_while_held(self, event: Event, pairing: Pairing, renewal: Renewal) -> None:
        """A mail about a hold that has ended does not leave, and a client's not if it has moved."""
        moment = renewal.resumes_at
        event.holds = lambda to: pairing.held is renewal and (to == "coach" or renewal.resumes_at == moment)

    def _book(self, pairing: Pairing, renewal: Renewal, at: datetime, *, second: bool = False) -> Session:
        """`second`: after another event of the same request."""
        name = f"{self.step}"
        one = Session(name, "plus_one", pairing.rate, at, month=month_of(pairing, at))
        if pairing.settings.stop_after:
            one.counted_by = pairing.settings
            pairing.settings.stop_after -= 1
        renewal.end("booked", "BOOKED")
        renewal.plus_one = pairing.sessions[name] = one
        pairing.put_on_deck(1)
        pairing.plus_ones.append(one)
        both = {"client": "plus_one_booked", "coach": "plus_one_booked"}
        event = Event("plus_one_booked", "BOOKED", both, pairing.named_rate)
        event.due = ("plus_one.booked", name, *pairing.named_rate)
        self.tell(pairing.client.name, pairing.coach.name, event, at, second=second)
        return one

    def decide_saved(self, pairing: Pairing, at: datetime) -> Session | None:
        """R12: a save decides about a hold. While no +1s are booked, the sweep books it as soon as they are."""
        held = pairing.held
        if held is None or not self.decides_holds:
            return None
        reason, stopped = decide(pairing, held, self.velocity_limit, at), self.stopped or pairing.coach.suspended
        if reason == "BOOKED" and not stopped:
            return self._book(pairing, held, at + MS, second=True)
        moment = at if reason == "BOOKED" else resumes_at(pairing, held, self.velocity_limit, at)
        reason = held.reason or "" if reason == "BOOKED" else reason
        if (held.reason, held.resumes_at) != (reason, moment):
            self._held(pairing, held, reason, moment, at)
        return None


def _is_brief(renewal: Renewal) -> bool:
    return renewal.state == "held" and renewal.reason == "VELOCITY_GUARD" and renewal.resumes_at is not None
