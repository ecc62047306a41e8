"""What each route of the API may refuse, by status: each code with its sentence, for the document of the API."""

from plus_one.domain import refusals
from plus_one.http.problems import STATUS

# Which refusals a route may answer, beside those that every route of its kind has.
REFUSALS: dict[str, tuple[type[refusals.Refusal], ...]] = {
    "POST /v1/offers": (
        refusals.SamePerson,
        refusals.OfferEndsOutOfReach,
        refusals.NoSuchClient,
        refusals.CoachEnded,
        refusals.TooManyOffers,
        refusals.TooManyOffersToOne,
        refusals.OffersDeclined,
        refusals.TooManyOpenOffers,
        refusals.TooManyStandardOffers,
    ),
    "POST /v1/coaches/{coach_id}/packages": (
        refusals.OfferClosed,
        refusals.CoachEnded,
        refusals.TooManyPackages,
        refusals.CurrencyMismatch,
        refusals.SamePerson,
    ),
    "PUT /v1/coaches/{coach_id}/enrollment": (
        refusals.NoPackageBooked,
        refusals.PackageNotRenewable,
        refusals.TooManyEnrollments,
        refusals.EnrollmentChanged,
        refusals.PreconditionFailed,
        refusals.SettingsCurrencyMismatch,
        refusals.TermsChanged,
    ),
    "POST /v1/coaches/{coach_id}/plus-one": (
        refusals.NotEnrolled,
        refusals.EnrollmentChanged,
        refusals.AlreadyOnDeck,
        refusals.NothingToBook,
        refusals.PlusOneUsed,
        refusals.CoachEnded,
        refusals.ProgramStopped,
        refusals.PackageNotRenewable,
        refusals.ZeroRate,
        refusals.NoticeUndeliverable,
        refusals.VelocityGuard,
        refusals.RateChanged,
    ),
    "POST /v1/coaches/{coach_id}/preview": (
        refusals.OfferClosed,
        refusals.CoachEnded,
        refusals.TooManyPackages,
        refusals.TooManyEnrollments,
        refusals.NoPackageBooked,
        refusals.CurrencyMismatch,
        refusals.SettingsCurrencyMismatch,
        refusals.SamePerson,
        refusals.TermsChanged,
    ),
    "POST /v1/offers/preview": (refusals.CoachEnded, refusals.CurrencyMismatch),
    "DELETE /v1/offers/{offer_id}": (refusals.OfferClosed,),
    "POST /v1/clients/{client_id}/sessions/{session_id}/complete": (refusals.SessionCancelled,),
    "POST /v1/clients/{client_id}/sessions/{session_id}/reopen": (
        refusals.NotCompleted,
        refusals.ReopenWindowOver,
        refusals.PlusOneInUse,
        refusals.TooManyReopenings,
    ),
    "POST /v1/clients/{client_id}/sessions/{session_id}/cancel": (refusals.NotCancellable,),
    "DELETE /v1/clients/{client_id}/end": (refusals.TooManyReturns,),
    "POST /v1/profile/retry-mail": (refusals.MailRetriedTooSoon,),
    "POST /v1/coaches/{coach_id}/sessions/{session_id}/cancel": (refusals.NotCancellable,),
}
OF_A_BODY = {
    400: "`BAD_JSON`: Not JSON.",
    415: "`UNSUPPORTED_MEDIA_TYPE`: Not application/json.",
    422: "`INVALID`: Not as it must be; `errors` says what.",
}
OF_A_LIST = {400: "`BAD_CURSOR`: A cursor that is not ours.", 422: "`INVALID`: A limit or a status that is none."}
OF_ALL = {
    403: "`FORBIDDEN`: Wrong role. `ID_TOKEN_REQUIRED`: Another kind of token. `EMAIL_NOT_VERIFIED`.",
}


def takes_a_key(path: str, method: str) -> bool:
    """A preview does nothing, and a +1 is booked once for its completion: both may be asked for again as they are."""
    return method == "post" and not path.endswith(("/preview", "/plus-one"))


def refuses_the_suspended(path: str, method: str) -> bool:
    """All that writes, but for what takes back."""
    takes_back = path.endswith("/cancel") or (method == "delete" and path.endswith("/enrollment"))
    return method != "get" and not path.endswith("/preview") and not takes_back


def problems(path: str, method: str) -> dict[int, str]:
    """What may be refused, each by its code."""
    said = dict(OF_ALL)
    if method in ("post", "put"):
        said |= OF_A_BODY
    if method == "get" and not path.endswith(("_id}", "/enrollment", "/contact", "/profile", "/preview")):
        said |= OF_A_LIST
    if "{" in path:
        said |= {404: "`NOT_FOUND`: Not there, or not yours."}
    keyed = (refusals.IdempotencyKeyReused,) if takes_a_key(path, method) else ()
    suspended = (refusals.Suspended,) if refuses_the_suspended(path, method) else ()
    for refusal in (*suspended, *keyed, *REFUSALS.get(f"{method.upper()} {path}", ())):
        status = STATUS[refusal].value
        said[status] = f"{said.get(status, '')} `{refusal.code}`: {refusal.__doc__}".strip()
    return said
