"""Sections that several kinds of mail share."""

from plus_one.domain.events import Side
from plus_one.mail.content import Section
from plus_one.mail.told import Told


def stop_or_change(told: Told, what_stays: str) -> Section:
    """For a client. Both links stand side by side: one behind the sign-in, one without."""
    return Section(
        heading="How to stop, pause or change it",
        paragraphs=(
            f"You can turn the +1 Program off for {told.coach}, pause it or set limits at any time, and it holds at"
            f" once. {what_stays}",
            "The one-click link needs no sign-in: it shows one button, and that button turns the program off.",
        ),
        links=(told.preferences, told.one_click),
    )


def starts_again(told: Told) -> str:
    """After a skip."""
    if told.number("on_deck"):
        return "What is on deck stays. When the last of it is marked complete, that counts anew."
    books = "you book" if told.side is Side.CLIENT else f"{told.client} books"
    return (
        "Nothing is on deck, and only marking a session complete can book a +1: the program starts again with the next"
        f" package that {books}."
    )
