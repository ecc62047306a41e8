"""Sections that several kinds of mail share."""

from plus_one.domain.renewals import Reason
from plus_one.mail.content import Section
from plus_one.mail.told import Told


def stop_or_change(told: Told, what_stays: str) -> Section:
    """For a client. Both links stand side by side: one behind the sign-in, one without."""
    return Section(
        heading="How to stop, pause or change it",
        paragraphs=(
            f"You can turn the +1 Program off for {told.coach}, pause it or set limits at any time. Changes take"
            f" effect immediately. {what_stays}",
            "The one-click link needs no sign-in: it shows one button, and that button turns the program off.",
        ),
        links=(told.preferences, told.one_click),
    )


def next_after(told: Told) -> str:
    """After a renewal that ended without a +1."""
    if told.number("on_deck"):
        return "What is on deck stays. When the last of it is marked complete, we look again."
    if told.event.reason == Reason.COACH_ENDED:
        return "Nothing is on deck."
    if told.event.reason == Reason.ENROLLMENT_CHANGED:
        return told.says("Nothing is on deck. {Client} can book the next session in the preferences, or a new package.")
    return told.says("Nothing is on deck. The next +1 needs a new package that {client_books}.")
