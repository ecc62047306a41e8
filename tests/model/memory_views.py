"""The domain's values as api.md shows them, without pydantic: this runs a million times."""

from datetime import date
from typing import Any

from plus_one.domain.book_now import BookNow
from plus_one.domain.decision import Book, Decision
from plus_one.domain.enrollments import Standing
from plus_one.domain.events import Side
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.domain.sessions import Session
from plus_one.domain.settings import SETTINGS
from plus_one.domain.sides import reason_for
from tests.model.seen import Body, Names


def pairing(side: Side, known: Pairing, stands: Standing, names: Names) -> Body:
    last = known.last_package
    return {
        "on_deck": known.on_deck,
        "rate": money(known.rate),
        "last_package": {
            "sessions": last.sessions,
            "price": money(last.price),
            "rate": money(last.rate),
            "auto_renewal": last.auto_renewal,
        },
        "enrollment": enrollment(side, stands),
        "can_enroll": last.auto_renewal,
        "cannot_enroll_reason": None if last.auto_renewal else Reason.PACKAGE_NOT_RENEWABLE,
        "renewal": renewal(side, known.renewal, names) if known.renewal else None,
        "ended": known.coach_has_ended,
    }


def enrollment(side: Side, stands: Standing) -> Body:
    shown: dict[str, Any] = {
        "state": stands.state,
        "effective": stands.effective,
        "reason": reason_for(side, stands.reason),
        "enrolled_at": stands.enrolled_at,
        "unenrolled_at": stands.unenrolled_at,
        "terms_version": stands.terms_version,
    }
    if side is Side.CLIENT:
        shown |= {name: _set(getattr(stands.settings, name)) for name in SETTINGS}
    return shown


def _set(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Money():
            return money(value)
    return value


def preview(side: Side, known: Pairing, decision: Decision) -> Body:
    shown = {"on_deck": known.on_deck, "books": isinstance(decision, Book)}
    if isinstance(decision, Book):
        return shown | {"reason": Reason.BOOKED, "rate": money(decision.rate)}
    return shown | {"reason": reason_for(side, decision.reason), "rate": None}


def renewal(side: Side, value: Renewal, names: Names) -> Body:
    plus_one = names.name(value.plus_one_id) if value.state is RenewalState.BOOKED else None
    moment = value.resumes_at if side is Side.CLIENT else None
    shown = {"state": value.state, "reason": reason_for(side, value.reason), "session_id": plus_one}
    return shown | {"resumes_at": moment}


def own_preview(known: Pairing, decision: Decision, now: BookNow, names: Names) -> Body:
    hold = known.hold
    return preview(Side.CLIENT, known, decision) | {
        "hold": {"reason": hold.reason, "resumes_at": hold.resumes_at} if hold else None,
        "book_now": bookable(now, names),
        "cannot_because": now.refused if now.renewal else None,
    }


def bookable(now: BookNow, names: Names) -> Body | None:
    of = now.renewal
    if now.refused or of is None:
        return None
    return {
        "completed_session_id": names.name(of.session_id),
        "completion": of.completion,
        "rate": money(now.rate),
    }


def session(value: Session, names: Names) -> Body:
    return {
        "session_id": names.name(value.session_id),
        "status": value.status,
        "origin": value.origin,
        "rate": money(value.rate),
        "booked_at": value.booked_at,
        "completed_at": value.completed_at,
        "outcome": value.outcome,
    }


def money(value: Money) -> Body:
    return {"amount": value.amount, "currency": value.currency}
