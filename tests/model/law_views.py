"""What api.md shows of a pairing to each side, as far as product.md fixes it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.model.law_decision import PRIVATE, decide_now
from tests.model.law_terms import Body, Event, Offer, Pairing, Renewal, Session, Settings

MS = timedelta(milliseconds=1)


@dataclass(frozen=True)
class View:
    side: str
    velocity_limit: int
    now: datetime

    def reason(self, reason: str | None) -> str | None:
        return "CLIENT_SETTING" if self.side == "coach" and reason in PRIVATE else reason

    def decision(self, pairing: Pairing) -> str:
        """What is asked of now is asked of a moment after all that has happened."""
        return decide_now(
            pairing, self.velocity_limit, max(self.now, pairing.latest + MS) if pairing.latest else self.now
        )

    def pairing(self, pairing: Pairing) -> Body:
        last = pairing.last
        shown = {"sessions": last.sessions, "price": money(last.price, last.currency), "rate": rate(pairing)}
        return {
            "on_deck": pairing.on_deck,
            "rate": rate(pairing),
            "last_package": shown | {"auto_renewal": last.auto_renewal},
            "enrollment": self.standing(pairing),
            "renewal": self.renewal(pairing.renewals[-1]) if pairing.renewals else None,
        } | self.may_enroll(pairing)

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
        stopped = {} if pairing.enrolled else {"unenrolled_at": pairing.unenrolled_at}
        return self.standing(pairing) | stopped

    def may_enroll(self, pairing: Pairing) -> Body:
        """The pages do not say what `can_enroll` is for somebody who is enrolled already."""
        if pairing.enrolled:
            return {}
        reason = None if pairing.last.auto_renewal else "PACKAGE_NOT_RENEWABLE"
        return {"can_enroll": reason is None, "cannot_enroll_reason": reason}

    def preview(self, pairing: Pairing) -> Body:
        """While one of the two is suspended, a +1 waits."""
        reason = self.decision(pairing)
        if reason == "BOOKED" and (pairing.client.suspended or pairing.coach.suspended):
            return {"on_deck": pairing.on_deck, "books": False, "reason": "PROGRAM_STOPPED", "rate": None}
        shown = {"on_deck": pairing.on_deck, "books": reason == "BOOKED", "reason": self.reason(reason)}
        return shown | ({"rate": rate(pairing)} if reason == "BOOKED" else {})

    def renewal(self, renewal: Renewal) -> Body:
        session = renewal.plus_one.name if renewal.plus_one else None
        return {"state": renewal.state, "reason": self.reason(renewal.reason), "session_id": session}

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

    def timeline(self, events: list[Event]) -> list[tuple[datetime, str, str]]:
        """Newest first; of one millisecond in any order."""
        lines = [(event.at, event.kind, self.reason(event.reason) or "") for event in events]
        return sorted(lines, reverse=True)


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
