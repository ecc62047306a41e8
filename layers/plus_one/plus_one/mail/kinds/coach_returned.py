"""A coach took back that the work with one client was ended."""

from plus_one.domain.events import Side
from plus_one.mail.content import Content, Link, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"{told.coach} works with you again",
        sentence="From now on you can book packages with this coach again. Nothing was booked by that.",
        facts=_facts(told),
        sections=(_next(told, told.preferences), *_stop(told)),
    )


def to_coach(told: Told) -> Content:
    return Content(
        title=f"You work with {told.client} again",
        sentence="From now on this client can book your packages again. Nothing was booked by that.",
        facts=_facts(told),
        sections=(_next(told, told.in_roster),),
    )


def _facts(told: Told) -> dict[str, str]:
    return {
        "Taken back": told.exactly_at,
        "On deck now": told.on_deck,
        "+1 Program": "On" if told.event.facts["enrolled"] else "Off",
        "Rate": str(told.money("rate")),
    }


def _next(told: Told, *links: Link) -> Section:
    if not told.event.facts["enrolled"]:
        then = told.says("The +1 Program is off. Only {client} can turn it on.")
    elif told.number("on_deck"):
        then = "When the last session on deck is marked complete, the +1 Program books one more as before."
    elif told.side is Side.CLIENT:
        then = "Nothing is on deck. You can book your next session yourself in your preferences, or a new package."
    else:
        then = f"Nothing is on deck until {told.client} books the next session or package."
    return Section(heading="What happens next", paragraphs=(then,), links=links)


def _stop(told: Told) -> tuple[Section, ...]:
    if not told.event.facts["enrolled"]:
        return ()
    return (stop_or_change(told, "Turning it off removes nothing that is on deck."),)
