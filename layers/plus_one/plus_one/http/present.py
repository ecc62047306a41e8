"""From what the domain knows to what api.md says."""

from datetime import datetime
from typing import Any

from plus_one.domain.book_now import BookNow
from plus_one.domain.completions import Completion, Reopening
from plus_one.domain.enrollments import Standing
from plus_one.domain.events import Event, Side, timeline_ids
from plus_one.domain.money import Money
from plus_one.domain.packages import Offer, Package
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.domain.sentences import timeline_says
from plus_one.domain.sessions import Session
from plus_one.domain.settings import SETTINGS, Settings
from plus_one.domain.sides import reason_for
from plus_one.http import answers
from plus_one.http.fields import money


def package(value: Package) -> answers.PackageAnswer:
    return answers.PackageAnswer(offer_id=str(value.offer_id), **_package(value))


def session(value: Session) -> answers.SessionAnswer:
    return answers.SessionAnswer(
        session_id=value.session_id,
        status=value.status,
        origin=value.origin,
        rate=money(value.rate),
        package_id=value.package_id,
        booked_at=value.booked_at,
        completed_at=value.completed_at,
        outcome=value.outcome,
        cancelled_at=value.cancelled_at,
    )


def renewal(value: Renewal | None, side: Side) -> answers.RenewalAnswer | None:
    """Each look at a hold, and each save that moves it, settles it again. To a coach that would tell of the moment."""
    if value is None:
        return None
    is_private = side is Side.COACH and value.is_held
    return answers.RenewalAnswer(
        state=value.state,
        reason=reason(side, value.reason),
        at=value.completed_at if is_private else value.settled_at or value.completed_at,
        session_id=value.plus_one_id if value.state is RenewalState.BOOKED else None,
        resumes_at=value.resumes_at if side is Side.CLIENT else None,
    )


def bookable(value: BookNow) -> answers.BookNowAnswer | None:
    if value.refused or value.renewal is None:
        return None
    of = value.renewal
    return answers.BookNowAnswer(completed_session_id=of.session_id, completion=of.completion, rate=money(value.rate))


def enrollment(standing: Standing) -> answers.EnrollmentAnswer:
    return answers.EnrollmentAnswer(
        unenrolled_at=standing.unenrolled_at,
        terms_version=standing.terms_version,
        **_standing(standing, Side.CLIENT),
        **_settings(standing.settings),
    )


def saved(standing: Standing, plus_one: Session | None) -> answers.SavedEnrollmentAnswer:
    booked = session(plus_one) if plus_one else None
    return answers.SavedEnrollmentAnswer(**dict(enrollment(standing)), plus_one=booked)


def coach(pairing: Pairing, standing: Standing, now: BookNow) -> answers.CoachAnswer:
    """A pairing as its client sees it."""
    own = answers.ClientsEnrollmentAnswer(**_standing(standing, Side.CLIENT), **_settings(standing.settings))
    return answers.CoachAnswer(
        coach_id=pairing.coach_id,
        name=pairing.coach_name,
        enrollment=own,
        book_now=bookable(now),
        **_of_both(pairing, Side.CLIENT),
    )


def client(pairing: Pairing, standing: Standing) -> answers.ClientAnswer:
    """A pairing as its coach sees it: without the client's settings."""
    seen = answers.PairingEnrollmentAnswer(**_standing(standing, Side.COACH))
    return answers.ClientAnswer(
        client_id=pairing.client_id, name=pairing.client_name, enrollment=seen, **_of_both(pairing, Side.COACH)
    )


def _standing(standing: Standing, side: Side) -> dict[str, Any]:
    return {
        "state": standing.state,
        "effective": standing.effective,
        "reason": reason(side, standing.reason),
        "enrolled_at": standing.enrolled_at,
    }


def _settings(settings: Settings) -> dict[str, Any]:
    values = {name: getattr(settings, name) for name in SETTINGS}
    return {name: money(value) if isinstance(value, Money) else value for name, value in values.items()}


def _of_both(pairing: Pairing, side: Side) -> dict[str, Any]:
    last, can_enroll = pairing.last_package, pairing.can_enroll
    return {
        "on_deck": pairing.on_deck,
        "rate": money(pairing.rate),
        "last_package": answers.LastPackageAnswer(**_package(last)),
        "can_enroll": can_enroll,
        "cannot_enroll_reason": None if can_enroll else Reason.PACKAGE_NOT_RENEWABLE,
        "renewal": renewal(pairing.renewal, side),
        "ended": pairing.coach_has_ended,
    }


def _package(value: Package) -> dict[str, Any]:
    return {
        "package_id": value.package_id,
        "sessions": value.sessions,
        "price": money(value.price),
        "rate": money(value.rate),
        "auto_renewal": value.auto_renewal,
        "booked_at": value.booked_at,
    }


def reason(side: Side, reason: str | None) -> Any:
    return reason_for(side, reason)


def offer(value: Offer, now: datetime) -> answers.OfferAnswer:
    return answers.OfferAnswer(
        offer_id=value.offer_id,
        coach_id=value.coach_id,
        coach_name=value.coach_name,
        title=value.title,
        sessions=value.sessions,
        price=money(value.price),
        rate=money(value.rate),
        auto_renewal=value.auto_renewal,
        client_id=value.client_id,
        state=value.state(now),
        created_at=value.created_at,
        expires_at=value.expires_at,
    )


def profile(value: Profile) -> answers.ProfileAnswer:
    """Only a verified address becomes a profile's."""
    return answers.ProfileAnswer(
        user_id=value.user_id,
        name=value.name,
        email=value.email,
        email_verified=True,
        time_zone=value.time_zone,
        mail="refused" if value.undeliverable else "ok",
    )


def booking(booked: Package, its_sessions: list[Session], pairing: answers.CoachAnswer) -> answers.BookingAnswer:
    return answers.BookingAnswer(
        package=package(booked),
        sessions=[session(one) for one in its_sessions],
        pairing=pairing,
        rate_before=money(booked.rate_before) if booked.rate_before else None,
        rate_after=money(booked.rate),
    )


def completion(done: Completion, standing: Standing) -> answers.CompletionAnswer:
    return answers.CompletionAnswer(
        session=session(done.session), pairing=client(done.pairing, standing), renewal=renewal(done.renewal, Side.COACH)
    )


def reopening(done: Reopening, standing: Standing) -> answers.ReopeningAnswer:
    return answers.ReopeningAnswer(
        session=session(done.session),
        cancelled_plus_one=session(done.taken_back) if done.taken_back else None,
        pairing=client(done.pairing, standing),
    )


def rates(before: Money | None, after: Money) -> answers.RatesAnswer:
    return answers.RatesAnswer(rate_before=money(before) if before else None, rate_after=money(after))


def timeline(event: Event, side: Side) -> answers.TimelineEntry:
    """Events hold no names, and a timeline is one query: the two are told apart by what they are to each other."""
    return answers.TimelineEntry(
        at=event.at,
        kind=event.kind,
        says=timeline_says(event, side, "your client", "your coach"),
        reason=reason(side, event.reason),
        ids=timeline_ids(event),
    )


def unenrolled(at: datetime | None, last_plus_one: Session | None, *, ended_hold: bool) -> answers.UnenrolledAnswer:
    booked = session(last_plus_one) if last_plus_one else None
    return answers.UnenrolledAnswer(unenrolled_at=at, last_plus_one=booked, ended_hold=ended_hold)
