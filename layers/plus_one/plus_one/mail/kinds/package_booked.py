"""A client booked a package: what that means for the rate and for the +1 Program."""

from plus_one.domain.enrollments import Effective
from plus_one.mail.content import Content, Section
from plus_one.mail.sections import stop_or_change
from plus_one.mail.told import Told


def to_client(told: Told) -> Content:
    return Content(
        title=f"Package booked: {told.sessions('sessions')} with {told.coach} for {told.money('price')}",
        sentence=f"From now on your rate with {told.coach} is {told.money('rate')} per session. The package is"
        f" {told.offered}.",
        facts=_facts(told),
        sections=(
            Section(heading="What happens next", paragraphs=_next(told, told.coach)),
            *_program_for_client(told),
        ),
    )


def to_coach(told: Told) -> Content:
    return Content(
        title=f"{told.client} booked a package: {told.sessions('sessions')} for {told.money('price')}",
        sentence=f"From now on the rate of {told.client} is {told.money('rate')} per session. The package is"
        f" {told.offered}.",
        facts=_facts(told),
        sections=(
            Section(heading="What happens next", paragraphs=_next(told, told.client)),
            Section(heading="The +1 Program", paragraphs=(_effect_for_coach(told),), links=(told.in_roster,)),
        ),
    )


def _next(told: Told, other: str) -> tuple[str, ...]:
    agree = f"Agree on times for these sessions with {other}."
    return (agree, "The session that was on hold is not booked: these take its place.") if told.ended_hold else (agree,)


def _facts(told: Told) -> dict[str, str]:
    return {
        "Package": told.offered,
        "Booked": told.sessions("sessions"),
        "Price": str(told.money("price")),
        "+1 rate" if _after(told) is Effective.ACTIVE else "Rate": _rate(told),
        "On deck now": told.on_deck,
        "+1 Program": _program(told),
        "Booked at": told.at,
        "Package id": told.text("package_id"),
    }


def _rate(told: Told) -> str:
    if not told.has("rate_before"):
        return str(told.money("rate"))
    before, after = told.money("rate_before"), told.money("rate")
    return f"{after}, unchanged" if before == after else f"From {before} to {after}"


def _program(told: Told) -> str:
    if _after(told) is Effective.SUSPENDED:
        return f"Suspended: {told.because(told.text('reason_after'))}"
    return {Effective.OFF: "Off", Effective.ACTIVE: "On"}[_after(told)]


def _program_for_client(told: Told) -> tuple[Section, ...]:
    if _after(told) is Effective.OFF:
        links = (told.preferences,) if _can_enroll(told) else ()
        return (Section(heading="The +1 Program", paragraphs=(_offer_for_client(told),), links=links),)
    return (
        Section(heading="The +1 Program", paragraphs=(_effect_for_client(told),)),
        stop_or_change(told, "Stopping removes nothing that is on deck."),
    )


def _offer_for_client(told: Told) -> str:
    off = "The +1 Program is optional, and it is off: booking a package never turns it on."
    if _can_enroll(told):
        how = (
            f"one more session is booked at {told.money('rate')} each time your last session on deck is marked complete"
        )
        return f"{off} If you turn it on, exactly {how}."
    if told.number("rate") == 0:
        return f"{off} At a rate of zero it would book nothing."
    return f"{off} {told.coach} does not offer auto-renewal on this package, so it cannot be turned on for now."


def _effect_for_client(told: Told) -> str:
    if _after(told) is Effective.SUSPENDED:
        return f"You are enrolled, and the +1 Program {_now(told)} suspended: {_suspension(told)}"
    return (
        f"You are enrolled, and the +1 Program {_now(told)}: when your last session on deck is marked complete, exactly"
        f" one more is booked at {told.money('rate')}."
    )


def _effect_for_coach(told: Told) -> str:
    if _after(told) is Effective.OFF:
        return f"{told.client} is not enrolled, so no +1 is booked. {_whether_it_can_be_turned_on(told)}"
    if _after(told) is Effective.SUSPENDED:
        return f"{told.client} is enrolled, and the +1 Program {_now(told)} suspended: {_suspension(told)}"
    return (
        f"{told.client} is enrolled, and the +1 Program {_now(told)}: when you mark the last session on deck complete,"
        f" exactly one more is booked at {told.money('rate')}."
    )


def _whether_it_can_be_turned_on(told: Told) -> str:
    if _can_enroll(told):
        return f"Only {told.client} can turn the program on."
    if told.number("rate") == 0:
        return f"Only {told.client} can turn the program on, and at a rate of zero it would book nothing."
    return "This package does not include auto-renewal, so the +1 Program cannot be turned on."


def _suspension(told: Told) -> str:
    reason = told.text("reason_after")
    return f"{told.because(reason)}. {told.resumes(reason)}"


def _now(told: Told) -> str:
    """What booking this package did to an enrollment."""
    was_suspended = told.text("effective_before") == Effective.SUSPENDED
    if _after(told) is Effective.SUSPENDED:
        return "stays" if was_suspended else "is now"
    return "is no longer suspended" if was_suspended else "goes on"


def _after(told: Told) -> Effective:
    return Effective(told.text("effective_after"))


def _can_enroll(told: Told) -> bool:
    return bool(told.event.facts["auto_renewal"]) and told.number("rate") > 0
