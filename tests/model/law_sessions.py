"""Sessions: R1 to R5, reopening and cancelling."""

from datetime import datetime, timedelta

from tests.model.law_decision import cannot_tap, decide_now
from tests.model.law_events import Event
from tests.model.law_limits import REOPENINGS_OF_A_SESSION, all_is_undone, too_many_returns, undo
from tests.model.law_renewals import Renewals
from tests.model.law_terms import Body, Pairing, Renewal, Session
from tests.model.law_views import MS, bookable, money
from tests.model.law_world import Answer, Pair, refuse

WINDOW, TEN_MINUTES, HALF_A_DAY = timedelta(hours=24), timedelta(minutes=10), timedelta(hours=12)


class Sessions(Renewals):
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
        event = Event("session_completed", reason=self._trigger(pairing, session, at))
        if pairing.on_deck == 1 and self._warns(pairing, at):
            event.notices, event.names = {"client": "heads_up"}, pairing.named_rate
            event.said = (pairing.deck, pairing.rate)
        self.tell(pairing.client.name, pairing.coach.name, event, at)

    def _trigger(self, pairing: Pairing, session: Session, at: datetime) -> str | None:
        """The pairing keeps a last completion of somebody who is not enrolled, too: a tap may be for it."""
        if not session.trigger:
            return None
        made = Renewal(pairing.epoch, pairing.deck, session, session.completions, at)
        session.renewal = session.renewals[made.number] = made
        pairing.renewals.append(made)
        if not pairing.enrolled:
            made.end("skipped", "NOT_ENROLLED")
            return "NOT_ENROLLED"
        self.pending[self.step] = (pairing, made)
        return None

    def _warns(self, pairing: Pairing, at: datetime) -> bool:
        """Not again for a completion that was undone and repeated; again when a package came on deck since."""
        books = decide_now(pairing, self.velocity_limit, at + MS) == "BOOKED"
        warns = pairing.settings.heads_up and books and not pairing.warned
        pairing.warned = pairing.warned or warns
        return warns

    def _after(self, pairing: Pairing, session: Session) -> Body:
        view = self.view("coach")
        renewal = view.renewal(session.renewal) if session.renewal else None
        shown = view.session(session, pairing.currency)
        return {"session": shown, "pairing": view.pairing(pairing), "renewal": renewal}

    def tap(self, client: str, coach: str, session: str, completion: int, rate: Body) -> Answer:
        """R13. The completion that it names is its receipt, for ever."""
        self.writes(client)
        pairing, found = self._session(client, coach, session)
        if not pairing or not found:
            return refuse("NOT_FOUND")
        named = found.renewals.get(completion)
        if named and named.plus_one and named.plus_one.status != "cancelled":
            return self._tapped(200, pairing, named.plus_one)
        at = self.after(pairing.latest)
        refused = self._cannot_tap(pairing, named, at)
        if not refused and rate != money(*pairing.named_rate):
            refused = "RATE_CHANGED"
        if refused or not named:
            return refuse(refused or "NOTHING_TO_BOOK")
        return self._tapped(201, pairing, self._book(pairing, named, at))

    def _cannot_tap(self, pairing: Pairing, named: Renewal | None, at: datetime) -> str | None:
        stopped = self.stopped or pairing.coach.suspended
        reason = cannot_tap(pairing, self.velocity_limit, at, stopped=stopped)
        if reason in ("NOT_ENROLLED", "ALREADY_ON_DECK"):
            return reason
        if named is None or named is not pairing.latest_last:
            return "NOTHING_TO_BOOK"
        if named.state == "booked":
            return "PLUS_ONE_USED"
        return reason if bookable(pairing) else "NOTHING_TO_BOOK"

    def _tapped(self, status: int, pairing: Pairing, one: Session) -> Answer:
        view = self.view("client")
        return Answer(status, {"session": view.session(one, pairing.currency), "pairing": view.pairing(pairing)})

    def end(self, client: str, coach: str) -> Answer:
        return self._turned_by_coach((client, coach), ended=True)

    def take_end_back(self, client: str, coach: str) -> Answer:
        """It books nothing by itself."""
        return self._turned_by_coach((client, coach), ended=False)

    def _turned_by_coach(self, pair: Pair, *, ended: bool) -> Answer:
        """R16. The client's copy waits ten minutes, and half a day after the turn before it."""
        self.writes(pair[1])
        pairing = self.pairings.get(pair)
        if pairing is None:
            return refuse("NOT_FOUND")
        if not ended and pairing.ended and too_many_returns(pairing, self.after(pairing.latest)):
            return refuse("TOO_MANY_RETURNS")
        if pairing.ended != ended:
            at, before = self.after(pairing.latest), pairing.coach_turned_at
            pairing.ended, pairing.coach_turned_at = ended, at
            if ended:
                pairing.end_hold("COACH_ENDED")
            else:
                pairing.returned.append(at)
            kind = "coach_ended" if ended else "coach_returned"
            event = Event(kind, notices={"client": kind, "coach": kind})
            event.waits = ("client", max(at + TEN_MINUTES, before + HALF_A_DAY) if before else at + TEN_MINUTES)
            event.still = lambda: pairing.coach_turned_at == at
            self.tell(*pair, event, at)
        return Answer(200, self.view("coach").pairing(pairing))

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
        if session.renewal and session.renewal.is_open:
            session.renewal.end("skipped", "COMPLETION_UNDONE")
            event.reason = "COMPLETION_UNDONE"
        pairing.end_hold("ALREADY_ON_DECK")
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
    latest = pairing.latest_last
    return latest.session if latest and latest.reason == "BOOKED" else None
