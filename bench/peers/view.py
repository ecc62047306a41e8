"""What coach_api answers, as plain dicts. All peers share it, as they share the actions: only their edges differ."""

from datetime import UTC, datetime
from typing import Any

from plus_one.domain.completions import Completion, Reopening
from plus_one.domain.decision import Book, Decision, standing
from plus_one.domain.events import Event, Side, timeline_ids
from plus_one.domain.money import Money
from plus_one.domain.outlook_lines import preview_says
from plus_one.domain.packages import Offer, Package
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.domain.sentences import timeline_says
from plus_one.domain.sessions import Session
from plus_one.domain.sides import reason_for

type Json = dict[str, Any]


def rfc3339(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def money(value: Money) -> Json:
    return {"amount": value.amount, "currency": value.currency}


def package(value: Package) -> Json:
    return {**last_package(value), "offer_id": value.offer_id}


def last_package(value: Package) -> Json:
    return {
        "package_id": value.package_id,
        "sessions": value.sessions,
        "price": money(value.price),
        "rate": money(value.rate),
        "auto_renewal": value.auto_renewal,
        "booked_at": rfc3339(value.booked_at),
    }


def session(value: Session) -> Json:
    return {
        "session_id": value.session_id,
        "status": value.status,
        "origin": value.origin,
        "rate": money(value.rate),
        "package_id": value.package_id,
        "booked_at": rfc3339(value.booked_at),
        "completed_at": rfc3339(value.completed_at),
        "outcome": value.outcome,
        "cancelled_at": rfc3339(value.cancelled_at),
    }


def renewal(value: Renewal | None) -> Json | None:
    if value is None:
        return None
    return {
        "state": value.state,
        "reason": reason_for(Side.COACH, value.reason),
        "at": rfc3339(value.settled_at or value.completed_at),
        "session_id": value.plus_one_id if value.state is RenewalState.BOOKED else None,
        "resumes_at": None,
    }


def client(pairing: Pairing, velocity_limit: int, now: datetime) -> Json:
    can_enroll = pairing.last_package.auto_renewal
    return {
        "client_id": pairing.client_id,
        "name": pairing.client_name,
        "enrollment": enrollment(pairing, velocity_limit, now),
        "on_deck": pairing.on_deck,
        "rate": money(pairing.rate),
        "last_package": last_package(pairing.last_package),
        "can_enroll": can_enroll,
        "cannot_enroll_reason": None if can_enroll else Reason.PACKAGE_NOT_RENEWABLE,
        "renewal": renewal(pairing.renewal),
        "ended": pairing.coach_has_ended,
    }


def enrollment(pairing: Pairing, velocity_limit: int, now: datetime) -> Json:
    value = standing(pairing, velocity_limit=velocity_limit, now=now)
    return {
        "state": value.state,
        "effective": value.effective,
        "reason": reason_for(Side.COACH, value.reason),
        "enrolled_at": rfc3339(value.enrolled_at),
    }


def offer(value: Offer, now: datetime) -> Json:
    return {
        "offer_id": value.offer_id,
        "coach_id": value.coach_id,
        "coach_name": value.coach_name,
        "title": value.title,
        "sessions": value.sessions,
        "price": money(value.price),
        "rate": money(value.rate),
        "auto_renewal": value.auto_renewal,
        "client_id": value.client_id,
        "state": value.state(now),
        "created_at": rfc3339(value.created_at),
        "expires_at": rfc3339(value.expires_at),
    }


def completion(done: Completion, velocity_limit: int, now: datetime) -> Json:
    pairing = client(done.pairing, velocity_limit, now)
    return {"session": session(done.session), "pairing": pairing, "renewal": renewal(done.renewal)}


def reopening(done: Reopening, velocity_limit: int, now: datetime) -> Json:
    return {
        "session": session(done.session),
        "cancelled_plus_one": session(done.taken_back) if done.taken_back else None,
        "pairing": client(done.pairing, velocity_limit, now),
    }


def preview(pairing: Pairing, decision: Decision) -> Json:
    books = isinstance(decision, Book)
    return {
        "on_deck": pairing.on_deck,
        "books": books,
        "reason": reason_for(Side.COACH, Reason.BOOKED if isinstance(decision, Book) else decision.reason),
        "rate": money(decision.rate) if isinstance(decision, Book) else None,
        "says": preview_says(decision, pairing, Side.COACH),
    }


def timeline(event: Event) -> Json:
    return {
        "at": rfc3339(event.at),
        "kind": event.kind,
        "says": timeline_says(event, Side.COACH, "your client", "your coach"),
        "reason": reason_for(Side.COACH, event.reason),
        "ids": timeline_ids(event),
    }
