"""What becomes of the last completions, by the domain's functions."""

from dataclasses import replace
from datetime import datetime

from plus_one.domain.book_now import Tap, check
from plus_one.domain.decision import Book
from plus_one.domain.events import BOTH, EventKind, Facts
from plus_one.domain.holds import Hold, outcome, who_hears
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import WORTH_A_NOTICE, Renewal, RenewalState
from plus_one.domain.sessions import Session, SessionStatus
from plus_one.store.items import optional_text
from tests.model import memory_views as views
from tests.model.memory_world import Pair, World
from tests.model.seen import Got


class Renewals(World):
    def settle(self, completion: int) -> Got:
        return self._look(completion, resumes=False)

    def sweep(self, completion: int) -> Got:
        return self._look(completion, resumes=True)

    def _look(self, completion: int, *, resumes: bool) -> Got:
        pair, name, number = self.pending.get(completion, (("", ""), "", 0))
        renewal = self.renewals.get((name, number))
        if renewal is None or self.stopped or not self._is_due(renewal, resumes=resumes):
            return Got(200)
        if self.suspended & set(pair) and self.pairings[pair].enrollment.epoch == renewal.epoch:
            return Got(200)
        self._settle(pair, self.known(pair), renewal)
        return Got(200)

    def _is_due(self, renewal: Renewal, *, resumes: bool) -> bool:
        moment = renewal.remind_at or renewal.resumes_at
        has_come = renewal.is_held and moment is not None and moment <= self.now
        return renewal.state is RenewalState.PENDING or (resumes and has_come)

    def _settle(self, pair: Pair, pairing: Pairing, renewal: Renewal) -> None:
        at = self.after(pairing)
        if renewal.is_held and renewal.resumes_at and at < renewal.resumes_at:
            reminded = replace(renewal, remind_at=None)
            self._settled(pair, pairing, reminded)
            self.tell(pair, EventKind.RESUMES_SOON, at, facts=_facts(reminded))
            return
        decision = outcome(pairing, renewal, velocity_limit=self.velocity_limit, now=at)
        if isinstance(decision, Book):
            self._book(pair, pairing, renewal, at)
        elif isinstance(decision, Hold):
            self._hold(pair, pairing, renewal, decision, at)
        else:
            self._settled(pair, pairing, renewal.skipped(decision.reason, at))
            self.tell(pair, EventKind.NOT_BOOKED, at, *(BOTH if decision.reason in WORTH_A_NOTICE else ()))

    def _hold(self, pair: Pair, pairing: Pairing, renewal: Renewal, hold: Hold, at: datetime) -> None:
        held = renewal.held(hold.reason, hold.resumes_at, at)
        self._settled(pair, pairing, held)
        whom = who_hears(renewal, held, pairing.client_time_zone)
        self.tell(pair, EventKind.HELD, at, *whom, facts=_facts(held))

    def _book(self, pair: Pair, pairing: Pairing, renewal: Renewal, at: datetime) -> Session:
        booked = renewal.booked(at)
        one = pairing.next_plus_one(booked.plus_one_id, pairing.rate, at)
        self._booked(pair, pairing.with_plus_one(one, booked), one, booked)
        self.tell(pair, EventKind.PLUS_ONE_BOOKED, at)
        return one

    def _booked(self, pair: Pair, after: Pairing, one: Session, booked: Renewal) -> None:
        self.add(str(self.step), pair, one)
        self._settled(pair, after, booked)

    def _settled(self, pair: Pair, pairing: Pairing, renewal: Renewal) -> None:
        self.keep(renewal)
        self.pairings[pair] = pairing.with_settled(renewal)

    def tap(self, client: str, coach: str, session: str, completion: int, rate: dict[str, object]) -> Got:
        self.writes(client)
        pairing, found = self.session(client, coach, session)
        renewal = self.renewals.get((session, completion))
        one = self.sessions.get(self.names.name(renewal.plus_one_id) or "") if renewal else None
        if one and one.status is not SessionStatus.CANCELLED:
            return Got(200, self.shown(one, (client, coach), "client"))
        at, tap = self.after(pairing), Tap(found.session_id, completion, Money(**rate))  # type: ignore[arg-type]
        stopped, limit = self.is_stopped(coach), self.velocity_limit
        latest = check(pairing.as_of(at), tap, velocity_limit=limit, stopped=stopped, now=at)
        booked = self._book((client, coach), pairing, renewal or latest, at)
        shown = views.session(booked, self.names)
        return Got(201, {"session": shown, "pairing": self.pairing((client, coach), "client")})


def _facts(renewal: Renewal) -> Facts:
    which: Facts = {"completed_session_id": renewal.session_id, "completion": renewal.completion}
    return which | {"resumes_at": optional_text(renewal.resumes_at)}
