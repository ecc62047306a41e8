"""Why the system may refuse: one class and one sentence each. HTTP knows them by their code (api.md)."""

from datetime import datetime

from plus_one.domain.days import zone


class Refusal(Exception):
    """Raised when the rules do not allow what was asked; nothing was written. `field`: of the body, if it is one's.
    `retry_after`: in how many seconds it may be asked again, if that is known. `detail`: the sentence, where it says
    more than that of the class."""

    code: str
    field: str | None = None
    detail: str | None = None

    def __init__(self, retry_after: int | None = None) -> None:
        self.retry_after = retry_after


class NotFound(Refusal):
    """There is no such thing, or it is not yours."""

    code = "NOT_FOUND"


class NoSuchClient(Refusal):
    """There is no client with this id to whom you can make an offer."""

    code = "NOT_FOUND"


class Suspended(Refusal):
    """Your account is suspended: you can look, turn +1 off and cancel a +1; for anything else, write to us."""

    code = "SUSPENDED"


class OfferClosed(Refusal):
    """This offer can no longer be booked or withdrawn: it was booked, withdrawn or has expired."""

    code = "OFFER_CLOSED"


class OfferEndsOutOfReach(Refusal):
    """An offer must end in the future, and within five years."""

    code = "INVALID"
    field = "expires_at"


class TooManyOpenOffers(Refusal):
    """This client has three open offers of yours; one of them must be booked, be withdrawn or end first."""

    code = "TOO_MANY_OPEN_OFFERS"


class TooManyStandardOffers(Refusal):
    """You have 100 open standard offers; one of them must be withdrawn or end first."""

    code = "TOO_MANY_OPEN_OFFERS"


class OffersDeclined(Refusal):
    """This client wants no more offers from you."""

    code = "OFFERS_DECLINED"


class TooManyOffers(Refusal):
    """You made offers to twenty people who never booked with you within 24 hours; try again later."""

    code = "TOO_MANY_OFFERS"


class TooManyOffersToOne(Refusal):
    """You made 20 custom offers to this client within 24 hours; try again later."""

    code = "TOO_MANY_OFFERS"


class SamePerson(Refusal):
    """A person cannot be their own coach."""

    code = "SAME_PERSON"


class CurrencyMismatch(Refusal):
    """All packages of one client with one coach are in one currency."""

    code = "CURRENCY_MISMATCH"


class SettingsCurrencyMismatch(Refusal):
    """The amounts of the settings are in the currency of the packages booked with this coach."""

    code = "CURRENCY_MISMATCH"


class SessionCancelled(Refusal):
    """A cancelled session cannot be marked complete."""

    code = "SESSION_CANCELLED"


class NotCancellable(Refusal):
    """Only a +1 that is still booked can be cancelled."""

    code = "NOT_CANCELLABLE"


class NotCompleted(Refusal):
    """Only a completed session can be reopened."""

    code = "NOT_COMPLETED"


class ReopenWindowOver(Refusal):
    """A completion can be undone for 24 hours."""

    code = "REOPEN_WINDOW_OVER"


class PlusOneInUse(Refusal):
    """The +1 that this completion booked is completed already; reopen that one first."""

    code = "PLUS_ONE_IN_USE"


class TooManyReopenings(Refusal):
    """A session can be reopened 3 times, and with one client 6 completions and +1s can be undone in 24 hours."""

    code = "TOO_MANY_REOPENINGS"


class TooManyPackages(Refusal):
    """A client can book 5 packages with one coach in 24 hours; book the next one tomorrow."""

    code = "TOO_MANY_PACKAGES"


class TooManyEnrollments(Refusal):
    """You can turn the +1 Program on 10 times in 24 hours with one coach."""

    code = "TOO_MANY_ENROLLMENTS"

    def __init__(self, again: datetime, time_zone: str) -> None:
        super().__init__()
        at = again.astimezone(zone(time_zone))
        self.detail = f"{self.__doc__} You can turn it on again on {at.day} {at:%B %Y, %H:%M} ({at.tzinfo})."


class TooManyReturns(Refusal):
    """You can take an end with one client back 10 times in 24 hours; try again tomorrow."""

    code = "TOO_MANY_RETURNS"


class NoPackageBooked(Refusal):
    """Book a package with this coach first; enrolling in the +1 Program is possible from then on."""

    code = "NO_PACKAGE_BOOKED"


class PackageNotRenewable(Refusal):
    """The coach does not offer auto-renewal on the last package that was booked."""

    code = "PACKAGE_NOT_RENEWABLE"


class NotEnrolled(Refusal):
    """You are not enrolled in the +1 Program with this coach; turn it on first."""

    code = "NOT_ENROLLED"


class AlreadyOnDeck(Refusal):
    """You have a session on deck with this coach; a +1 can be booked when there is none."""

    code = "ALREADY_ON_DECK"


class ProgramStopped(Refusal):
    """No +1s are booked for now; nothing is lost, so try again later."""

    code = "PROGRAM_STOPPED"


class ZeroRate(Refusal):
    """The rate of your last package is zero; book a package with a rate first."""

    code = "ZERO_RATE"


class NoticeUndeliverable(Refusal):
    """Our mail does not reach you, and we book nothing without telling you; verify a new address first."""

    code = "NOTICE_UNDELIVERABLE"


class VelocityGuard(Refusal):
    """So many +1s were booked with this coach within 24 hours that a safety limit stops the next one; try tomorrow."""

    code = "VELOCITY_GUARD"


class NothingToBook(Refusal):
    """There is no completed session whose +1 could be booked; look at this page again."""

    code = "NOTHING_TO_BOOK"


class PlusOneUsed(Refusal):
    """The +1 of this completion was booked before, and cancelled; each completion books one at most."""

    code = "PLUS_ONE_USED"


class RateChanged(Refusal):
    """The rate is another one than the page showed; look at it and book again."""

    code = "RATE_CHANGED"


class CoachEnded(Refusal):
    """The coach has ended the work of the two of you: no package, offer or +1 can be booked."""

    code = "COACH_ENDED"


class TermsChanged(Refusal):
    """These are not the present terms of the +1 Program; read them and save again."""

    code = "TERMS_CHANGED"


class MailRetriedTooSoon(Refusal):
    """You asked us to try this address again less than 24 hours ago, and it refused our mail once more."""

    code = "MAIL_RETRIED_TOO_SOON"


class EnrollmentChanged(Refusal):
    """The enrollment changed while this request was under way; read it again."""

    code = "ENROLLMENT_CHANGED"


class PreconditionFailed(Refusal):
    """The enrollment is not the one that If-Match names; read it again."""

    code = "PRECONDITION_FAILED"


class IdempotencyKeyReused(Refusal):
    """This Idempotency-Key was used for another request."""

    code = "IDEMPOTENCY_KEY_REUSED"


class BadCursor(Refusal):
    """This cursor is not one of ours; start from the first page."""

    code = "BAD_CURSOR"


class Busy(Refusal):
    """Too much is happening to this at once; try again."""

    code = "TRY_AGAIN"
