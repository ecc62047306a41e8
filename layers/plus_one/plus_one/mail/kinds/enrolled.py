"""A client turned the +1 Program on. What was agreed to stands in the client's mail in full."""

from plus_one.domain.enrollments import Effective
from plus_one.mail.content import Content, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.suspensions import suspension
from plus_one.mail.terms import terms
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"You are enrolled in the +1 Program with {told.coach}",
        sentence=f"You turned the +1 Program on for {told.coach}: {_promise_to_client(told)}.",
        facts=_facts_for_client(told),
        sections=(
            Section(heading="What happens next", paragraphs=_outlook(told, _deck_for_client(told))),
            Section(heading=f"The terms, version {told.text('terms_version')}", points=terms(told.coach)),
            stop_or_change(told, "Stopping removes nothing that is on deck."),
        ),
    )


def to_coach(told: Told) -> Content:
    return Content(
        title=f"{told.client} is enrolled in the +1 Program with you",
        sentence=f"{told.client} turned the +1 Program on: {_promise_to_coach(told)}.",
        facts=_facts(told),
        sections=(
            Section(
                heading="What happens next",
                paragraphs=_outlook(told, _deck_for_coach(told)),
                links=(told.in_roster,),
            ),
        ),
    )


def _promise_to_client(told: Told) -> str:
    if _is_suspended(told):
        return "it is suspended for now, and nothing is booked until it goes on"
    return (
        "from now on, each time your last session on deck is marked complete, one more session is booked at your rate,"
        f" now {told.money('rate')}"
    )


def _promise_to_coach(told: Told) -> str:
    if _is_suspended(told):
        return "it is suspended for now, and nothing is booked until it goes on"
    return "from now on, each time you mark the last session on deck complete, exactly one more session is booked"


def _facts(told: Told) -> dict[str, str]:
    suspended = suspension(told, "suspended_because") if _is_suspended(told) else None
    return {
        "+1 Program": f"On, but suspended: {suspended.because}" if suspended else "On",
        "Enrolled": told.exactly_at,
        "Rate now": str(told.money("rate")),
        "On deck now": told.on_deck,
    }


def _facts_for_client(told: Told) -> dict[str, str]:
    return _facts(told) | {
        "Rate of": f"The last package that you booked: {told.last_package}",
        "Booked by enrolling": "Nothing",
        "Terms": f"Version {told.text('terms_version')}",
    }


def _outlook(told: Told, deck: str) -> tuple[str, ...]:
    if not _is_suspended(told):
        return (deck,)
    suspended = suspension(told, "suspended_because")
    return (f"The +1 Program is suspended: {suspended.because}. {suspended.goes_on}", deck)


def _deck_for_client(told: Told) -> str:
    if told.number("on_deck") == 0:
        return (
            "Nothing is on deck, and nothing is booked now: only marking a session complete can book a +1. So the"
            " program starts with the next package that you book."
        )
    return f"On deck: {told.sessions('on_deck')}. Nothing changes until the last one is marked complete."


def _deck_for_coach(told: Told) -> str:
    if told.number("on_deck") == 0:
        return (
            "Nothing is on deck, and nothing is booked now: only marking a session complete can book a +1. So the"
            f" program starts with the next package that {told.client} books."
        )
    return f"On deck: {told.sessions('on_deck')}. Nothing changes until you mark the last one complete."


def _is_suspended(told: Told) -> bool:
    return told.text("effective") == Effective.SUSPENDED
