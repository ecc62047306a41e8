"""Sessions: R1 to R5, reopening and cancelling."""

from datetime import datetime, timedelta

from tests.model.law_decision import decide, decide_now, month_of
from tests.model.law_limits import REOPENINGS_OF_A_SESSION, all_is_undone, undo
from tests.model.law_terms import Body, Event, Pairing, Renewal, Session
from tests.model.law_views import MS
from tests.model.law_world import Answer, World, refuse

WINDOW, TEN_MINUTES = timedelta(hours=24), timedelta(minutes=10)
SILENT = {"NOT_ENROLLED", "ALREADY_ON_DECK", "COMPLETION_UNDONE"}


class Sessions(World):
    def complete(self, coach: str, client: str, session: str, outcome: str = "attended") -> Answer:
        self.writes(coach)
        pairing, found = self._session(client, coach, session)
        if not pairing or not found:
            return refuse("NOT_FOUND")
        if found.status == "cancelled":
            return refuse("SESSION_CANCELLED")
        if found.status == "booked":
            self._completed(pairing, found, outcome)
        return Answer(200, self._after(pairing, found))

    def _completed(self, pairing: Pairing, session: Session, outcome: str) -> None:
        at = self.after(pairing.latest)
        session.status, session.completed_at, session.outcome = "completed", at, outcome
        session.completions += 1
        pairing.on_deck -= 1
        session.trigger, session.renewal = pairing.on_deck == 0, None
        event = Event("session_completed", reason=self._trigger(pairing, session))
        if pairing.on_deck == 1 and self._warns(pairing, at):
            event.notices, event.names = {"client": "heads_up"}, pairing.named_rate
            event.said = (pairing.deck, pairing.rate)
        self.tell(pairing.client.name, pairing.coach.name, event, at)

    def _trigger(self, pairing: Pairing, session: Session) -> str | None:
        if not session.trigger:
            return None
        if not pairing.enrolled:
            return "NOT_ENROLLED"
        session.renewal = Renewal(pairing.epoch, pairing.deck, session)
        pairing.renewals.append(session.renewal)
        self.pending[self.step] = (pairing, session.renewal)
        return None

    def _warns(self, pairing: Pairing, at: datetime) -> bool:
        """Not again for a completion that was undone and repeated; again when a package came on deck since."""
        books = decide_now(pairing, self.velocity_limit, at + MS) == "BOOKED"
        warns = pairing.settings.heads_up and books and not pairing.warned
        pairing.warned = pairing.warned or warns
        return warns

    def _after(self, pairing: Pairing, session: Session) -> Body:
        view = self.view("coach")
        renewal: Body | None = {"reason": "NOT_ENROLLED"} if session.trigger else None
        if session.renewal:
            renewal = view.renewal(session.renewal)
        shown = view.session(session, pairing.currency)
        return {"session": shown, "pairing": view.pairing(pairing), "renewal": renewal}

    def settle(self, completion: int) -> Answer:
        """The stream brings the renewal of a completion; again, and again."""
        pairing, renewal = self.pending.get(completion, (None, None))
        if pairing and renewal and renewal.state == "pending" and not self._waits(pairing, renewal):
            self._settle(pairing, renewal)
        return Answer(200)

    def _waits(self, pairing: Pairing, renewal: Renewal) -> bool:
        """While one of the two is suspended; not when the client has left since, for then nothing can come of it."""
        is_on = pairing.enrolled and pairing.epoch == renewal.epoch
        return is_on and (pairing.client.suspended or pairing.coach.suspended)

    def _settle(self, pairing: Pairing, renewal: Renewal) -> None:
        at = self.after(pairing.latest)
        reason = decide(pairing, renewal, self.velocity_limit, at)
        renewal.reason = reason
        if reason == "BOOKED":
            self._plus_one(pairing, renewal, at)
        else:
            renewal.state = "skipped"
        kind = "plus_one_booked" if reason == "BOOKED" else "not_booked"
        both = {} if reason in SILENT else {"client": kind, "coach": kind}
        event = Event(kind, reason, both)
        if renewal.plus_one:
            event.names = pairing.named_rate
            event.due = ("plus_one.booked", renewal.plus_one.name, *pairing.named_rate)
        self.tell(pairing.client.name, pairing.coach.name, event, at)

    def _plus_one(self, pairing: Pairing, renewal: Renewal, at: datetime) -> None:
        one = Session(str(self.step), "plus_one", pairing.rate, at, month=month_of(pairing, at))
        one.counted_by = pairing.settings
        if pairing.settings.stop_after is not None:
            pairing.settings.stop_after -= 1
        renewal.state, renewal.plus_one = "booked", one
        pairing.put_on_deck(1)
        pairing.sessions[one.name] = one
        pairing.plus_ones.append(one)

    def reopen(self, coach: str, client: str, session: str) -> Answer:
        self.writes(coach)
        pairing, found = self._session(client, coach, session)
        if not pairing or not found:
            return refuse("NOT_FOUND")
        if found.status != "completed" or not found.completed_at:
            return refuse("NOT_COMPLETED")
        one = found.renewal.plus_one if found.renewal else None
        late = ["REOPEN_WINDOW_OVER"] if self.after(pairing.latest) - found.completed_at > WINDOW else []
        used = ["PLUS_ONE_IN_USE"] if one and one.status == "completed" else []
        often = found.completions > REOPENINGS_OF_A_SESSION or all_is_undone(pairing, self.after(pairing.latest))
        many = ["TOO_MANY_REOPENINGS"] if often else []
        return refuse(*late, *used, *many) if late or used or many else self._reopened(pairing, found, one)

    def _reopened(self, pairing: Pairing, session: Session, one: Session | None) -> Answer:
        session.status, session.completed_at, session.outcome = "booked", None, None
        turn, renewals = undo(pairing, self.after(pairing.latest)), len(pairing.renewals)
        event = Event("session_reopened")
        if session.renewal and session.renewal.state == "pending":
            session.renewal.state, session.renewal.reason = "skipped", "COMPLETION_UNDONE"
            event.reason = "COMPLETION_UNDONE"
        taken = one if one and one.status == "booked" else None
        if taken:
            self._take_back(pairing, taken, event)
            event.waits = ("client", turn + TEN_MINUTES)
            event.still = lambda: not (len(pairing.renewals) > renewals and session is _booked_latest(pairing))
        pairing.put_on_deck(1)
        self.tell(pairing.client.name, pairing.coach.name, event, self.after(pairing.latest))
        view = self.view("coach")
        gone = view.session(taken, pairing.currency) if taken else None
        shown = {"session": view.session(session, pairing.currency), "pairing": view.pairing(pairing)}
        return Answer(200, shown | {"cancelled_plus_one": gone})

    def _take_back(self, pairing: Pairing, one: Session, event: Event) -> None:
        one.status, pairing.on_deck = "cancelled", pairing.on_deck - 1
        event.notices = {"client": "plus_one_cancelled", "coach": "plus_one_cancelled"}
        event.names = (one.rate, pairing.currency)
        event.due = ("plus_one.cancelled", one.name, *event.names)
        if one.counted_by and one.counted_by.stop_after is not None:
            one.counted_by.stop_after += 1

    def cancel(self, side: str, client: str, coach: str, session: str) -> Answer:
        self.writes({"client": client, "coach": coach}[side])
        pairing, found = self._session(client, coach, session)
        if not pairing or not found:
            return refuse("NOT_FOUND")
        if found.origin != "plus_one" or found.status == "completed":
            return refuse("NOT_CANCELLABLE")
        if found.status == "booked":
            event = Event("plus_one_cancelled")
            self._take_back(pairing, found, event)
            other = {"client": "coach", "coach": "client"}[side]
            event.waits = (other, undo(pairing, self.after(pairing.latest)) + TEN_MINUTES)
            self.tell(client, coach, event, self.after(pairing.latest))
        view = self.view(side)
        return Answer(200, {"session": view.session(found, pairing.currency), "pairing": view.pairing(pairing)})

    def _session(self, client: str, coach: str, session: str) -> tuple[Pairing | None, Session | None]:
        pairing = self.pairings.get((client, coach))
        return pairing, pairing.sessions.get(session) if pairing else None


def _booked_latest(pairing: Pairing) -> Session | None:
    """The session whose completion is the pairing's latest renewal, if that booked."""
    latest = pairing.renewals[-1]
    return latest.session if latest.reason == "BOOKED" else None
