"""Completing, settling, reopening, cancelling, by the domain's functions."""

from dataclasses import replace

from plus_one.domain import completions as rules
from plus_one.domain.copies import undoing_copy_leaves
from plus_one.domain.decision import heads_up_is_due
from plus_one.domain.events import BOTH, EventKind, Facts, Side, other_side
from plus_one.domain.limits import end_copy_leaves
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import SessionCancelled
from plus_one.domain.sessions import Outcome, Session, SessionStatus, Trigger
from tests.model import memory_views as views
from tests.model.memory_renewals import Renewals
from tests.model.memory_world import Pair
from tests.model.seen import Body, Got


class Sessions(Renewals):
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
            if not done.renewal.unwritten:
                self.pending[self.step] = (pair, name, done.session.completions)
        self.tell(pair, EventKind.SESSION_COMPLETED, at, *([Side.CLIENT] if due else []))
        return done.session

    def _renewal_of(self, session: Session, name: str) -> Body | None:
        known = None if session.trigger is Trigger.NOTHING else self.renewals[name, session.completions]
        return views.renewal(Side.COACH, known, self.names) if known else None

    def reopen(self, coach: str, client: str, session: str) -> Got:
        self.writes(coach)
        pairing, found = self.session(client, coach, session)
        due = None if found.trigger is Trigger.NOTHING else self.renewals.get((session, found.completions))
        one = self.names.name(found.its_plus_one_id)
        at = self.after(pairing)
        done = rules.reopen(pairing, found, due, self.sessions.get(one or ""), at)
        self.sessions[session] = done.session
        self.put((client, coach), done.pairing)
        if done.undone:
            self.keep(done.undone)
        if done.taken_back and one:
            self.sessions[one] = done.taken_back
        copy = (Side.CLIENT, undoing_copy_leaves(done.pairing)) if done.taken_back else None
        both = BOTH if done.taken_back else ()
        which: Facts = {"completed_session_id": done.session.session_id, "completion": done.session.completions}
        self.tell((client, coach), EventKind.SESSION_REOPENED, at, *both, copy=copy, facts=which)
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

    def end(self, client: str, coach: str) -> Got:
        return self._turned_by_coach((client, coach), ended=True)

    def take_end_back(self, client: str, coach: str) -> Got:
        return self._turned_by_coach((client, coach), ended=False)

    def _turned_by_coach(self, pair: Pair, *, ended: bool) -> Got:
        self.writes(pair[1])
        pairing = self.known(pair)
        if pairing.coach_has_ended is not ended:
            at = self.after(pairing)
            self.put(pair, pairing.with_end(at, ended=ended))
            copy = Side.CLIENT, end_copy_leaves(at, pairing.coach_turned_at)
            self.tell(pair, EventKind.COACH_ENDED if ended else EventKind.COACH_RETURNED, at, copy=copy)
        return Got(200, self.pairing(pair, "coach"))
