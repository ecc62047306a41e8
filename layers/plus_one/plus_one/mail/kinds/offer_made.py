"""A coach made a custom offer: for this client only."""

from plus_one.mail.content import Content, Section
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"{told.coach} made you an offer: {told.sessions('sessions')} for {told.money('price')}",
        sentence=f"{told.offered}, by {told.coach}, is for you alone, at {told.money('rate')} per session"
        f"{_until(told)}.",
        facts=_facts(told),
        sections=(_next(told), _plus_one(told)),
    )


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
