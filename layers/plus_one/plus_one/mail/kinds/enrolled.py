"""A client turned the +1 Program on. What was agreed to stands in the client's mail in full."""

from plus_one.domain.enrollments import Effective
from plus_one.domain.events import Side
from plus_one.mail.content import Content, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.settings import settings
from plus_one.mail.terms import terms
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"You are enrolled in the +1 Program with {told.coach}",
        sentence=_promise_to_client(told),
        facts=_facts_for_client(told),
        sections=(
            Section(heading="What happens next", paragraphs=_outlook(told)),
            Section(heading=f"The terms, version {told.text('terms_version')}", points=terms(told.coach)),
            stop_or_change(told, "Stopping removes nothing that is on deck."),
        ),
    )


def to_coach(told: Told) -> Content:
    return Content(
        title=f"{told.client} is enrolled in the +1 Program with you",
        sentence=_promise_to_coach(told),
        facts=_facts(told),
        sections=(
            Section(
                heading="What happens next",
                paragraphs=_outlook(told),
                links=(told.in_roster,),
            ),
        ),
    )


def _promise_to_client(told: Told) -> str:
    if _is_suspended(told):
        return f"Nothing is booked for now: the +1 Program with {told.coach} is on hold."
    return (
        f"From now on, each time your last session on deck with {told.coach} is marked complete, one more session is"
        f" booked at your rate, now {told.money('rate')}."
    )


def _promise_to_coach(told: Told) -> str:
    if _is_suspended(told):
        return f"Nothing is booked for now: {told.client} turned the +1 Program on, but it is suspended."
    return (
        f"From now on, each time you mark the last session on deck with {told.client} complete, exactly one more"
        " session is booked."
    )


def _facts(told: Told) -> dict[str, str]:
    return {
        "+1 Program": f"On, but suspended: {told.because(_reason(told))}" if _is_suspended(told) else "On",
        "Enrolled": told.exactly_at,
        "Rate now": str(told.money("rate")),
        "On deck now": told.on_deck,
    }


def _facts_for_client(told: Told) -> dict[str, str]:
    return _facts(told) | {
        "Rate of": f"The last package that you booked: {told.last_package}",
        "Booked by enrolling": "Nothing",
        **settings(told),
        "Terms": f"Version {told.text('terms_version')}",
    }


def _outlook(told: Told) -> tuple[str, ...]:
    if _is_suspended(told):
        why = f"{told.because(_reason(told))}. {told.resumes(_reason(told))}"
        outlook = f"The +1 Program is suspended: {why} Until then no +1 is booked."
    else:
        outlook = (
            "When the last session on deck is marked complete, exactly one more is booked. Its rate is"
            f" {told.money('rate')}, or that of a newer package."
        )
    return (outlook,) if told.number("on_deck") else (_nothing_yet(told), outlook)


def _nothing_yet(told: Told) -> str:
    if told.side is Side.COACH:
        return f"Nothing is on deck. The program starts when {told.client} books the next session or package."
    return "Nothing is on deck. You can book your next session yourself in your preferences, or book a new package."


def _reason(told: Told) -> str:
    return told.text("suspended_because")


def _is_suspended(told: Told) -> bool:
    return told.text("effective") == Effective.SUSPENDED
