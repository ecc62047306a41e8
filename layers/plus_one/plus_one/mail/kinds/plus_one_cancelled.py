"""A +1 was cancelled: by the client, by the coach, or with the completion that had booked it."""

from plus_one.domain.events import EventKind, Side
from plus_one.mail.content import Content, Link, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"+1 cancelled: 1 session with {told.coach} at {told.money('rate')}",
        sentence=f"Nothing is due for this session, because {_what_happened(told)}.",
        facts=_facts(told),
        sections=(_next(told), *_stop(told)),
    )


def _stop(told: Told) -> tuple[Section, ...]:
    """Who is not enrolled has nothing to stop."""
    if not told.event.facts["enrolled"]:
        return ()
    return (stop_or_change(told, "Cancelling a session does not turn the program off."),)


def to_coach(told: Told) -> Content:
    return Content(
        title=f"+1 cancelled: 1 session with {told.client} at {told.money('rate')}",
        sentence=f"Nothing is due for this session, because {_what_happened(told)}.",
        facts=_facts(told),
        sections=(_next(told, told.in_roster),),
    )


def _what_happened(told: Told) -> str:
    if _by_reopening(told):
        return told.says("{coach} undid the completion of a session with {client}, and that had booked it")
    return told.says(
        "{client} cancelled the +1 with {coach}"
        if told.text("by") == Side.CLIENT
        else "{coach} cancelled the +1 with {client}"
    )


def _facts(told: Told) -> dict[str, str]:
    return {
        "Cancelled": told.exactly_at,
        "Cancelled by": _by(told),
        "Rate": str(told.money("rate")),
        "Due for it": "Nothing",
        "On deck now": told.on_deck,
        "Booking id": told.text("session_id"),
        **({"Session on deck again": told.text("completed_session_id")} if _by_reopening(told) else {}),
    }


def _by(told: Told) -> str:
    if _by_reopening(told):
        return told.says("{Coach}, by undoing a completion")
    return told.says("{Client}" if told.text("by") == Side.CLIENT else "{Coach}")


def _next(told: Told, *links: Link) -> Section:
    if _by_reopening(told):
        then = "The session whose completion was undone is booked again, and marking it complete again counts anew."
    elif told.number("on_deck"):
        then = "Cancelling books nothing. When the last session on deck is marked complete, that counts as ever."
    else:
        then = told.says(
            "Nothing is on deck. Cancelling books nothing, only marking a session complete does: the +1 Program starts"
            " again with the next package that {client_books}, if {client_is} enrolled then."
        )
    return Section(heading="What happens next", paragraphs=(then,), links=links)


def _by_reopening(told: Told) -> bool:
    return told.event.kind is EventKind.SESSION_REOPENED
