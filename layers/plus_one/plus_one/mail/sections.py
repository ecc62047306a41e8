"""Sections that several kinds of mail share."""

from plus_one.mail.content import Section
from plus_one.mail.told import Told


def stop_or_change(told: Told, what_stays: str) -> Section:
    return Section(
        heading="How to stop or change it",
        paragraphs=(f"You can turn the +1 Program off for {told.coach} at any time, at once. {what_stays}",),
        links=(told.preferences,),
    )
