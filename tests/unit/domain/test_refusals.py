"""What a person reads who is refused: one sentence, under its code in the HTTP contract (api.md)."""

import pytest

from plus_one.domain import refusals
from plus_one.domain.refusals import Refusal

READS = [
    (refusals.NotFound, "NOT_FOUND", "There is no such thing, or it is not yours."),
    (refusals.NoSuchClient, "NOT_FOUND", "There is no client with this id to whom you can make an offer."),
    (
        refusals.Suspended,
        "SUSPENDED",
        "Your account is suspended: you can look, turn +1 off and cancel a +1; for anything else, write to us.",
    ),
    (
        refusals.OfferClosed,
        "OFFER_CLOSED",
        "This offer can no longer be booked or withdrawn: it was booked, withdrawn or has expired.",
    ),
    (refusals.OfferEndsOutOfReach, "INVALID", "An offer must end in the future, and within five years."),
    (
        refusals.TooManyOpenOffers,
        "TOO_MANY_OPEN_OFFERS",
        "This client has three open offers of yours; one of them must be booked, be withdrawn or end first.",
    ),
    (
        refusals.TooManyStandardOffers,
        "TOO_MANY_OPEN_OFFERS",
        "You have 100 open standard offers; one of them must be withdrawn or end first.",
    ),
    (refusals.OffersDeclined, "OFFERS_DECLINED", "This client wants no more offers from you."),
    (
        refusals.TooManyOffers,
        "TOO_MANY_OFFERS",
        "You made offers to twenty people who never booked with you within 24 hours; try again later.",
    ),
    (
        refusals.TooManyOffersToOne,
        "TOO_MANY_OFFERS",
        "You made 20 custom offers to this client within 24 hours; try again later.",
    ),
    (refusals.SamePerson, "SAME_PERSON", "A person cannot be their own coach."),
    (
        refusals.CurrencyMismatch,
        "CURRENCY_MISMATCH",
        "All packages of one client with one coach are in one currency.",
    ),
    (
        refusals.SettingsCurrencyMismatch,
        "CURRENCY_MISMATCH",
        "The amounts of the settings are in the currency of the packages booked with this coach.",
    ),
    (refusals.SessionCancelled, "SESSION_CANCELLED", "A cancelled session cannot be marked complete."),
    (refusals.NotCancellable, "NOT_CANCELLABLE", "Only a +1 that is still booked can be cancelled."),
    (refusals.NotCompleted, "NOT_COMPLETED", "Only a completed session can be reopened."),
    (refusals.ReopenWindowOver, "REOPEN_WINDOW_OVER", "A completion can be undone for 24 hours."),
    (
        refusals.PlusOneInUse,
        "PLUS_ONE_IN_USE",
        "The +1 that this completion booked is completed already; reopen that one first.",
    ),
    (
        refusals.TooManyReopenings,
        "TOO_MANY_REOPENINGS",
        "A session can be reopened 3 times, and with one client 6 completions and +1s can be undone in 24 hours.",
    ),
    (
        refusals.TooManyPackages,
        "TOO_MANY_PACKAGES",
        "A client can book 5 packages with one coach in 24 hours; book the next one tomorrow.",
    ),
    (
        refusals.TooManyReturns,
        "TOO_MANY_RETURNS",
        "You can take an end with one client back 10 times in 24 hours; try again tomorrow.",
    ),
    (
        refusals.TooManyEnrollments,
        "TOO_MANY_ENROLLMENTS",
        "You can turn the +1 Program on 10 times in 24 hours with one coach.",
    ),
    (
        refusals.NoPackageBooked,
        "NO_PACKAGE_BOOKED",
        "Book a package with this coach first; enrolling in the +1 Program is possible from then on.",
    ),
    (
        refusals.PackageNotRenewable,
        "PACKAGE_NOT_RENEWABLE",
        "The coach does not offer auto-renewal on the last package that was booked.",
    ),
    (
        refusals.MailRetriedTooSoon,
        "MAIL_RETRIED_TOO_SOON",
        "You asked us to try this address again less than 24 hours ago, and it refused our mail once more.",
    ),
    (
        refusals.EnrollmentChanged,
        "ENROLLMENT_CHANGED",
        "The enrollment changed while this request was under way; read it again.",
    ),
    (
        refusals.PreconditionFailed,
        "PRECONDITION_FAILED",
        "The enrollment is not the one that If-Match names; read it again.",
    ),
    (
        refusals.IdempotencyKeyReused,
        "IDEMPOTENCY_KEY_REUSED",
        "This Idempotency-Key was used for another request.",
    ),
    (refusals.BadCursor, "BAD_CURSOR", "This cursor is not one of ours; start from the first page."),
    (refusals.NotEnrolled, "NOT_ENROLLED", "You are not enrolled in the +1 Program with this coach; turn it on first."),
    (
        refusals.AlreadyOnDeck,
        "ALREADY_ON_DECK",
        "You have a session on deck with this coach; a +1 can be booked when there is none.",
    ),
    (
        refusals.ProgramStopped,
        "PROGRAM_STOPPED",
        "No +1s are booked for now; nothing is lost, so try again later.",
    ),
    (refusals.ZeroRate, "ZERO_RATE", "The rate of your last package is zero; book a package with a rate first."),
    (
        refusals.NoticeUndeliverable,
        "NOTICE_UNDELIVERABLE",
        "Our mail does not reach you, and we book nothing without telling you; verify a new address first.",
    ),
    (
        refusals.VelocityGuard,
        "VELOCITY_GUARD",
        "So many +1s were booked with this coach within 24 hours that a safety limit stops the next one; try tomorrow.",
    ),
    (
        refusals.NothingToBook,
        "NOTHING_TO_BOOK",
        "There is no completed session whose +1 could be booked; look at this page again.",
    ),
    (
        refusals.PlusOneUsed,
        "PLUS_ONE_USED",
        "The +1 of this completion was booked before, and cancelled; each completion books one at most.",
    ),
    (refusals.RateChanged, "RATE_CHANGED", "The rate is another one than the page showed; look at it and book again."),
    (
        refusals.CoachEnded,
        "COACH_ENDED",
        "The coach has ended the work of the two of you: no package, offer or +1 can be booked.",
    ),
    (
        refusals.TermsChanged,
        "TERMS_CHANGED",
        "These are not the present terms of the +1 Program; read them and save again.",
    ),
    (refusals.Busy, "TRY_AGAIN", "Too much is happening to this at once; try again."),
]


@pytest.mark.parametrize(("refusal", "code", "sentence"), READS)
def test_who_is_refused_reads_why_in_one_sentence(refusal: type[Refusal], code: str, sentence: str) -> None:
    assert (refusal.code, refusal.__doc__) == (code, sentence)


def test_every_refusal_has_its_sentence_here() -> None:
    ours = {each for each in Refusal.__subclasses__() if each.__module__ == Refusal.__module__}
    assert {refusal for refusal, _, _ in READS} == ours
