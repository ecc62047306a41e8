"""Why an enrollment is suspended and how it goes on, as each side may know it."""

from dataclasses import dataclass

from plus_one.domain.events import Side
from plus_one.domain.renewals import Reason
from plus_one.mail.told import Told


@dataclass(frozen=True, slots=True)
class Suspension:
    because: str
    goes_on: str


_TEXTS = {
    (Reason.PACKAGE_NOT_RENEWABLE, Side.CLIENT): Suspension(
        "{coach} does not offer auto-renewal on the last package that you booked",
        "It goes on by itself when you book a package with auto-renewal.",
    ),
    (Reason.PACKAGE_NOT_RENEWABLE, Side.COACH): Suspension(
        "you do not offer auto-renewal on the last package that {client} booked",
        "It goes on by itself when {client} books a package with auto-renewal.",
    ),
    (Reason.ZERO_RATE, Side.CLIENT): Suspension(
        "the rate of the last package that you booked is zero",
        "It goes on by itself when you book a package with a rate above zero.",
    ),
    (Reason.ZERO_RATE, Side.COACH): Suspension(
        "the rate of the last package that {client} booked is zero",
        "It goes on by itself when {client} books a package with a rate above zero.",
    ),
    (Reason.NOTICE_UNDELIVERABLE, Side.CLIENT): Suspension(
        "our mail to you came back, and no +1 is booked without telling you",
        "It goes on when you save your preferences again or verify a new address.",
    ),
    (Reason.NOTICE_UNDELIVERABLE, Side.COACH): Suspension(
        "our mail to {client} came back, and no +1 is booked without telling both of you",
        "It goes on when {client} saves the preferences again or verifies a new address.",
    ),
    (Reason.VELOCITY_GUARD, Side.CLIENT): Suspension(
        "so many +1s were booked within 24 hours that a safety limit stops the next one",
        "It goes on by itself as those 24 hours pass.",
    ),
    (Reason.VELOCITY_GUARD, Side.COACH): Suspension(
        "so many +1s were booked within 24 hours that a safety limit stops the next one",
        "It goes on by itself as those 24 hours pass.",
    ),
}


def suspension(told: Told, fact: str) -> Suspension:
    """The suspension whose reason code is this fact of the event."""
    text = _TEXTS[Reason(told.text(fact)), told.side]
    names = {"client": told.client, "coach": told.coach}
    return Suspension(text.because.format_map(names), text.goes_on.format_map(names))
