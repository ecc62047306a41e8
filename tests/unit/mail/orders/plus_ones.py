"""What the mails about a +1 say, booked, not booked, cancelled and soon to come, in this order."""

from plus_one.domain.events import Side
from tests.unit.mail.orders.known import BERLIN, EXACTLY, NEW_YORK, ONE_CLICK, PREFERENCES

PLUS_ONES = [
    (
        "+1",
        Side.CLIENT,
        [
            "Maya Chen marked your last session on deck complete",
            "You are enrolled in the +1 Program",
            "last package that you booked: 8 sessions for USD 533.36, booked on 2 November 2026",
            "Rate: USD 66.67",
            "Booked: 1 session",
            "On deck now: 1 session",
            "Last session completed: Mon 23 Nov 2026, 10:59 (Europe/Berlin, UTC+1)",
            f"This session booked: {BERLIN}",
            "Not yet scheduled: you and Maya Chen agree on a time",
            "Booking id: 01KAPLUSONE000000000000000",
            "Completed session id: 01KACOMPLETED0000000000000",
            "What happens next",
            "USD 66.67 is due for this session",
            "How to stop, pause or change it",
            "turn the +1 Program off for Maya Chen, pause it or set limits at any time",
            "Stopping does not remove this session",
            PREFERENCES,
            ONE_CLICK,
        ],
    ),
    (
        "+1",
        Side.COACH,
        [
            "You marked the last session on deck complete",
            "Iris Novak is enrolled in the +1 Program with you",
            "Rate: USD 66.67",
            f"This session booked: {NEW_YORK}",
            "Booking id: 01KAPLUSONE000000000000000",
            "The rate changes only when Iris Novak books a new package",
            "https://app.example.com/#/clients/client-1",
        ],
    ),
    (
        "not booked, SPEND_CAP_REACHED",
        Side.CLIENT,
        [
            "The rate was more than what was left of your monthly spend cap. So nothing was booked when your last"
            " session on deck with Maya Chen was marked complete.",
            "Booked: Nothing",
            "Reason: SPEND_CAP_REACHED: the rate was more than",
            "On deck now: Nothing",
            "Rate at that moment: USD 66.67",
            "Last session completed: Mon 23 Nov 2026, 10:59 (Europe/Berlin, UTC+1)",
            f"Decided: {BERLIN}",
            "Completed session id: 01KACOMPLETED0000000000000",
            "You are enrolled in the +1 Program with Maya Chen. It goes on when the cap leaves room",
            "when you raise or remove the cap in your preferences",
            "only marking a session complete can book a +1: the program starts again with the next package that you",
            PREFERENCES,
            ONE_CLICK,
        ],
    ),
    (
        "not booked, SPEND_CAP_REACHED",
        Side.COACH,
        [
            "Iris Novak's own settings asked for it. So nothing was booked when you marked the last session on deck"
            " with Iris Novak complete.",
            "Reason: CLIENT_SETTING",
            f"Decided: {NEW_YORK}",
            "Iris Novak is enrolled in the +1 Program with you. It goes on by itself when these settings allow it;"
            " only Iris Novak can change them.",
            "starts again with the next package that Iris Novak books",
            "https://app.example.com/#/clients/client-1",
        ],
    ),
    (
        "not booked, PACKAGE_NOT_RENEWABLE",
        Side.COACH,
        [
            "You did not offer auto-renewal on the last package that Iris Novak booked",
            "Reason: PACKAGE_NOT_RENEWABLE",
            "It goes on by itself when Iris Novak books a package with auto-renewal.",
        ],
    ),
    (
        "not booked, something on deck",
        Side.CLIENT,
        ["On deck now: 2 sessions", "What is on deck stays. When the last of it is marked complete, that counts anew."],
    ),
    (
        "+1 cancelled by the client",
        Side.CLIENT,
        [
            "Nothing is due for this session, because you cancelled the +1 with Maya Chen.",
            f"Cancelled: {EXACTLY}",
            "Cancelled by: You",
            "Due for it: Nothing",
            "On deck now: Nothing",
            "Booking id: 01KAPLUSONE000000000000000",
            "the +1 Program starts again with the next package that you book, if you are enrolled then",
            "Cancelling a session does not turn the program off.",
            PREFERENCES,
            ONE_CLICK,
        ],
    ),
    (
        "+1 cancelled by the client",
        Side.COACH,
        [
            "because Iris Novak cancelled the +1 with you.",
            "Cancelled by: Iris Novak",
            "with the next package that Iris Novak books, if Iris Novak is enrolled then",
        ],
    ),
    ("+1 cancelled by the coach", Side.CLIENT, ["Maya Chen cancelled the +1 with you", "Cancelled by: Maya Chen"]),
    ("+1 cancelled by the coach", Side.COACH, ["you cancelled the +1 with Iris Novak", "Cancelled by: You"]),
    ("+1 cancelled, something on deck", Side.CLIENT, ["On deck now: 8 sessions", "Cancelling books nothing. When the"]),
    (
        "+1 taken back",
        Side.CLIENT,
        [
            "Nothing is due for this session, because Maya Chen undid the completion of a session with you, and that"
            " had booked it.",
            "Cancelled by: Maya Chen, by undoing a completion",
            "On deck now: 1 session",
            "Booking id: 01KAPLUSONE000000000000000",
            "Session on deck again: 01KACOMPLETED0000000000000",
            "is booked again, and marking it complete again counts anew",
        ],
    ),
    ("+1 taken back", Side.COACH, ["you undid the completion of a session with Iris Novak", "Cancelled by: You"]),
    (
        "heads-up",
        Side.CLIENT,
        [
            "When your last session with Maya Chen is marked complete, exactly one more is booked, because you",
            "The next completion books: 1 session",
            "On deck now: 1 session",
            "Booked so far: Nothing",
            "If you want no heads-up any more, switch these mails off in your preferences",
            "What you change before the next completion holds for it",
            PREFERENCES,
            ONE_CLICK,
        ],
    ),
]
