"""What booking or saving would do, said to the client before the click."""

from datetime import datetime

from plus_one.domain.bidi import isolated
from plus_one.domain.decision import Book, Skip, Wait
from plus_one.domain.enrollments import Effective
from plus_one.domain.events import Side
from plus_one.domain.explanations import waits
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.previews import Preview
from plus_one.domain.renewals import Reason

_BECAUSE = {
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


def then_says(before: Preview | None, then: Preview, now: datetime) -> str:
    """`before`: the pairing as it is, if there is one yet."""
    package = "your latest package" if before and _same_package(before, then) else "this package"
    stood = before.standing.effective if before else Effective.OFF
    if then.standing.effective is Effective.OFF:
        return _off(then.pairing, package)
    if isinstance(then.decision, Skip):
        return _on_hold(then.pairing, then.decision.reason, package, stood, now)
    if isinstance(then.decision, Wait):
        return f"The +1 Program {_PROGRAM[stood]}. {waits(Side.CLIENT, '', isolated(then.pairing.coach_name))}"
    return f"The +1 Program {_PROGRAM[stood]}. {_books(then.pairing, then.decision)}"


def _same_package(before: Preview, then: Preview) -> bool:
    return before.pairing.package_seq == then.pairing.package_seq


def _off(pairing: Pairing, package: str) -> str:
    if pairing.can_enroll:
        return "The +1 Program stays off until you turn it on."
    why = _BECAUSE[Reason.PACKAGE_NOT_RENEWABLE].format(package=package)
    return f"The +1 Program stays off. You can't turn it on, because {why}."


def _on_hold(pairing: Pairing, reason: Reason, package: str, stood: Effective, now: datetime) -> str:
    settings, rate = pairing.enrollment.settings, pairing.rate
    day, cap = settings.paused_until, settings.monthly_spend_cap
    why = _BECAUSE[reason].format(
        package=package,
        paused_until=day and f"{day.day} {day:%B %Y}",
        left=cap and Money(max(cap.amount - pairing.spent_now(now), 0), rate.currency),
        rate=rate,
        max_rate=settings.max_rate,
    )
    still = "Still on hold" if stood is Effective.SUSPENDED else "On hold"
    later = "" if pairing.on_deck else f" {_NOTHING_BOOKED}"
    return f"{still}, because {why}. {_RESUMES[reason]}{later}"


def _books(pairing: Pairing, decision: Book) -> str:
    if pairing.on_deck:
        return f"When your last booked session is complete, we'll book one more at {decision.rate}."
    if pairing.renewal_is_due:
        return f"Your last session is complete, and we're about to book one more at {decision.rate}."
    return _NOTHING_BOOKED
