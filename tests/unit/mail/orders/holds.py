"""What the mails about a hold say, and those about how it ends, in this order."""

from plus_one.domain.events import Side
from tests.unit.mail.orders.known import BERLIN, EXACTLY, NEW_YORK, ONE_CLICK, PREFERENCES

BOOK_NOW = "Book it now:\nhttps://app.example.com/#/preferences/coach-1"
COMPLETED = "Last session completed: Fri 30 Oct 2026, 10:59 (Europe/Berlin, UTC+1)"

HOLDS = [
    (
        "held, PAUSED",
        Side.CLIENT,
        [
            "We'll book it on 11 January 2027 at USD 66.67.",
            "because the pause that you set was not over.",
            "We'll book it: On 11 January 2027 (Europe/Berlin)",
            "Rate: USD 66.67",
            "8 sessions for USD 533.36, booked on 2 November 2026",
            "Booked so far: Nothing",
            "On deck now: Nothing",
            "Last session completed: Mon 23 Nov 2026, 10:59 (Europe/Berlin, UTC+1)",
            "You have nothing to do. 11 January 2027 is the first day on which your settings and our limits allow it.",
            "If you save settings that allow it, that books the session. The page says so before you save.",
            "If you want it now, book it on our page, where you sign in.",
            BOOK_NOW,
            "turn the +1 Program off for Maya Chen, pause it or set limits at any time",
            "Turning it off means that we don't book the session that is on hold.",
            PREFERENCES,
            ONE_CLICK,
        ],
    ),
    (
        "held, PAUSED, waits",
        Side.CLIENT,
        [
            "We did not book one more at USD 66.67, because the pause that you set was not over. Do you want it?",
            "We'll book it: Only if you say so",
            "If you do nothing, we book nothing.",
            "We book it by ourselves only within 180 days of your last session",
            "only under the terms of version 2026-12 or later. You can accept them when you save your settings.",
            BOOK_NOW,
            ONE_CLICK,
        ],
    ),
    (
        "held, RATE_ABOVE_MAXIMUM, waits",
        Side.CLIENT,
        [
            "because the rate was above the maximum that you set. Do you want it?",
            "If you do nothing, we book nothing. If you save settings that allow it, that books the session. The page"
            " says so before you save.\n",
            BOOK_NOW,
        ],
    ),
    (
        "held, STOP_AFTER_REACHED, waits",
        Side.CLIENT,
        ["because the number of +1s that you set was used up. Do you want it?", BOOK_NOW],
    ),
    ("held, SPEND_CAP_REACHED, waits", Side.CLIENT, ["monthly spend cap. Do you want it?", "180 days", BOOK_NOW]),
    ("held, NOTICE_UNDELIVERABLE, waits", Side.CLIENT, ["our mail did not reach you", "If you save settings"]),
    (
        "held, PAUSED",
        Side.COACH,
        [
            "You marked the last one complete, and no +1 is booked yet. It is on hold by the client's own settings.",
            "+1: On hold",
            "Rate: USD 66.67",
            "Booked so far: Nothing",
            "On deck now: Nothing",
            "You have nothing to do. We'll tell you when it is booked.",
            "https://app.example.com/#/clients/client-1",
        ],
    ),
    ("held, VELOCITY_GUARD", Side.COACH, ["It is on hold, because so many +1s were booked within 24 hours"]),
    (
        "resumes soon, PAUSED",
        Side.CLIENT,
        [
            "It has been on hold, and nothing will stand in its way then. It costs USD 66.67.",
            "We'll book it: On 11 January 2027 (Europe/Berlin)",
            "On hold because: the pause that you set is not over",
            "If you don't want it, pause the program, set a limit or turn it off before that day.",
            BOOK_NOW,
            PREFERENCES,
            ONE_CLICK,
        ],
    ),
    (
        "+1 after a hold, PAUSED",
        Side.CLIENT,
        [
            "Your pause is over, so we booked your next session, which the +1 Program had on hold.",
            "Rate: USD 66.67",
            "On deck now: 1 session, this one",
            COMPLETED,
            f"This session booked: {BERLIN}",
            "USD 66.67 is due for this session",
            ONE_CLICK,
        ],
    ),
    ("+1 after a hold, VELOCITY_GUARD", Side.CLIENT, ["The safety limit of 24 hours is over, so we booked"]),
    ("+1 by a save", Side.CLIENT, ["You saved your settings, so we booked your next session", COMPLETED]),
    ("+1 by a tap", Side.CLIENT, ["You asked for your next session, so the +1 Program booked it.", COMPLETED]),
    ("+1 by a tap, never on hold", Side.CLIENT, ["You asked for your next session", COMPLETED]),
    (
        "+1 after a hold, PAUSED",
        Side.COACH,
        [
            "The next session of Iris Novak, which the +1 Program had on hold, is booked now.",
            f"This session booked: {NEW_YORK}",
        ],
    ),
    (
        "package that ends a hold",
        Side.CLIENT,
        ["Agree on times for these sessions with Maya Chen.", "The session that was on hold is not booked: these take"],
    ),
    ("package that ends a hold", Side.COACH, ["The session that was on hold is not booked: these take its place."]),
    (
        "coach ended",
        Side.CLIENT,
        [
            "From now on you can't book packages or sessions with this coach",
            f"Ended: {EXACTLY}",
            "On deck now: 2 sessions",
            "+1 Program: On, but it books nothing",
            "Sessions that are booked stay booked. Only Maya Chen can take this back.",
            PREFERENCES,
            ONE_CLICK,
        ],
    ),
    (
        "coach ended with a hold",
        Side.CLIENT,
        ["On hold before: 1 session at USD 66.67: it is not booked", "The session that was on hold is not booked."],
    ),
    ("coach ended, not enrolled", Side.CLIENT, ["+1 Program: Off"]),
    (
        "coach ended",
        Side.COACH,
        [
            "From now on this client can't book your packages, and the +1 Program books nothing.",
            "Sessions that are booked stay booked. You can take this back in your roster at any time.",
            "https://app.example.com/#/clients/client-1",
        ],
    ),
    (
        "coach returned",
        Side.CLIENT,
        [
            "From now on you can book packages with this coach again. Nothing was booked by that.",
            f"Taken back: {EXACTLY}",
            "When the last session on deck is marked complete, the +1 Program books one more as before.",
        ],
    ),
    (
        "coach returned, nothing on deck",
        Side.CLIENT,
        ["You can book your next session yourself in your preferences, or a new package.", PREFERENCES],
    ),
    ("coach returned, not enrolled", Side.CLIENT, ["The +1 Program is off. Only you can turn it on."]),
    (
        "coach returned, nothing on deck",
        Side.COACH,
        ["this client can book your packages again", "Nothing is on deck until Iris Novak books the next session"],
    ),
]
