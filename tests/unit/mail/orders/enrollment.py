"""What the mails about turning the program on and off say, in this order."""

from plus_one.domain.events import Side
from tests.unit.mail.orders.known import EXACTLY, ONE_CLICK, PREFERENCES

ENROLLMENT = [
    (
        "enrolled",
        Side.CLIENT,
        [
            "each time your last session on deck with Maya Chen is marked complete, one more session is booked",
            "+1 Program: On",
            f"Enrolled: {EXACTLY}",
            "Rate now: USD 66.67",
            "On deck now: 8 sessions",
            "8 sessions for USD 533.36, booked on 2 November 2026",
            "Booked by enrolling: Nothing",
            "The terms, version 2026-12",
            "Maya Chen marks the last session that you have on deck complete",
            "Exactly one session is booked for each such completion, at most once",
            "the last package that you booked with Maya Chen, at the moment of booking",
            "A new package changes that rate at once",
            "Maya Chen can change the rate only by a new package that you book",
            "You and Maya Chen each get a mail when a +1 is booked",
            "You can turn the program off at any time, and it is off at once",
            "no +1 is booked after that, also none that was on hold",
            "Turning it off removes nothing that is on deck",
            "You can pause it until a day",
            "the next one is on hold. We book it on the first day on which nothing stands in the way",
            "We tell you by mail when it is put on hold and when it is booked",
            "You can also book it at once on the page",
            "We ask you by mail, and silence is no.",
            "undoes the completion or ends the work with you",
            "Turning the program on books nothing and costs nothing",
            "How to stop, pause or change it",
            PREFERENCES,
            ONE_CLICK,
        ],
    ),
    (
        "enrolled, nothing on deck",
        Side.CLIENT,
        [
            "On deck now: Nothing",
            "Nothing is on deck. You can book your next session yourself in your preferences, or book a new package.",
        ],
    ),
    (
        "enrolled, suspended",
        Side.CLIENT,
        [
            "Nothing is booked for now",
            "+1 Program: On, but suspended: the rate of the last package that you booked is zero",
            "resumes by itself when you book a package with a rate above zero. Until then no +1 is booked",
        ],
    ),
    (
        "enrolled",
        Side.COACH,
        [
            "each time you mark the last session on deck with Iris Novak",
            "Rate now: USD 66.67",
            "On deck now: 8 sessions",
        ],
    ),
    (
        "enrolled, nothing on deck",
        Side.COACH,
        ["The program starts when Iris Novak books the next session or package."],
    ),
    (
        "unenrolled",
        Side.CLIENT,
        [
            f"Nothing is booked automatically after {EXACTLY}, when you turned the +1 Program with Maya Chen off.",
            "+1 Program: Off",
            f"Turned off: {EXACTLY}",
            "Booked after that: Nothing",
            "On deck now: 1 session, which stays",
            "+1 on deck: 1 session at USD 66.67, booked Mon 23 Nov 2026, 10:59:58 (Europe/Berlin, UTC+1): it stays",
            "Booking id of the +1: 01KAPLUSONE000000000000000",
            "Turning the program off removes no session",
            PREFERENCES,
        ],
    ),
    (
        "unenrolled, no +1 on deck",
        Side.CLIENT,
        ["On deck now: Nothing", "+1 on deck: None", "Nothing is on deck. No +1"],
    ),
    (
        "unenrolled with a hold",
        Side.CLIENT,
        [
            "Nothing is booked automatically after",
            "On hold before: 1 session at USD 66.67: it is not booked",
            "On deck now: Nothing",
            "Nothing is on deck. The session that was on hold is not booked.",
        ],
    ),
    (
        "unenrolled with a hold",
        Side.COACH,
        ["On hold before: 1 session", "The session that was on hold is not booked."],
    ),
    (
        "unenrolled",
        Side.COACH,
        ["when Iris Novak turned the +1 Program with you off", "+1 on deck: 1 session", "new package"],
    ),
    (
        "unenrolled by the link",
        Side.CLIENT,
        [
            f"after {EXACTLY}, when the +1 Program with Maya Chen was turned off by the link in one of our mails to"
            " you.",
            PREFERENCES,
        ],
    ),
    (
        "enrolled, with every setting",
        Side.CLIENT,
        [
            "Paused until: 19 August 2039, this day included (Europe/Berlin)",
            "+1s that remain: 747",
            "Monthly spend cap: USD 8,181.81 per calendar month",
            "Maximum rate: USD 9,292.92: above it, nothing is booked",
            "Heads-up mails: Off",
        ],
    ),
    (
        "enrolled, paused",
        Side.CLIENT,
        [
            "On, but suspended: the pause that you set is not over",
            "It resumes by itself after the last day of the pause, or when you end the pause in your preferences.",
        ],
    ),
    ("enrolled, paused", Side.COACH, ["On, but suspended: Iris Novak's own settings ask for it"]),
]
