"""Events as the actions write them, one per kind and case, and the two people they are about."""

from datetime import UTC, datetime
from typing import Any

from plus_one.domain.events import Event, EventKind, Facts, Side, event
from plus_one.domain.ids import EventId, UserId
from plus_one.domain.profiles import Profile
from plus_one.domain.renewals import HOLDS, WORTH_A_NOTICE, Reason
from plus_one.mail.compose import CONTENTS, Mail, compose
from plus_one.mail.links import Links

WEB_URL = "https://app.example.com"
ONE_CLICK_URL = "https://api.example.com/v1/unsubscribe/v1.Y2xpZW50LTE.c2lnbmVk_-"
LINKS = Links(WEB_URL, ONE_CLICK_URL)
AT = datetime(2026, 11, 23, 10, 0, 5, 123000, UTC)
CLIENT = Profile(user_id=UserId("client-1"), name="Iris Novak", email="iris@mail.example", time_zone="Europe/Berlin")
COACH = Profile(user_id=UserId("coach-1"), name="Maya Chen", email="maya@mail.example", time_zone="America/New_York")

# No other sample has these figures.
PRIVATE: Facts = {
    "paused_until": "2039-08-19",
    "stop_after": 747,
    "monthly_spend_cap": 818181,
    "max_rate": 929292,
    "heads_up": False,
}
_OFFER: Facts = {
    "offer_id": "01KAOFFER00000000000000000",
    "title": "Strength block",
    "sessions": 8,
    "price": 53336,
    "rate": 6667,
    "currency": "USD",
    "auto_renewal": True,
}
_LAST_PACKAGE: Facts = {
    "rate": 6667,
    "currency": "USD",
    "package_id": "01KAPACKAGE000000000000000",
    "package_sessions": 8,
    "package_price": 53336,
    "package_booked_at": "2026-11-02T08:30:00.000Z",
}
_ENROLLED: Facts = _LAST_PACKAGE | {"on_deck": 8, "terms_version": "2026-12", "effective": "active", "heads_up": True}
_SETTLED: Facts = _LAST_PACKAGE | {
    "completed_session_id": "01KACOMPLETED0000000000000",
    "completion": 1,
    "completed_at": "2026-11-23T09:59:58.000Z",
}
_HELD: Facts = _SETTLED | {
    "on_deck": 0,
    "reason": "PAUSED",
    "resumes_at": "2027-01-10T23:00:00.000Z",
    "time_zone": "Europe/Berlin",
}
_ENDED: Facts = {"on_deck": 2, "rate": 6667, "currency": "USD", "enrolled": True}
_FACTS: dict[EventKind, Facts] = {
    EventKind.OFFER_MADE: _OFFER | {"expires_at": "2026-12-01T10:00:00.000Z"},
    EventKind.PACKAGE_BOOKED: _OFFER
    | {
        "package_id": "01KAPACKAGE000000000000000",
        "rate_before": 6000,
        "on_deck": 9,
        "effective_before": "active",
        "effective_after": "active",
    },
    EventKind.ENROLLED: _ENROLLED,
    EventKind.ADJUSTED: _ENROLLED,
    EventKind.UNENROLLED: {
        "enrolled_at": "2026-11-02T08:31:00.000Z",
        "rate": 6667,
        "by_link": False,
        "currency": "USD",
        "on_deck": 1,
        "last_plus_one_id": "01KAPLUSONE000000000000000",
        "last_plus_one_rate": 6667,
        "last_plus_one_booked_at": "2026-11-23T09:59:58.000Z",
    },
    EventKind.SESSION_COMPLETED: {
        "session_id": "01KACOMPLETED0000000000000",
        "completion": 1,
        "outcome": "attended",
        "on_deck": 1,
        "trigger": "nothing",
        "deck_seq": 3,
        "rate": 6667,
        "currency": "USD",
    },
    EventKind.PLUS_ONE_BOOKED: _SETTLED
    | {"session_id": "01KAPLUSONE000000000000000", "on_deck": 1, "within_24_hours": 1},
    EventKind.NOT_BOOKED: _SETTLED | {"on_deck": 0, "reason": "PACKAGE_NOT_RENEWABLE"},
    EventKind.HELD: _HELD,
    EventKind.RESUMES_SOON: _HELD,
    EventKind.COACH_ENDED: _ENDED,
    EventKind.COACH_RETURNED: _ENDED,
    EventKind.SESSION_REOPENED: {
        "completed_session_id": "01KACOMPLETED0000000000000",
        "completion": 1,
        "on_deck": 1,
        "enrolled": True,
        "session_id": "01KAPLUSONE000000000000000",
        "rate": 6667,
        "currency": "USD",
    },
    EventKind.PLUS_ONE_CANCELLED: {
        "by": "client",
        "session_id": "01KAPLUSONE000000000000000",
        "rate": 6667,
        "currency": "USD",
        "on_deck": 0,
        "enrolled": True,
    },
    EventKind.SUPPORT_HELPED: {"act": "resend", "whom": "client", "why": "the mailbox was full"},
}


def an_event(kind: EventKind, **facts: Any) -> Event:
    """`None` takes a fact away."""
    known = {name: value for name, value in (_FACTS[kind] | facts).items() if value is not None}
    return event(kind, EventId("01KAEVENT00000000000000000"), AT, CLIENT.user_id, COACH.user_id, **known)


_ON_DECK_NOTHING: Facts = {"on_deck": 0}
_NOT_RENEWABLE: Facts = {"auto_renewal": False, "effective_after": "suspended", "reason_after": "PACKAGE_NOT_RENEWABLE"}
_ZERO: Facts = {"price": 0, "rate": 0}
_FREE: Facts = {"package_price": 0, "rate": 0, "suspended_because": "ZERO_RATE", "effective": "suspended"}
_OFF: Facts = {"effective_before": "off", "effective_after": "off"}
_FIRST: Facts = _OFF | {"rate_before": None, "on_deck": 8}

_OVER_MAXIMUM: Facts = {"effective_after": "suspended", "reason_after": "RATE_ABOVE_MAXIMUM"}
# A person can act on these (product.md, "Notices").
TOLD = [reason for reason in Reason if reason in WORTH_A_NOTICE - HOLDS - {Reason.PROGRAM_STOPPED}]
_WAITS: Facts = {"resumes_at": None, "time_zone": None}
_LATER: Facts = {"completed_at": "2026-10-30T09:59:58.000Z", "held_because": "PAUSED"}

# Every case that the kinds tell apart.
CASES: dict[str, tuple[EventKind, Facts]] = {
    "offer": (EventKind.OFFER_MADE, {}),
    "offer without end": (EventKind.OFFER_MADE, {"expires_at": None}),
    "offer without auto-renewal": (EventKind.OFFER_MADE, {"auto_renewal": False}),
    "offer for nothing": (EventKind.OFFER_MADE, _ZERO),
    "offer by a stranger": (EventKind.OFFER_MADE, {}),
    "package, enrolled": (EventKind.PACKAGE_BOOKED, {}),
    "package, rate unchanged": (EventKind.PACKAGE_BOOKED, {"rate_before": 6667}),
    "package, now suspended": (EventKind.PACKAGE_BOOKED, _NOT_RENEWABLE),
    "package, still suspended": (EventKind.PACKAGE_BOOKED, _NOT_RENEWABLE | {"effective_before": "suspended"}),
    "package, resumed": (EventKind.PACKAGE_BOOKED, {"effective_before": "suspended"}),
    "package for nothing": (EventKind.PACKAGE_BOOKED, _ZERO | _NOT_RENEWABLE | {"reason_after": "ZERO_RATE"}),
    "first package": (EventKind.PACKAGE_BOOKED, _FIRST),
    "first package without auto-renewal": (EventKind.PACKAGE_BOOKED, _FIRST | {"auto_renewal": False}),
    "first package for nothing": (EventKind.PACKAGE_BOOKED, _FIRST | _ZERO),
    "second package, not enrolled": (EventKind.PACKAGE_BOOKED, _OFF),
    "enrolled": (EventKind.ENROLLED, {}),
    "enrolled, nothing on deck": (EventKind.ENROLLED, _ON_DECK_NOTHING),
    "enrolled, suspended": (EventKind.ENROLLED, _FREE),
    "unenrolled": (EventKind.UNENROLLED, {}),
    "unenrolled, no +1 on deck": (EventKind.UNENROLLED, _ON_DECK_NOTHING | {"last_plus_one_id": None}),
    "unenrolled by the link": (EventKind.UNENROLLED, {"by_link": True}),
    "unenrolled by support": (EventKind.UNENROLLED, {"by_support": True, "why": "asked for by telephone"}),
    "+1": (EventKind.PLUS_ONE_BOOKED, {}),
    "enrolled, with every setting": (EventKind.ENROLLED, PRIVATE),
    "enrolled, paused": (EventKind.ENROLLED, PRIVATE | {"effective": "suspended", "suspended_because": "PAUSED"}),
    "package, now over the maximum": (EventKind.PACKAGE_BOOKED, _OVER_MAXIMUM),
    **{f"not booked, {reason}": (EventKind.NOT_BOOKED, {"reason": reason}) for reason in TOLD},
    "not booked, something on deck": (EventKind.NOT_BOOKED, {"reason": "ENROLLMENT_CHANGED", "on_deck": 2}),
    "+1 cancelled by the client": (EventKind.PLUS_ONE_CANCELLED, {}),
    "+1 cancelled by the coach": (EventKind.PLUS_ONE_CANCELLED, {"by": "coach"}),
    "+1 cancelled, something on deck": (EventKind.PLUS_ONE_CANCELLED, {"on_deck": 8}),
    "+1 cancelled, not enrolled any more": (EventKind.PLUS_ONE_CANCELLED, {"enrolled": False}),
    "+1 taken back": (EventKind.SESSION_REOPENED, {}),
    **{f"held, {reason}": (EventKind.HELD, {"reason": reason}) for reason in sorted(HOLDS)},
    **{f"held, {reason}, waits": (EventKind.HELD, _WAITS | {"reason": reason}) for reason in sorted(HOLDS)},
    **{f"resumes soon, {reason}": (EventKind.RESUMES_SOON, {"reason": reason}) for reason in sorted(HOLDS)},
    **{
        f"+1 after a hold, {reason}": (EventKind.PLUS_ONE_BOOKED, _LATER | {"how": "resumed", "held_because": reason})
        for reason in sorted(HOLDS)
    },
    "+1 by a save": (EventKind.PLUS_ONE_BOOKED, _LATER | {"how": "saved"}),
    "+1 by a tap": (EventKind.PLUS_ONE_BOOKED, _LATER | {"how": "tapped"}),
    "+1 by a tap, never on hold": (EventKind.PLUS_ONE_BOOKED, _LATER | {"how": "tapped", "held_because": None}),
    "package that ends a hold": (EventKind.PACKAGE_BOOKED, {"ended_hold": True, "on_deck": 8}),
    "unenrolled with a hold": (EventKind.UNENROLLED, _ON_DECK_NOTHING | {"last_plus_one_id": None, "ended_hold": True}),
    "coach ended": (EventKind.COACH_ENDED, {}),
    "coach ended with a hold": (EventKind.COACH_ENDED, {"on_deck": 0, "ended_hold": True}),
    "coach ended, not enrolled": (EventKind.COACH_ENDED, {"enrolled": False}),
    "coach returned": (EventKind.COACH_RETURNED, {}),
    "coach returned, nothing on deck": (EventKind.COACH_RETURNED, {"on_deck": 0}),
    "coach returned, not enrolled": (EventKind.COACH_RETURNED, {"enrolled": False}),
    "heads-up": (EventKind.SESSION_COMPLETED, {}),
}

# The two have never booked anything with each other.
STRANGERS = ("offer by a stranger",)
EVERY_MAIL = [(case, side) for case, (kind, _) in CASES.items() for side in Side if (kind, side) in CONTENTS]


def mail_of(case: str, side: Side, client: Profile = CLIENT, coach: Profile = COACH, **facts: Any) -> Mail:
    kind, special = CASES[case]
    to = (client if side is Side.CLIENT else coach).email
    what = an_event(kind, **(special | facts))
    return compose(what, side, client, coach, LINKS, to, strangers=case in STRANGERS)
