"""A +1 is on hold. The client reads when it is booked, at which rate, and both ways out. One that waits for the client
is a question, and silence is no."""

from plus_one.domain.enrollments import TERMS_WITH_HOLDS
from plus_one.domain.holds import LONGEST
from plus_one.domain.renewals import Reason
from plus_one.domain.sides import CLIENT_SETTING
from plus_one.mail.content import Content, Link, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.told import Told

NOT_BOOKED = "Turning it off means that we don't book the session that is on hold."
# A tap does not pass these.
_NO_TAP = (Reason.NOTICE_UNDELIVERABLE, Reason.VELOCITY_GUARD)
_SAVING = "If you save settings that allow it, that books the session. The page says so before you save."
# These end on a day of their own.
_PASSING = (Reason.PAUSED, Reason.SPEND_CAP_REACHED, Reason.VELOCITY_GUARD)


def to_client(told: Told) -> Content:
    return Content(
        title=f"Your next session with {told.coach} is on hold{_until(told)}",
        sentence=_what_happened(told),
        facts=facts(told),
        sections=(_next(told), stop_or_change(told, NOT_BOOKED)),
    )


def to_coach(told: Told) -> Content:
    """Neither reason nor day, where the client's own settings are the reason."""
    return Content(
        title=f"The next session with {told.client} is on hold",
        sentence=f"You marked the last one complete, and no +1 is booked yet. {_why_to_coach(told)}",
        facts=_facts_for_coach(told),
        sections=(
            Section(
                heading="What happens next",
                paragraphs=(
                    f"You have nothing to do. We'll tell you when it is booked. If {told.client} books a new package,"
                    " its sessions take the place of this one.",
                ),
                links=(told.in_roster,),
            ),
        ),
    )


def facts(told: Told) -> dict[str, str]:
    return {
        "We'll book it": f"On {told.resumes_on} ({told.text('time_zone')})"
        if told.resumes_on
        else "Only if you say so",
        "Rate": str(told.money("rate")),
        "Rate of": f"The last package that you booked: {told.last_package}",
        "Booked so far": "Nothing",
        "On deck now": told.on_deck,
        "Last session completed": told.moment("completed_at"),
    }


def ways_out(told: Told) -> tuple[Link, ...]:
    return () if _reason(told) in _NO_TAP else (told.book_now,)


def _until(told: Told) -> str:
    return f" until {told.resumes_on}" if told.resumes_on else ". Shall we book it?"


def _what_happened(told: Told) -> str:
    rate, why = told.money("rate"), told.because(_reason(told), past=True)
    if told.resumes_on:
        return f"We'll book it on {told.resumes_on} at {rate}. We have not booked it yet, because {why}."
    return f"We did not book one more at {rate}, because {why}. Do you want it?"


def _next(told: Told) -> Section:
    return Section(
        heading="What happens next",
        paragraphs=(_with_a_day(told) if told.resumes_on else _with_a_question(told), *_how_to_book(told)),
        links=ways_out(told),
    )


def _with_a_day(told: Told) -> str:
    return (
        f"You have nothing to do. {told.resumes_on} is the first day on which your settings and our limits allow it. If"
        f" you change your settings, the day can change. {_SAVING}"
    )


def _with_a_question(told: Told) -> str:
    silence = f"If you do nothing, we book nothing. {_SAVING}"
    if _reason(told) not in _PASSING:
        return silence
    return (
        f"{silence} We book it by ourselves only within {LONGEST.days} days of your last session, only if your other"
        f" settings allow it, and only under the terms of version {TERMS_WITH_HOLDS} or later. You can accept them when"
        " you save your settings."
    )


def _how_to_book(told: Told) -> tuple[str, ...]:
    if not ways_out(told):
        return ()
    return ("If you want it now, book it on our page, where you sign in. This books past your own limits, once.",)


def _why_to_coach(told: Told) -> str:
    if _reason(told) == CLIENT_SETTING:
        return "It is on hold by the client's own settings."
    return f"It is on hold, because {told.because(_reason(told))}."


def _facts_for_coach(told: Told) -> dict[str, str]:
    return {
        "+1": "On hold",
        "Rate": str(told.money("rate")),
        "Booked so far": "Nothing",
        "On deck now": told.on_deck,
        "Last session completed": told.moment("completed_at"),
    }


def _reason(told: Told) -> str:
    return str(told.event.reason)
