"""A last session was completed and no +1 was booked, for a reason that ends its renewal."""

from plus_one.mail.content import Content, Link, Section
from plus_one.mail.sections import next_after, stop_or_change
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"No +1 booked with {told.coach} after your last session",
        sentence=f"{_reason_first(told)}. So nothing was booked when your last session on deck with {told.coach} was"
        " marked complete.",
        facts=_facts(told),
        sections=(_next(told), stop_or_change(told, "Stopping removes nothing that is on deck.")),
    )


def to_coach(told: Told) -> Content:
    return Content(
        title=f"No +1 booked with {told.client} after the last session",
        sentence=f"{_reason_first(told)}. So nothing was booked when you marked the last session on deck with"
        f" {told.client} complete.",
        facts=_facts(told),
        sections=(_next(told, told.in_roster),),
    )


def _why(told: Told) -> str:
    return told.because(_reason(told), past=True)


def _reason_first(told: Told) -> str:
    why = _why(told)
    return f"{why[:1].upper()}{why[1:]}"


def _facts(told: Told) -> dict[str, str]:
    return {
        "Booked": "Nothing",
        "Reason": f"{_reason(told)}: {_why(told)}",
        "On deck now": told.on_deck,
        "Rate at that moment": str(told.money("rate")),
        "Rate of": f"The last package: {told.last_package}",
        "Last session completed": told.moment("completed_at"),
        "Decided": told.at,
        "Completed session id": told.text("completed_session_id"),
    }


def _next(told: Told, *links: Link) -> Section:
    """How the reason goes away, and that this alone books nothing."""
    return Section(
        heading="What happens next",
        paragraphs=(f"{_still_on(told)} {told.resumes(_reason(told))}", next_after(told)),
        links=links,
    )


def _still_on(told: Told) -> str:
    return told.says("{Client_is} enrolled in the +1 Program with {coach}.")


def _reason(told: Told) -> str:
    return str(told.event.reason)
