"""Completing, settling, reopening, cancelling, by the domain's functions."""

from dataclasses import replace

from plus_one.domain import completions as rules
from plus_one.domain.copies import undoing_copy_leaves
from plus_one.domain.decision import Book, decide, heads_up_is_due
from plus_one.domain.events import BOTH, EventKind, Facts, Side, other_side
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import SessionCancelled
from plus_one.domain.renewals import WORTH_A_NOTICE, Renewal, RenewalState
from plus_one.domain.sessions import Outcome, Session, SessionStatus, Trigger
from tests.model import memory_views as views
from tests.model.memory_world import Pair, World
from tests.model.seen import Body, Got


class Sessions(World):
    def complete(self, coach: str, client: str, session: str, outcome: str = "attended") -> Got:
        self.writes(coach)
        pairing, found = self.session(client, coach, session)
        if found.status is SessionStatus.CANCELLED:
            raise SessionCancelled
        if found.status is SessionStatus.BOOKED:
            found = self._complete(pairing, session, found, Outcome(outcome))
        return Got(200, self.shown(found, (client, coach), "coach") | {"renewal": self._renewal_of(found, session)})

    def _complete(self, pairing: Pairing, name: str, session: Session, outcome: Outcome) -> Session:
        at, pair = self.after(pairing), (pairing.client_id, pairing.coach_id)
        done = rules.complete(pairing.as_of(at), session, outcome, at)
        due = heads_up_is_due(done.pairing, velocity_limit=self.velocity_limit, now=at)
        seq = done.pairing.deck_seq if due else done.pairing.heads_up_seq
        self.sessions[name], self.pairings[pair] = done.session, replace(done.pairing, heads_up_seq=seq)
        if done.renewal:
            self.renewals[name, done.session.completions] = done.renewal
            self.pending[self.step] = (pair, name, done.session.completions)
        self.tell(pair, EventKind.SESSION_COMPLETED, at, *([Side.CLIENT] if due else []))
        return done.session

    def _renewal_of(self, session: Session, name: str) -> Body | None:
        if session.trigger is Trigger.NOT_ENROLLED:
            return {"state": RenewalState.SKIPPED, "reason": "NOT_ENROLLED", "session_id": None}
        known = self.renewals[name, session.completions] if session.trigger is Trigger.RENEWAL else None
        return views.renewal(Side.COACH, known, self.names) if known else None

    def settle(self, completion: int) -> Got:
        pair, name, number = self.pending.get(completion, (("", ""), "", 0))
        renewal = self.renewals.get((name, number))
        if renewal is None or renewal.state is not RenewalState.PENDING:
            return Got(200)
        if self.suspended & set(pair) and self.pairings[pair].enrollment.epoch == renewal.epoch:
            return Got(200)
        self.renewals[name, number] = self._settle(pair, self.known(pair), renewal)
        return Got(200)

    def _settle(self, pair: Pair, pairing: Pairing, renewal: Renewal) -> Renewal:
        limit, asked, at = self.velocity_limit, (renewal.epoch, renewal.deck_seq), self.after(pairing)
        decision = decide(pairing, epoch=asked[0], deck_seq=asked[1], velocity_limit=limit, now=at)
        if isinstance(decision, Book):
            settled = renewal.booked(at)
            one = pairing.next_plus_one(settled.plus_one_id, decision.rate, at)
            self.add(str(self.step), pair, one)
            self.pairings[pair] = pairing.with_plus_one(one, settled)
            self.tell(pair, EventKind.PLUS_ONE_BOOKED, at)
        else:
            settled = renewal.skipped(decision.reason, at)
            self.pairings[pair] = pairing.with_settled(settled)
            self.tell(pair, EventKind.NOT_BOOKED, at, *(BOTH if decision.reason in WORTH_A_NOTICE else ()))
        return settled

    def reopen(self, coach: str, client: str, session: str) -> Got:
        self.writes(coach)
        pairing, found = self.session(client, coach, session)
        due = self.renewals.get((session, found.completions)) if found.trigger is Trigger.RENEWAL else None
        one = self.names.name(found.its_plus_one_id)
        at = self.after(pairing)
        done = rules.reopen(pairing, found, due, self.sessions.get(one or ""), at)
        self.sessions[session], self.pairings[client, coach] = done.session, done.pairing
        if done.undone:
            self.renewals[session, found.completions] = done.undone
        if done.taken_back and one:
            self.sessions[one] = done.taken_back
        copy = (Side.CLIENT, undoing_copy_leaves(done.pairing)) if done.taken_back else None
        both = BOTH if done.taken_back else ()
        which: Facts = {"completed_session_id": done.session.session_id, "completion": done.session.completions}
        self.tell((client, coach), EventKind.SESSION_REOPENED, at, *both, copy=copy, **which)
        gone = views.session(done.taken_back, self.names) if done.taken_back else None
        return Got(200, self.shown(done.session, (client, coach), "coach") | {"cancelled_plus_one": gone})

    def cancel(self, side: str, client: str, coach: str, session: str) -> Got:
        self.writes({"client": client, "coach": coach}[side])
        pairing, found = self.session(client, coach, session)
        if found.status is not SessionStatus.CANCELLED:
            at = self.after(pairing)
            self.pairings[client, coach], found = rules.cancel_plus_one(pairing, found, at)
            self.sessions[session] = found
            copy = other_side(Side(side)), undoing_copy_leaves(self.pairings[client, coach])
            self.tell((client, coach), EventKind.PLUS_ONE_CANCELLED, at, copy=copy)
        return Got(200, self.shown(found, (client, coach), side))
