"""What the mails about offers and packages say, in this order."""

from plus_one.domain.events import Side
from tests.unit.mail.orders.known import NO_OFFER_MAILS, NOT_RENEWABLE, ONE_CLICK, PREFERENCES

PACKAGES = [
    (
        "offer",
        Side.CLIENT,
        [
            "“Strength block”, by Maya Chen, is for you alone, at USD 66.67 per session",
            "Offer: “Strength block”",
            "Auto-renewal: Offered on this package",
            "Open until: Tue 1 Dec 2026, 11:00 (Europe/Berlin, UTC+1)",
            "https://app.example.com/#/inbox",
            "does not turn the +1 Program on",
            "You can stop getting offers from Maya Chen by mail. They still appear in your inbox",
            "Other mails and the +1 Program stay as they are.",
            NO_OFFER_MAILS,
        ],
    ),
    (
        "offer by a stranger",
        Side.CLIENT,
        ["You have not worked with Maya Chen before. “Strength block”, by Maya Chen, is for you alone", NO_OFFER_MAILS],
    ),
    ("offer without end", Side.CLIENT, ["Open until: You book it or your coach withdraws it"]),
    (
        "offer without auto-renewal",
        Side.CLIENT,
        ["Auto-renewal: Not offered on this package", "Maya Chen does not offer auto-renewal on it"],
    ),
    ("offer for nothing", Side.CLIENT, ["Rate: USD 0.00 per session", "its rate is zero"]),
    (
        "package, enrolled",
        Side.CLIENT,
        [
            "From now on your rate with Maya Chen is USD 66.67 per session",
            "+1 rate: From USD 60.00 to USD 66.67",
            "On deck now: 9 sessions",
            "+1 Program: On",
            "the +1 Program goes on: ",
            "exactly one more is booked at USD 66.67",
            PREFERENCES,
            ONE_CLICK,
        ],
    ),
    ("package, rate unchanged", Side.CLIENT, ["+1 rate: USD 66.67, unchanged"]),
    ("package, rate unchanged", Side.COACH, ["+1 rate: USD 66.67, unchanged"]),
    (
        "package, now suspended",
        Side.CLIENT,
        [
            "\nRate: From USD 60.00 to USD 66.67",
            f"+1 Program: Suspended: {NOT_RENEWABLE}",
            f"the +1 Program is now suspended: {NOT_RENEWABLE}. It resumes by itself when you book",
            PREFERENCES,
        ],
    ),
    (
        "package, now suspended",
        Side.COACH,
        [
            "+1 Program: Suspended: you do not offer auto-renewal on the last package that Iris Novak booked",
            "Iris Novak is enrolled, and the +1 Program is now suspended",
        ],
    ),
    ("package, still suspended", Side.CLIENT, ["the +1 Program stays suspended: "]),
    ("package, resumed", Side.CLIENT, ["the +1 Program is no longer suspended: "]),
    ("package for nothing", Side.CLIENT, ["now suspended: the rate of the last package that you booked is zero"]),
    (
        "first package",
        Side.CLIENT,
        [
            "\nRate: USD 66.67\n",
            "+1 Program: Off",
            "The +1 Program is optional, and it is off",
            "If you turn it on",
            PREFERENCES,
        ],
    ),
    ("first package without auto-renewal", Side.CLIENT, ["optional, and it is off", "cannot be turned on for now"]),
    ("first package for nothing", Side.CLIENT, ["optional, and it is off", "At a rate of zero it would book nothing"]),
    (
        "second package, not enrolled",
        Side.CLIENT,
        ["\nRate: From USD 60.00 to USD 66.67", "+1 Program: Off", PREFERENCES],
    ),
    (
        "first package",
        Side.COACH,
        [
            "From now on the rate of Iris Novak is USD 66.67",
            "+1 Program: Off",
            "Only Iris Novak can turn the program on.",
        ],
    ),
    (
        "first package without auto-renewal",
        Side.COACH,
        [
            "Iris Novak is not enrolled",
            "This package does not include auto-renewal, so the +1 Program cannot be turned on.",
        ],
    ),
    (
        "first package for nothing",
        Side.COACH,
        ["Iris Novak can turn the program on, and at a rate of zero it would"],
    ),
    (
        "package, now over the maximum",
        Side.CLIENT,
        [
            "+1 Program: Suspended: the rate is above the maximum that you set",
            "It resumes when you raise or remove the maximum in your preferences, or book a package at a lower rate.",
        ],
    ),
    ("package, now over the maximum", Side.COACH, ["+1 Program: Suspended: Iris Novak's own settings ask for it"]),
]
