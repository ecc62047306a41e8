"""Why a +1 is booked or not, and what makes it resume, as mail, preview and timeline tell each side."""

from plus_one.domain.events import Side
from plus_one.domain.renewals import Reason
from plus_one.domain.sides import CLIENT_SETTING, reason_for

# For a reason that only another version knows.
_UNKNOWN_BECAUSE = "of a rule that this version does not know"
_UNKNOWN_RESUMES = "Write to us if you want to know more."

_TENSES = {
    "is": "was",
    "are": "were",
    "do": "did",
    "does": "did",
    "ask": "asked",
    "stops": "stopped",
    "has": "had",
    "reaches": "reached",
    "stands": "stood",
}
_PRESENT, _PAST = {verb: verb for verb in _TENSES}, _TENSES
_TO_CLIENT = {
    "client": "you",
    "Client": "You",
    "clients": "your",
    "client_is": "you {are}",
    "Client_is": "You {are}",
    "client_books": "you book",
    "client_saves": "you save the preferences again or verify",
    "coach": "{coach_name}",
    "Coach": "{coach_name}",
    "coach_does": "{coach_name} {does}",
    "other": "{coach_name}",
}
_TO_COACH = {
    "client": "{client_name}",
    "Client": "{client_name}",
    "clients": "{client_name}'s",
    "client_is": "{client_name} {is}",
    "Client_is": "{client_name} {is}",
    "client_books": "{client_name} books",
    "client_saves": "{client_name} saves the preferences again or verifies",
    "coach": "you",
    "Coach": "You",
    "coach_does": "you {do}",
    "other": "{client_name}",
}
# Reasons that are private to the client reach a coach as CLIENT_SETTING, so their words are for clients.
_BECAUSE: dict[str, str] = {
    Reason.BOOKED: "{client_is} enrolled and the last session on deck was marked complete",
    Reason.NOT_ENROLLED: "{client_is} not enrolled in the +1 Program with {coach}",
    Reason.ENROLLMENT_CHANGED: "{client} turned the +1 Program off and on again after that session was marked complete",
    Reason.COMPLETION_UNDONE: "{coach} undid the completion",
    Reason.ALREADY_ON_DECK: "another session had come on deck by then",
    Reason.COACH_ENDED: "{coach} ended the work with {client}",
    Reason.PROGRAM_STOPPED: "no +1s {are} booked for now",
    Reason.PACKAGE_NOT_RENEWABLE: "{coach_does} not offer auto-renewal on the last package that {client} booked",
    Reason.ZERO_RATE: "the rate of the last package that {client} booked {is} zero",
    Reason.PAUSED: "the pause that you set {is} not over",
    Reason.STOP_AFTER_REACHED: "the number of +1s that you set {is} used up",
    Reason.SPEND_CAP_REACHED: "the rate {is} more than what {is} left of your monthly spend cap",
    Reason.RATE_ABOVE_MAXIMUM: "the rate {is} above the maximum that you set",
    Reason.NOTICE_UNDELIVERABLE: "our mail {does} not reach {client}, and no +1 is booked without telling {client}",
    Reason.VELOCITY_GUARD: "so many +1s were booked within 24 hours that a safety limit {stops} the next one",
    CLIENT_SETTING: "{clients} own settings {ask} for it",
}
_RESUMES: dict[str, str] = {
    Reason.BOOKED: "It resumes when the last session on deck is marked complete.",
    Reason.NOT_ENROLLED: "Only {client} can turn it on.",
    Reason.ENROLLMENT_CHANGED: "The new enrollment counts from the next completion on.",
    Reason.COMPLETION_UNDONE: "It resumes when the last session on deck is marked complete again.",
    Reason.ALREADY_ON_DECK: "It resumes when the last session on deck is marked complete.",
    Reason.COACH_ENDED: "Only {coach} can take that back.",
    Reason.PROGRAM_STOPPED: "What is due by then is booked as soon as they resume.",
    Reason.PACKAGE_NOT_RENEWABLE: "It resumes by itself when {client_books} a package with auto-renewal.",
    Reason.ZERO_RATE: "It resumes by itself when {client_books} a package with a rate above zero.",
    Reason.PAUSED: "It resumes by itself after the last day of the pause, or when you end the pause in your"
    " preferences.",
    Reason.STOP_AFTER_REACHED: "It resumes when you allow more +1s in your preferences.",
    Reason.SPEND_CAP_REACHED: "It resumes when the cap leaves room for the rate: in a new calendar month, or when you"
    " raise or remove the cap in your preferences.",
    Reason.RATE_ABOVE_MAXIMUM: "It resumes when you raise or remove the maximum in your preferences, or book a package"
    " at a lower rate.",
    Reason.NOTICE_UNDELIVERABLE: "It resumes when {client_saves} a new address.",
    Reason.VELOCITY_GUARD: "It resumes by itself as those 24 hours pass.",
    CLIENT_SETTING: "It resumes by itself when these settings allow it; only {client} can change them.",
}
# Why what was on hold is booked. Only a client reads it: to a coach it would tell the limit.
_OVER: dict[str, str] = {
    Reason.PAUSED: "your pause {is} over",
    Reason.STOP_AFTER_REACHED: "you allowed more +1s",
    Reason.SPEND_CAP_REACHED: "your monthly spend cap {has} room again",
    Reason.RATE_ABOVE_MAXIMUM: "the rate {is} within your maximum",
    Reason.NOTICE_UNDELIVERABLE: "our mail {reaches} you again",
    Reason.VELOCITY_GUARD: "the safety limit of 24 hours {is} over",
}
BY_SETTINGS = "by the client's own settings"  # to a coach: neither reason, day nor limit
_UNKNOWN_OVER = "nothing {stands} in its way"


def because(reason: str, side: Side, client_name: str, coach_name: str, *, past: bool = False) -> str:
    """A clause that goes on after "because". `past`: as it was when the decision was made."""
    known = reason_for(side, reason) or reason
    return _BECAUSE.get(known, _UNKNOWN_BECAUSE).format_map(words_for(side, client_name, coach_name, past=past))


def resumes(reason: str, side: Side, client_name: str, coach_name: str) -> str:
    """What makes a suspended +1 Program resume; to a client, how to change what the client has set."""
    known = reason_for(side, reason) or reason
    return _RESUMES.get(known, _UNKNOWN_RESUMES).format_map(words_for(side, client_name, coach_name))


def over(reason: str, *, past: bool = False) -> str:
    """A clause for a client: what kept a +1 on hold has passed."""
    return _OVER.get(reason, _UNKNOWN_OVER).format_map(_PAST if past else _PRESENT)


def sessions(count: int) -> str:
    return {0: "nothing", 1: "1 session"}.get(count, f"{count} sessions")


def words_for(side: Side, client_name: str, coach_name: str, *, past: bool = False) -> dict[str, str]:
    """How to speak to one of the two: who is "you", and the verbs that go with it."""
    verbs, people = _PAST if past else _PRESENT, _TO_CLIENT if side is Side.CLIENT else _TO_COACH
    known = {**verbs, "client_name": client_name, "coach_name": coach_name}
    return verbs | {word: said.format_map(known) for word, said in people.items()}
