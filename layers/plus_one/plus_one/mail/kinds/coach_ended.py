"""A coach ended the work with one client."""

from plus_one.domain.events import Side
from plus_one.mail.content import Content, Link, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"{told.coach} no longer works with you",
        sentence="From now on you can't book packages or sessions with this coach, and the +1 Program books none.",
        facts=facts(told),
        sections=(_next(told), *_stop(told)),
    )


def to_coach(told: Told) -> Content:
    return Content(
        title=f"You ended the work with {told.client}",
        sentence="From now on this client can't book your packages, and the +1 Program books nothing. You can't make"
        " this client offers either.",
        facts=facts(told),
        sections=(_next(told, told.in_roster),),
    )


def facts(told: Told) -> dict[str, str]:
    return {
        "Ended": told.exactly_at,
        "On deck now": told.on_deck,
        "+1 Program": _program(told),
        **({"On hold before": f"1 session at {told.money('rate')}: it is not booked"} if told.ended_hold else {}),
    }


def _program(told: Told) -> str:
    if not told.event.facts["enrolled"]:
        return "Off"
    return "On, but it books nothing"


def _next(told: Told, *links: Link) -> Section:
    stays = "Sessions that are booked stay booked. " if told.number("on_deck") else ""
    held = "The session that was on hold is not booked. " if told.ended_hold else ""
    if told.side is Side.CLIENT:
        back = f"Only {told.coach} can take this back. We'll tell you if that happens."
    else:
        back = "You can take this back in your roster at any time. What was on hold then stays unbooked."
    return Section(heading="What happens next", paragraphs=(f"{stays}{held}{back}",), links=links)


def _stop(told: Told) -> tuple[Section, ...]:
    if not told.event.facts["enrolled"]:
        return ()
    return (stop_or_change(told, "Turning it off removes nothing that is on deck."),)
