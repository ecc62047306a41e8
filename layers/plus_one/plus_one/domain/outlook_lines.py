"""What completing the last session would do now, and what is next while nothing is on deck, said to each side."""

from plus_one.domain.bidi import isolated
from plus_one.domain.book_now import BookNow
from plus_one.domain.days import day_of, in_words
from plus_one.domain.decision import Book, Decision, Skip
from plus_one.domain.events import Side
from plus_one.domain.explanations import BY_SETTINGS, because, resumes, words_for
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import HOLDS, Reason, Renewal
from plus_one.domain.sides import CLIENT_SETTING, reason_for

ABOUT_TO = "The last session was marked complete, and 1 more is about to be booked at {rate}."
NEXT_PACKAGE = (
    "Nothing is on deck, so +1 starts with the next package: when its last session is marked complete, 1 more is"
    " booked at the rate by then, which is {rate} now."
)
NEXT_BOOKING = (
    "Nothing is on deck until {client_books} the next session or package. When the last session is then marked"
    " complete, 1 more is booked at the rate by then, which is {rate} now."
)

_BECOMES = {Reason.PROGRAM_STOPPED: "the next one would wait"}


def preview_says(decision: Decision, pairing: Pairing, side: Side, now: BookNow | None = None) -> str:
    """`now`: what a tap of the client would book; a coach is not told."""
    if pairing.on_deck:
        return _on_completion(decision, pairing, side)
    if pairing.hold:
        return _on_hold(decision, pairing, pairing.hold, side, now)
    if isinstance(decision, Book) and pairing.renewal_is_due:
        return ABOUT_TO.format(rate=decision.rate)
    if now and now.renewal and pairing.enrollment.is_on:
        return _tap(pairing, now)
    if isinstance(decision, Book):
        says = NEXT_PACKAGE if side is Side.CLIENT else NEXT_BOOKING
        return says.format(rate=decision.rate, **_words(pairing, side))
    why = _why(decision.reason, pairing, side)
    return f"Nothing is on deck, and completing a last session now would book nothing{why}"


def books_on(hold: Renewal, pairing: Pairing) -> str:
    """For the client: when what is on hold is booked, and at which rate."""
    if hold.resumes_at is None:
        return "We won't book it unless you say so."
    return f"We'll book it on {in_words(day_of(hold.resumes_at, pairing.client_time_zone))} at {pairing.rate}."


def can_tap(now: BookNow) -> bool:
    return now.renewal is not None and now.refused is None


def _on_completion(decision: Decision, pairing: Pairing, side: Side) -> str:
    if isinstance(decision, Book):
        return f"When the last session is marked complete, 1 more is booked at {decision.rate}."
    known, reason = reason_for(side, decision.reason), decision.reason
    if known == CLIENT_SETTING:
        return f"If the last session were marked complete now, the next one would be on hold {BY_SETTINGS}."
    becomes = _BECOMES.get(reason, "the next one would be on hold" if reason in HOLDS else "nothing would be booked")
    return f"If the last session were marked complete now, {becomes}{_why(reason, pairing, side)}"


def _why(reason: Reason, pairing: Pairing, side: Side) -> str:
    """The clause with which a sentence ends, and what makes the program resume."""
    names = isolated(pairing.client_name), isolated(pairing.coach_name)
    why = f", because {because(reason, side, *names)}"
    if reason is not Reason.NOT_ENROLLED:
        return f"{why}. {resumes(reason, side, *names)}"
    if not pairing.last_package.auto_renewal:
        return f"{why}. It can't be turned on, because {because(Reason.PACKAGE_NOT_RENEWABLE, side, *names)}."
    return f"{why}. {resumes(reason, side, *names)}"


def _on_hold(decision: Decision, pairing: Pairing, hold: Renewal, side: Side, now: BookNow | None) -> str:
    reason = hold.reason or Reason.PAUSED
    if decision == Skip(Reason.PROGRAM_STOPPED) and hold.resumes_at:
        reason = Reason.PROGRAM_STOPPED
    if reason_for(side, reason) == CLIENT_SETTING:
        return f"The next session with {isolated(pairing.client_name)} is on hold {BY_SETTINGS}."
    why = because(reason, side, isolated(pairing.client_name), isolated(pairing.coach_name))
    if side is Side.COACH:
        return f"The next session with {isolated(pairing.client_name)} is on hold, because {why}."
    coach = isolated(pairing.coach_name)
    if isinstance(decision, Book) and hold.resumes_at:
        return f"Your next session with {coach} is no longer on hold. We're about to book it at {decision.rate}."
    if reason is Reason.PROGRAM_STOPPED:
        return f"Your next session with {coach} is on hold, because {why}. We'll book it as soon as they resume."
    tap = f" You can book it now at {pairing.rate}." if now and can_tap(now) else ""
    return f"Your next session with {coach} is on hold, because {why}. {books_on(hold, pairing)}{tap}"


def _tap(pairing: Pairing, now: BookNow) -> str:
    coach = isolated(pairing.coach_name)
    if now.refused is None:
        return f"Nothing is on deck. You can book your next session with {coach} now at {now.rate}."
    names = isolated(pairing.client_name), coach
    why, then = because(now.refused, Side.CLIENT, *names), resumes(now.refused, Side.CLIENT, *names)
    return f"Nothing is on deck, and you can't book your next session now, because {why}. {then}"


def _words(pairing: Pairing, side: Side) -> dict[str, str]:
    return words_for(side, isolated(pairing.client_name), isolated(pairing.coach_name))
