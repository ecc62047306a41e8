"""A coach made a custom offer: for this client only."""

from plus_one.mail.content import Content, Section
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"{_who(told)} you an offer: {told.sessions('sessions')} for {told.money('price')}",
        sentence=f"{_how_known(told)}{told.offered}, by {told.coach}, is for you alone, at {told.money('rate')} per"
        f" session{_until(told)}.",
        facts=_facts(told),
        sections=(_next(told), _plus_one(told), _no_more(told)),
    )


def _who(told: Told) -> str:
    """A subject is read before anything is opened: a stranger's own words are not in it."""
    return "A coach has made" if told.strangers else f"{told.coach} made"


def _how_known(told: Told) -> str:
    return f"You have not worked with {told.coach} before. " if told.strangers else ""


def _until(told: Told) -> str:
    return f", until {told.moment('expires_at')}" if told.has("expires_at") else ""


def _facts(told: Told) -> dict[str, str]:
    return {
        "Offer": told.offered,
        "Sessions": told.text("sessions"),
        "Price": str(told.money("price")),
        "Rate": f"{told.money('rate')} per session",
        "Auto-renewal": "Offered on this package" if _renews(told) else "Not offered on this package",
        "Offer made": told.at,
        "Open until": told.moment("expires_at") if told.has("expires_at") else "You book it or your coach withdraws it",
        "Offer id": told.text("offer_id"),
    }


def _next(told: Told) -> Section:
    return Section(
        heading="What happens next",
        paragraphs=(
            "Nothing, until you decide: only you can book it, and only once.",
            f"If you book it, {told.money('rate')} is your rate with {told.coach} at once."
            " Sessions that are already on deck keep theirs.",
        ),
        links=(told.inbox,),
    )


def _plus_one(told: Told) -> Section:
    return Section(heading="The +1 Program", paragraphs=(_effect(told),))


def _no_more(told: Told) -> Section:
    return Section(
        heading="Offers by mail",
        paragraphs=(
            f"You can stop getting offers from {told.coach} by mail. They still appear in your inbox, where you can"
            f" also choose to get no offers from {told.coach} at all. Other mails and the +1 Program stay as they are.",
            "The one-click link needs no sign-in: it shows one button, and that button turns these mails off.",
        ),
        links=(told.no_offer_mails,),
    )


def _effect(told: Told) -> str:
    if not _renews(told):
        why = f"{told.coach} does not offer auto-renewal on it"
    elif told.number("rate") == 0:
        why = "its rate is zero"
    else:
        return (
            "Booking this offer does not turn the +1 Program on. If you are already enrolled, its rate is the rate of"
            " your next +1."
        )
    return (
        f"While this is the last package that you booked, no +1 is booked, because {why}. An enrollment is suspended."
    )


def _renews(told: Told) -> bool:
    return bool(told.event.facts["auto_renewal"])
