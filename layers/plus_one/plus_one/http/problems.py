"""Every refusal as application/problem+json (RFC 9457)."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus

from plus_one.domain import refusals
from plus_one.domain.refusals import Refusal

CONTENT_TYPE = "application/problem+json"

STATUS: dict[type[Refusal], HTTPStatus] = {
    refusals.NotFound: HTTPStatus.NOT_FOUND,
    refusals.NoSuchClient: HTTPStatus.NOT_FOUND,
    refusals.Suspended: HTTPStatus.FORBIDDEN,
    refusals.OfferEndsOutOfReach: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.OfferClosed: HTTPStatus.CONFLICT,
    refusals.TooManyStandardOffers: HTTPStatus.CONFLICT,
    refusals.TooManyOpenOffers: HTTPStatus.CONFLICT,
    refusals.OffersDeclined: HTTPStatus.CONFLICT,
    refusals.TooManyOffers: HTTPStatus.TOO_MANY_REQUESTS,
    refusals.TooManyOffersToOne: HTTPStatus.TOO_MANY_REQUESTS,
    refusals.SamePerson: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.CurrencyMismatch: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.SettingsCurrencyMismatch: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.SessionCancelled: HTTPStatus.CONFLICT,
    refusals.NotCancellable: HTTPStatus.CONFLICT,
    refusals.NotCompleted: HTTPStatus.CONFLICT,
    refusals.ReopenWindowOver: HTTPStatus.CONFLICT,
    refusals.PlusOneInUse: HTTPStatus.CONFLICT,
    refusals.TooManyReopenings: HTTPStatus.CONFLICT,
    refusals.TooManyPackages: HTTPStatus.CONFLICT,
    refusals.TooManyEnrollments: HTTPStatus.CONFLICT,
    refusals.TooManyReturns: HTTPStatus.CONFLICT,
    refusals.NoPackageBooked: HTTPStatus.CONFLICT,
    refusals.PackageNotRenewable: HTTPStatus.CONFLICT,
    refusals.NotEnrolled: HTTPStatus.CONFLICT,
    refusals.AlreadyOnDeck: HTTPStatus.CONFLICT,
    refusals.ProgramStopped: HTTPStatus.CONFLICT,
    refusals.ZeroRate: HTTPStatus.CONFLICT,
    refusals.NoticeUndeliverable: HTTPStatus.CONFLICT,
    refusals.VelocityGuard: HTTPStatus.CONFLICT,
    refusals.NothingToBook: HTTPStatus.CONFLICT,
    refusals.PlusOneUsed: HTTPStatus.CONFLICT,
    refusals.RateChanged: HTTPStatus.CONFLICT,
    refusals.CoachEnded: HTTPStatus.CONFLICT,
    refusals.TermsChanged: HTTPStatus.CONFLICT,
    refusals.MailRetriedTooSoon: HTTPStatus.CONFLICT,
    refusals.EnrollmentChanged: HTTPStatus.CONFLICT,
    refusals.PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
    refusals.IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.BadCursor: HTTPStatus.BAD_REQUEST,
    refusals.Busy: HTTPStatus.SERVICE_UNAVAILABLE,
}


@dataclass
class Problem(Exception):
    """An answer that is not what was asked for; `detail` is a sentence for a person, `retry_after` is in seconds."""

    status: HTTPStatus
    code: str
    detail: str
    errors: list[dict[str, str]] = field(default_factory=list)
    retry_after: int | None = None

    @property
    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}

    def body(self) -> str:
        said = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": self.detail,
            "code": self.code,
        }
        needs_errors = self.status is HTTPStatus.UNPROCESSABLE_ENTITY
        return json.dumps(said | ({"errors": self.errors} if needs_errors else {}))


def bad_json() -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, "BAD_JSON", "The body is not JSON.")


def of_refusal(refusal: Refusal) -> Problem:
    says = refusal.detail or type(refusal).__doc__ or ""
    errors = [{"field": refusal.field, "message": says.removesuffix(".")}] if refusal.field else []
    return Problem(STATUS[type(refusal)], refusal.code, says, errors, refusal.retry_after)


def invalid(errors: list[dict[str, str]]) -> Problem:
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "INVALID", "Some of what was sent is not as it must be.", errors)
