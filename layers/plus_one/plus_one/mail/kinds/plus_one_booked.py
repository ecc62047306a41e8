"""A last session was completed and one more was booked."""

from plus_one.mail.content import Content, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"+1 booked: 1 session with {told.coach} at {told.money('rate')}",
        sentence=f"One more session with {told.coach} was booked for you, because you are enrolled in the +1 Program"
        " and your last session on deck was marked complete; its rate is that of the last package that you booked:"
        f" {told.last_package}.",
        facts=_facts(told, told.coach),
        sections=(
            _next_for_client(told),
            stop_or_change(told, "Stopping does not remove this session: it stays booked and on deck."),
        ),
    )


def to_coach(told: Told) -> Content:
    return Content(
        title=f"+1 booked: 1 session with {told.client} at {told.money('rate')}",
        sentence=f"One more session with {told.client} was booked, because {told.client} is enrolled in the +1 Program"
        " with you and you marked the last session on deck complete; its rate is that of the last package that"
        f" {told.client} booked, which is {told.last_package}.",
        facts=_facts(told, told.client),
        sections=(_next_for_coach(told),),
    )


def _facts(told: Told, other: str) -> dict[str, str]:
    return {
        "Rate": str(told.money("rate")),
        "Booked": "1 session",
        "On deck now": f"{told.on_deck}, this one",
        "Last session completed": told.moment("completed_at"),
        "This session booked": told.at,
        "Date of this session": f"Not yet scheduled: you and {other} agree on a time",
        "Booking id": told.text("session_id"),
        "Completed session id": told.text("completed_session_id"),
    }


def _next_for_client(told: Told) -> Section:
    return Section(
        heading="What happens next",
        paragraphs=(
            f"Agree on a time with {told.coach}. {told.money('rate')} is due for this session; the +1 Program writes"
            " down what is due and takes no payment.",
            "When this session is marked complete and nothing else is on deck, one more is booked in the same way, at"
            " the rate of your last package by then.",
        ),
    )


def _next_for_coach(told: Told) -> Section:
    return Section(
        heading="What happens next",
        paragraphs=(
            f"Agree on a time with {told.client}. {told.money('rate')} is due to you for this session; the +1 Program"
            " writes down what is due and takes no payment.",
            "When you mark this session complete and nothing else is on deck, one more is booked in the same way."
            f" {told.client} can turn the +1 Program off at any time; this session stays booked.",
            f"The rate changes only when {told.client} books a new package with you.",
        ),
        links=(told.in_roster,),
    )
