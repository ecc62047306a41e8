"""What api.md shows of a pairing to each side, as far as product.md fixes it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.model.law_decision import PRIVATE, cannot_tap, decide_now
from tests.model.law_events import Event
from tests.model.law_terms import Body, Offer, Pairing, Renewal, Session, Settings

MS = timedelta(milliseconds=1)


@dataclass(frozen=True)
class View:
    side: str
    velocity_limit: int
    now: datetime
    stopped: bool = False  # by an operator

    def reason(self, reason: str | None) -> str | None:
        return "CLIENT_SETTING" if self.side == "coach" and reason in PRIVATE else reason

    def decision(self, pairing: Pairing) -> str:
        """What is asked of now is asked of a moment after all that has happened."""
        return decide_now(pairing, self.velocity_limit, self._then(pairing))

    def _then(self, pairing: Pairing) -> datetime:
        return max(self.now, pairing.latest + MS) if pairing.latest else self.now

    def pairing(self, pairing: Pairing) -> Body:
        last = pairing.last
        shown = {"sessions": last.sessions, "price": money(last.price, last.currency), "rate": rate(pairing)}
        return (
            {
                "on_deck": pairing.on_deck,
                "rate": rate(pairing),
                "last_package": shown | {"auto_renewal": last.auto_renewal},
                "enrollment": self.standing(pairing),
                "renewal": self.renewal(pairing.latest_last) if pairing.latest_last else None,
                "ended": pairing.ended,
            }
            | self.may_enroll(pairing)
            | ({"book_now": self.book_now(pairing)} if self.side == "client" else {})
        )

    def standing(self, pairing: Pairing) -> Body:
        if not pairing.enrolled:
            return {"state": "not_enrolled", "effective": "off", "reason": None}
        reason = self.decision(pairing)
        effective = {"effective": "active", "reason": None}
        if reason != "BOOKED":
            effective = {"effective": "suspended", "reason": self.reason(reason)}
        private = all_settings(pairing.settings, pairing.currency) if self.side == "client" else {}
        return {"state": "enrolled", "enrolled_at": pairing.enrolled_at} | effective | private

    def enrollment(self, pairing: Pairing) -> Body:
        left = {} if pairing.enrolled else {"unenrolled_at": pairing.unenrolled_at}
        return self.standing(pairing) | left | ({"terms_version": pairing.terms} if pairing.enrolled else {})

    def may_enroll(self, pairing: Pairing) -> Body:
        """The pages do not say what `can_enroll` is for somebody who is enrolled already."""
        if pairing.enrolled:
            return {}
        reason = None if pairing.last.auto_renewal else "PACKAGE_NOT_RENEWABLE"
        return {"can_enroll": reason is None, "cannot_enroll_reason": reason}

    def preview(self, pairing: Pairing) -> Body:
        """While one of the two is suspended, or bookings are stopped, a +1 waits."""
        reason = self.decision(pairing)
        if reason == "BOOKED" and self._waits(pairing):
            return {"on_deck": pairing.on_deck, "books": False, "reason": "PROGRAM_STOPPED", "rate": None}
        shown = {"on_deck": pairing.on_deck, "books": reason == "BOOKED", "reason": self.reason(reason)}
        return shown | ({"rate": rate(pairing)} if reason == "BOOKED" else {})

    def _waits(self, pairing: Pairing) -> bool:
        return self.stopped or pairing.client.suspended or pairing.coach.suspended

    def own_preview(self, pairing: Pairing) -> Body:
        """With what only the client sees: R13, R15, R16."""
        stopped, held = self._waits(pairing), pairing.held
        return self.preview(pairing) | {
            "hold": held and {"reason": held.reason, "resumes_at": held.resumes_at},
            "book_now": self.book_now(pairing, stopped=stopped),
            "cannot_because": self._cannot_tap(pairing, stopped=stopped) if bookable(pairing) else None,
        }

    def book_now(self, pairing: Pairing, *, stopped: bool = False) -> Body | None:
        of = bookable(pairing)
        if of is None or self._cannot_tap(pairing, stopped=stopped):
            return None
        return {"completed_session_id": of.session.name, "completion": of.number, "rate": rate(pairing)}

    def _cannot_tap(self, pairing: Pairing, *, stopped: bool) -> str | None:
        return cannot_tap(pairing, self.velocity_limit, self._then(pairing), stopped=stopped)

    def renewal(self, renewal: Renewal) -> Body:
        session = renewal.plus_one.name if renewal.plus_one else None
        moment = renewal.resumes_at if self.side == "client" else None
        shown = {"state": renewal.state, "reason": self.reason(renewal.reason), "session_id": session}
        return shown | {"resumes_at": moment}

    def session(self, session: Session, currency: str) -> Body:
        return {
            "session_id": session.name,
            "status": session.status,
            "origin": session.origin,
            "rate": money(session.rate, currency),
            "booked_at": session.booked_at,
            "completed_at": session.completed_at,
            "outcome": session.outcome,
        }

    def sees(self, event: Event) -> bool:
        """When a client is reminded would tell a coach the day: R16."""
        return self.side == "client" or event.kind != "resumes_soon"

    def timeline(self, events: list[Event]) -> list[tuple[datetime, str, str]]:
        """Newest first; of one millisecond in any order."""
        lines = [(event.at, event.kind, self.reason(event.reason) or "") for event in events]
        return sorted(lines, reverse=True)


def bookable(pairing: Pairing) -> Renewal | None:
    """R13: the latest last completion, while it stands, nothing has been on deck since and it has booked nothing."""
    latest = pairing.latest_last
    waits = latest and latest.deck == pairing.deck and not pairing.on_deck and latest.state != "booked"
    return latest if waits else None


def rate(pairing: Pairing) -> Body:
    return money(pairing.rate, pairing.currency)


def money(amount: int, currency: str) -> Body:
    return {"amount": amount, "currency": currency}


def all_settings(asked: Settings, currency: str) -> Body:
    cap, highest = asked.monthly_spend_cap, asked.max_rate
    return {
        "paused_until": asked.paused_until.isoformat() if asked.paused_until else None,
        "stop_after": asked.stop_after,
        "monthly_spend_cap": None if cap is None else money(cap, currency),
        "max_rate": None if highest is None else money(highest, currency),
        "heads_up": asked.heads_up,
    }


def offer_rate(offer: Offer) -> Body:
    return money(offer.rate, offer.currency)
