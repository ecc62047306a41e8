"""From what the domain knows to what api.md says."""

from datetime import datetime
from typing import Any

from plus_one.domain.enrollments import Standing
from plus_one.domain.packages import Offer, Package
from plus_one.domain.pairings import Completion, Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.domain.sessions import Session
from plus_one.http import answers
from plus_one.http.fields import money


def package(value: Package) -> answers.PackageAnswer:
    return answers.PackageAnswer(
        package_id=value.package_id,
        offer_id=value.offer_id,
        sessions=value.sessions,
        price=money(value.price),
        rate=money(value.rate),
        auto_renewal=value.auto_renewal,
        booked_at=value.booked_at,
    )


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


def renewal(value: Renewal | None) -> answers.RenewalAnswer | None:
    if value is None:
        return None
    return answers.RenewalAnswer(
        state=value.state,
        reason=value.reason,
        at=value.settled_at or value.completed_at,
        session_id=value.plus_one_id if value.state is RenewalState.BOOKED else None,
    )


def enrollment(standing: Standing) -> answers.EnrollmentAnswer:
    return answers.EnrollmentAnswer(
        state=standing.state,
        effective=standing.effective,
        reason=standing.reason,
        enrolled_at=standing.enrolled_at,
        unenrolled_at=standing.unenrolled_at,
        terms_version=standing.terms_version,
    )


def coach(pairing: Pairing, standing: Standing) -> answers.CoachAnswer:
    return answers.CoachAnswer(coach_id=pairing.coach_id, name=pairing.coach_name, **_of_both(pairing, standing))


def client(pairing: Pairing, standing: Standing) -> answers.ClientAnswer:
    return answers.ClientAnswer(client_id=pairing.client_id, name=pairing.client_name, **_of_both(pairing, standing))


def _of_both(pairing: Pairing, standing: Standing) -> dict[str, Any]:
    last, can_enroll = pairing.last_package, pairing.last_package.auto_renewal
    return {
        "on_deck": pairing.on_deck,
        "rate": money(pairing.rate),
        "last_package": answers.LastPackageAnswer(**package(last).model_dump(exclude={"offer_id"})),
        "enrollment": answers.PairingEnrollmentAnswer(
            state=standing.state,
            effective=standing.effective,
            reason=standing.reason,
            enrolled_at=standing.enrolled_at,
        ),
        "can_enroll": can_enroll,
        "cannot_enroll_reason": None if can_enroll else Reason.PACKAGE_NOT_RENEWABLE,
        "renewal": renewal(pairing.renewal),
    }


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
        user_id=value.user_id, name=value.name, email=value.email, email_verified=True, time_zone=value.time_zone
    )


def booking(
    booked: Package, its_sessions: list[Session], pairing: Pairing, standing: Standing
) -> answers.BookingAnswer:
    return answers.BookingAnswer(
        package=package(booked),
        sessions=[session(one) for one in its_sessions],
        pairing=coach(pairing, standing),
        rate_before=money(booked.rate_before) if booked.rate_before else None,
        rate_after=money(booked.rate),
    )


def completion(done: Completion, standing: Standing) -> answers.CompletionAnswer:
    return answers.CompletionAnswer(
        session=session(done.session), pairing=client(done.pairing, standing), renewal=renewal(done.renewal)
    )


def unenrolled(at: datetime | None, last_plus_one: Session | None) -> answers.UnenrolledAnswer:
    return answers.UnenrolledAnswer(unenrolled_at=at, last_plus_one=session(last_plus_one) if last_plus_one else None)
