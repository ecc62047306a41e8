"""What booking or saving would do, said to the client before the click."""

from datetime import datetime

from plus_one.domain.bidi import isolated
from plus_one.domain.days import in_words
from plus_one.domain.decision import Book, Skip
from plus_one.domain.enrollments import Effective
from plus_one.domain.money import Money
from plus_one.domain.outlook_lines import books_on, can_tap
from plus_one.domain.pairings import Pairing
from plus_one.domain.previews import Preview
from plus_one.domain.renewals import Reason

_BECAUSE = {
    Reason.COACH_ENDED: "{coach} ended the work with you",
    Reason.PROGRAM_STOPPED: "no +1s are booked for now",
    Reason.PACKAGE_NOT_RENEWABLE: "{package} doesn't include auto-renewal",
    Reason.ZERO_RATE: "the rate of {package} is zero",
    Reason.PAUSED: "you paused the +1 Program through {paused_until}",
    Reason.STOP_AFTER_REACHED: "you allow no more +1s",
    Reason.SPEND_CAP_REACHED: "your monthly cap has {left} left and the rate is {rate}",
    Reason.RATE_ABOVE_MAXIMUM: "the rate of {rate} is above {max_rate}, the highest that you allow",
    Reason.NOTICE_UNDELIVERABLE: "our mail doesn't reach you, and we book nothing without telling you",
    Reason.VELOCITY_GUARD: "so many +1s were booked within 24 hours that a safety limit stops the next one",
}
# Another reason may wait behind the first, so none of these is a promise.
_RESUMES = {
    Reason.COACH_ENDED: "It can resume once your coach takes that back.",
    Reason.PROGRAM_STOPPED: "What is due by then is booked as soon as they resume.",
    Reason.PACKAGE_NOT_RENEWABLE: "It can resume once you book a package that includes auto-renewal.",
    Reason.ZERO_RATE: "It can resume once you book a package with a rate above zero.",
    Reason.PAUSED: "It can resume after that day, or as soon as you end the pause.",
    Reason.STOP_AFTER_REACHED: "It can resume once you allow more.",
    Reason.SPEND_CAP_REACHED: "It can resume once the cap has room for the rate.",
    Reason.RATE_ABOVE_MAXIMUM: "It can resume once you raise or remove that limit, or book a package at a lower rate.",
    Reason.NOTICE_UNDELIVERABLE: "It can resume once you save your settings or verify a new address.",
    Reason.VELOCITY_GUARD: "It can resume as those 24 hours pass.",
}
_PROGRAM = {Effective.SUSPENDED: "resumes", Effective.ACTIVE: "stays on", Effective.OFF: "is on"}
_NOTHING_BOOKED = "You have no session booked, so the next +1 needs a new package first."
_OWN_TAP = "You have no session booked. You can book your next one yourself, at {rate}."
_STOPPED = "No +1s are booked for now. We'll book 1 session with {coach} at {rate} as soon as they resume."
_SAVE_BOOKS = "Saving books 1 session with {coach} at {rate}."


def then_says(before: Preview | None, then: Preview, now: datetime) -> str:
    """`before`: the pairing as it is, if there is one yet."""
    package = "your latest package" if before and _same_package(before, then) else "this package"
    stood = before.standing.effective if before else Effective.OFF
    if then.standing.effective is Effective.OFF:
        return _off(then.pairing, package)
    if isinstance(then.saving, Book):
        says = _STOPPED if then.tap.refused is Reason.PROGRAM_STOPPED else _SAVE_BOOKS
        return says.format(coach=isolated(then.pairing.coach_name), rate=then.saving.rate)
    if isinstance(then.decision, Skip):
        return _on_hold(then, then.decision.reason, package, stood, now)
    return f"The +1 Program {_PROGRAM[stood]}. {_books(then, then.decision)}"


def _same_package(before: Preview, then: Preview) -> bool:
    return before.pairing.package_seq == then.pairing.package_seq


def _off(pairing: Pairing, package: str) -> str:
    if pairing.can_enroll:
        return "The +1 Program stays off until you turn it on."
    why = _BECAUSE[Reason.PACKAGE_NOT_RENEWABLE].format(package=package)
    return f"The +1 Program stays off. You can't turn it on, because {why}."


def _on_hold(then: Preview, reason: Reason, package: str, stood: Effective, now: datetime) -> str:
    pairing = then.pairing
    settings, rate = pairing.enrollment.settings, pairing.rate
    day, cap = settings.paused_until, settings.monthly_spend_cap
    why = _BECAUSE[reason].format(
        package=package,
        coach=isolated(pairing.coach_name),
        paused_until=day and in_words(day),
        left=cap and Money(max(cap.amount - pairing.spent_now(now), 0), rate.currency),
        rate=rate,
        max_rate=settings.max_rate,
    )
    still = "Still on hold" if stood is Effective.SUSPENDED else "On hold"
    if pairing.hold:
        return f"{still}, because {why}. {books_on(pairing.hold, pairing)}"
    later = "" if pairing.on_deck else f" {_next(then)}"
    return f"{still}, because {why}. {_RESUMES[reason]}{later}"


def _books(then: Preview, decision: Book) -> str:
    if then.pairing.on_deck:
        return f"When your last booked session is complete, we'll book one more at {decision.rate}."
    if then.pairing.renewal_is_due:
        return f"Your last session is complete, and we're about to book one more at {decision.rate}."
    if then.pairing.hold and then.pairing.hold.resumes_at:
        return f"What was on hold is free, and we're about to book it at {decision.rate}."
    return _next(then)


def _next(then: Preview) -> str:
    """With nothing booked and nothing on hold. A refusal of the tap that passes leaves nothing to be said of it."""
    if can_tap(then.tap):
        return _OWN_TAP.format(rate=then.tap.rate)
    return "You have no session booked." if then.tap.renewal else _NOTHING_BOOKED
