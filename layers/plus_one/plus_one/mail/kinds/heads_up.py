"""One session is left, and completing it books one more: the client is told while there is time to say no."""

from plus_one.mail.content import Content, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"1 session left with {told.coach}, then +1 at {told.money('rate')}",
        sentence=f"When your last session with {told.coach} is marked complete, exactly one more is booked, because you"
        " are enrolled in the +1 Program. Until then you can pause it, set limits or turn it off.",
        facts=_facts(told),
        sections=(
            _next(told),
            stop_or_change(told, "What you change before the next completion counts for it."),
        ),
    )


def _facts(told: Told) -> dict[str, str]:
    return {
        "Rate": f"{told.money('rate')}, that of the last package that you booked",
        "The next completion books": "1 session",
        "On deck now": told.on_deck,
        "Booked so far": "Nothing: this mail is only a heads-up",
        "Latest session completed": told.at,
        "Completed session id": told.text("session_id"),
    }


def _next(told: Told) -> Section:
    return Section(
        heading="What happens next",
        paragraphs=(
            f"Nothing, until {told.coach} marks the last session complete. If you book a new package with"
            f" {told.coach} before that, its sessions come first, and its rate is the rate of the next +1.",
            "If you want no heads-up any more, switch these mails off in your preferences.",
        ),
    )
