"""A client turned the +1 Program off: the receipt."""

from plus_one.mail.content import Content, Section
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"The +1 Program with {told.coach} is off",
        sentence=f"Nothing is booked automatically after {told.exactly_at}, when {_how(told)}.",
        facts=_facts(told),
        sections=(_next_for_client(told),),
    )


def to_coach(told: Told) -> Content:
    return Content(
        title=f"{told.client}{"'s +1 Program with you is" if _by_support(told) else ' turned the +1 Program'} off",
        sentence=f"Nothing is booked automatically after {told.exactly_at}, when {_how_for_coach(told)}.",
        facts=_facts(told),
        sections=(_next_for_coach(told),),
    )


def _how(told: Told) -> str:
    if told.event.facts.get("by_link"):
        return f"the +1 Program with {told.coach} was turned off by the link in one of our mails to you"
    return f"{'our support' if _by_support(told) else 'you'} turned the +1 Program with {told.coach} off"


def _how_for_coach(told: Told) -> str:
    if _by_support(told):
        return f"our support turned the +1 Program with you off for {told.client}"
    return f"{told.client} turned the +1 Program with you off"


def _by_support(told: Told) -> bool:
    return bool(told.event.facts.get("by_support"))


def _facts(told: Told) -> dict[str, str]:
    return {
        "+1 Program": "Off",
        "Turned off": told.exactly_at,
        **({"Reason": told.own("why")} if _by_support(told) else {}),
        "Was on since": told.exact_moment("enrolled_at"),
        "Booked after that": "Nothing",
        **({"On hold before": f"1 session at {told.money('rate')}: it is not booked"} if told.ended_hold else {}),
        "On deck now": f"{told.on_deck}{_stays(told)}",
        "Rate": str(told.money("rate")),
        **_plus_one(told),
    }


def _plus_one(told: Told) -> dict[str, str]:
    if not told.has("last_plus_one_id"):
        return {"+1 on deck": "None"}
    booked = told.exact_moment("last_plus_one_booked_at")
    return {
        "+1 on deck": f"1 session at {told.money('last_plus_one_rate')}, booked {booked}: it stays on deck",
        "Booking id of the +1": told.text("last_plus_one_id"),
    }


def _stays(told: Told) -> str:
    return {0: "", 1: ", which stays"}.get(told.number("on_deck"), ", which stay")


def _next_for_client(told: Told) -> Section:
    return Section(
        heading="What happens next",
        paragraphs=(
            f"{_deck(told)} No +1 is booked any more, also not for a session that is being marked complete right now.",
            "If you want the +1 Program back, turn it on again yourself, if the last package that you booked allows it."
            " Nobody can do it for you.",
        ),
        links=(told.preferences,),
    )


def _next_for_coach(told: Told) -> Section:
    return Section(
        heading="What happens next",
        paragraphs=(
            f"{_deck(told)} No +1 is booked any more.",
            f"Only {told.client} can turn the +1 Program on again, if the last package allows it. You can offer a new"
            " package at any time.",
        ),
        links=(told.in_roster,),
    )


def _deck(told: Told) -> str:
    if told.ended_hold:
        return "Nothing is on deck. The session that was on hold is not booked."
    if told.number("on_deck") == 0:
        return "Nothing is on deck."
    return f"Turning the program off removes no session: what is on deck stays booked ({told.sessions('on_deck')})."
