"""One more session was booked: for a last session just completed, or when what was on hold was free to be booked."""

from plus_one.mail.content import Content, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"+1 booked: 1 session with {told.coach} at {told.money('rate')}{_which(told)}",
        sentence=_why_to_client(told),
        more=f"Its rate is that of the last package that you booked: {told.last_package}.",
        facts=_facts(told, told.coach),
        sections=(
            _next_for_client(told),
            stop_or_change(told, "Stopping does not remove this session: it stays booked and on deck."),
        ),
    )


def to_coach(told: Told) -> Content:
    return Content(
        title=f"+1 booked: 1 session with {told.client} at {told.money('rate')}{_which(told)}",
        sentence=_why_to_coach(told),
        more=f"Its rate is that of the last package that {told.client} booked: {told.last_package}.",
        facts=_facts(told, told.client),
        sections=(_next_for_coach(told),),
    )


def _why_to_client(told: Told) -> str:
    match told.event.facts.get("how"):
        case "resumed":
            over = told.over(told.text("held_because"))
            return f"{over[:1].upper()}{over[1:]}, so we booked your next session, which the +1 Program had on hold."
        case "saved":
            return "You saved your settings, so we booked your next session, which the +1 Program had on hold."
        case "tapped":
            return "You asked for your next session, so the +1 Program booked it."
    return (
        f"{told.coach} marked your last session on deck complete. You are enrolled in the +1 Program, so it booked your"
        " next one."
    )


def _why_to_coach(told: Told) -> str:
    """How a hold ended would tell the limit."""
    if told.has("held_because"):
        return f"The next session of {told.client}, which the +1 Program had on hold, is booked now."
    return (
        f"You marked the last session on deck complete. {told.client} is enrolled in the +1 Program with you, so it"
        " booked one more."
    )


def _which(told: Told) -> str:
    """Several on one day are told apart in a list of mails. Events of version 0.1.0 do not know."""
    number = told.number("within_24_hours") if told.has("within_24_hours") else 1
    return f", no. {number} in 24 hours" if number > 1 else ""


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
            " the rate of your last package by then, unless your settings or that package say otherwise.",
        ),
    )


def _next_for_coach(told: Told) -> Section:
    return Section(
        heading="What happens next",
        paragraphs=(
            f"Agree on a time with {told.client}. {told.money('rate')} is due to you for this session; the +1 Program"
            " writes down what is due and takes no payment.",
            "When you mark this session complete and nothing else is on deck, one more is booked in the same way,"
            f" unless the settings of {told.client} or the last package say otherwise. {told.client} can turn the +1"
            " Program off at any time; this session stays booked.",
            f"The rate changes only when {told.client} books a new package with you.",
        ),
        links=(told.in_roster,),
    )
