"""What each mail has to say (product.md, "Notices")."""

import re
from dataclasses import replace

import pytest

from plus_one.domain.events import Side
from plus_one.domain.money import Money
from plus_one.domain.settings import SETTINGS
from plus_one.domain.sides import PRIVATE as LIMITS
from plus_one.mail.compose import CONTENTS
from tests.unit.mail.samples import CASES, CLIENT, COACH, EVERY_MAIL, ONE_CLICK_URL, PRIVATE, TOLD, mail_of

BERLIN = "Mon 23 Nov 2026, 11:00 (Europe/Berlin, UTC+1)"
NEW_YORK = "Mon 23 Nov 2026, 05:00 (America/New_York, UTC-5)"
EXACTLY = "Mon 23 Nov 2026, 11:00:05 (Europe/Berlin, UTC+1)"
PREFERENCES = "Manage +1 Program Preferences:\nhttps://app.example.com/#/preferences/coach-1"
ONE_CLICK = f"Turn +1 off for Maya Chen with one click:\n{ONE_CLICK_URL}"
NOT_RENEWABLE = "Maya Chen does not offer auto-renewal on the last package that you booked"

IN_THIS_ORDER = [
    (
        "+1",
        Side.CLIENT,
        [
            "+1 booked: 1 session with Maya Chen at USD 66.67",
            "you are enrolled in the +1 Program",
            "your last session on deck was marked complete",
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
            "Iris Novak is enrolled in the +1 Program with you",
            "you marked the last session on deck complete",
            "Rate: USD 66.67",
            f"This session booked: {NEW_YORK}",
            "Booking id: 01KAPLUSONE000000000000000",
            "The rate changes only when Iris Novak books a new package",
            "https://app.example.com/#/clients/client-1",
        ],
    ),
    (
        "offer",
        Side.CLIENT,
        [
            "Maya Chen offers you, and you alone, 8 sessions for USD 533.36, which is USD 66.67 per session",
            "Offer: “Strength block”",
            "Auto-renewal: Offered on this package",
            "Open until: Tue 1 Dec 2026, 11:00 (Europe/Berlin, UTC+1)",
            "https://app.example.com/#/inbox",
            "does not turn the +1 Program on",
        ],
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
            "your rate with Maya Chen is USD 66.67 from now on",
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
            f"the +1 Program is now suspended: {NOT_RENEWABLE}. It goes on by itself when you book",
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
    ("first package", Side.COACH, ["Iris Novak booked 8 sessions with you", "+1 Program: Off", "is not enrolled"]),
    (
        "enrolled",
        Side.CLIENT,
        [
            "each time your last session on deck is marked complete, one more session is booked",
            "+1 Program: On",
            f"Enrolled: {EXACTLY}",
            "Rate now: USD 66.67",
            "On deck now: 8 sessions",
            "8 sessions for USD 533.36, booked on 2 November 2026",
            "Booked by enrolling: Nothing",
            "The terms, version 2026-11",
            "Maya Chen marks the last session that you have on deck complete",
            "Exactly one session is booked each time",
            "the last package that you booked with Maya Chen, at the moment of booking",
            "A new package changes that rate at once",
            "Maya Chen can change the rate only by a new package that you book",
            "You and Maya Chen each get a mail when a +1 is booked",
            "You can turn the program off at any time, and it is off at once",
            "Turning it off removes nothing that is on deck",
            "You can pause it until a day",
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
            "nothing is booked now: only marking a session complete can book a +1",
            "starts with the next package that you book",
        ],
    ),
    (
        "enrolled, suspended",
        Side.CLIENT,
        [
            "it is suspended for now",
            "+1 Program: On, but suspended: the rate of the last package that you booked is zero",
            "goes on by itself when you book a package with a rate above zero. Until then no +1 is booked",
        ],
    ),
    ("enrolled", Side.COACH, ["Iris Novak turned the +1 Program on", "Rate now: USD 66.67", "On deck now: 8 sessions"]),
    ("enrolled, nothing on deck", Side.COACH, ["starts with the next package that Iris Novak books"]),
    (
        "unenrolled",
        Side.CLIENT,
        [
            f"You turned the +1 Program off for Maya Chen on {EXACTLY}",
            "nothing is booked automatically after that moment",
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
        "unenrolled",
        Side.COACH,
        ["Iris Novak turned the +1 Program with you off", "+1 on deck: 1 session", "new package"],
    ),
    (
        "unenrolled by the link",
        Side.CLIENT,
        [
            f"The +1 Program was turned off for Maya Chen by the link in one of our mails to you on {EXACTLY}",
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
            "It goes on by itself after the last day of the pause, or when you end the pause in your preferences.",
        ],
    ),
    ("enrolled, paused", Side.COACH, ["On, but suspended: Iris Novak's own settings ask for it"]),
    (
        "package, now over the maximum",
        Side.CLIENT,
        [
            "+1 Program: Suspended: the rate is above the maximum that you set",
            "It goes on when you raise or remove the maximum in your preferences, or book a package at a lower rate.",
        ],
    ),
    ("package, now over the maximum", Side.COACH, ["+1 Program: Suspended: Iris Novak's own settings ask for it"]),
    (
        "not booked, SPEND_CAP_REACHED",
        Side.CLIENT,
        [
            "No +1 booked with Maya Chen",
            "Your last session on deck with Maya Chen was marked complete, but no +1 was booked, because the rate was"
            " more than what was left of your monthly spend cap.",
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
            "You marked the last session on deck with Iris Novak complete, but no +1 was booked, because Iris Novak's"
            " own settings asked for it.",
            "Reason: CLIENT_SETTING",
            f"Decided: {NEW_YORK}",
            "only Iris Novak can change them",
            "starts again with the next package that Iris Novak books",
            "https://app.example.com/#/clients/client-1",
        ],
    ),
    (
        "not booked, PACKAGE_NOT_RENEWABLE",
        Side.COACH,
        [
            "because you did not offer auto-renewal on the last package that Iris Novak booked",
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
            "+1 cancelled: 1 session with Maya Chen at USD 66.67",
            "You cancelled the +1 with Maya Chen at USD 66.67; nothing is due for it.",
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
            "Iris Novak cancelled the +1 with you at USD 66.67",
            "Cancelled by: Iris Novak",
            "with the next package that Iris Novak books, if Iris Novak is enrolled then",
        ],
    ),
    ("+1 cancelled by the coach", Side.CLIENT, ["Maya Chen cancelled the +1 with you", "Cancelled by: Maya Chen"]),
    ("+1 cancelled by the coach", Side.COACH, ["You cancelled the +1 with Iris Novak", "Cancelled by: You"]),
    ("+1 cancelled, something on deck", Side.CLIENT, ["On deck now: 8 sessions", "Cancelling books nothing. When the"]),
    (
        "+1 taken back",
        Side.CLIENT,
        [
            "Maya Chen undid the completion of a session with you, and so the +1 that this completion had booked at"
            " USD 66.67 was cancelled; nothing is due for it.",
            "Cancelled by: Maya Chen, by undoing a completion",
            "On deck now: 1 session",
            "Booking id: 01KAPLUSONE000000000000000",
            "Session on deck again: 01KACOMPLETED0000000000000",
            "is booked again, and marking it complete again counts anew",
        ],
    ),
    ("+1 taken back", Side.COACH, ["You undid the completion of a session with Iris Novak", "Cancelled by: You"]),
    (
        "heads-up",
        Side.CLIENT,
        [
            "1 session left with Maya Chen, then +1 at USD 66.67",
            "when it is marked complete, exactly one more is booked at USD 66.67, because you are enrolled",
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

WITHOUT_A_PRICE = ("+1 cancelled by the client", "+1 taken back", "heads-up")


@pytest.mark.parametrize(("case", "side", "said"), IN_THIS_ORDER)
def test_a_mail_says_what_its_kind_has_to_in_this_order(case: str, side: Side, said: list[str]) -> None:
    rest = mail_of(case, side).text
    for words in said:
        assert words in rest
        rest = rest[rest.index(words) + len(words) :]


@pytest.mark.parametrize("case", ["first package without auto-renewal", "first package for nothing"])
def test_nothing_leads_to_the_switch_while_the_package_does_not_allow_it(case: str) -> None:
    assert "#/preferences" not in mail_of(case, Side.CLIENT).text


@pytest.mark.parametrize("case", CASES)
def test_a_coach_is_not_told_how_to_stop_it(case: str) -> None:
    if (case, Side.COACH) in EVERY_MAIL:
        text = mail_of(case, Side.COACH).text
        assert "#/preferences" not in text
        assert ONE_CLICK_URL not in text


@pytest.mark.parametrize(("currency", "amount", "said"), [("JPY", 6667, "JPY 6,667"), ("KWD", 6667, "KWD 6.667")])
@pytest.mark.parametrize("case", ["offer", "package, enrolled", "enrolled", "unenrolled", "+1", *WITHOUT_A_PRICE])
def test_amounts_are_told_in_the_minor_units_of_their_currency(
    case: str, currency: str, amount: int, said: str
) -> None:
    mail = mail_of(case, Side.CLIENT, currency=currency, rate=amount)
    assert said in mail.text
    assert str(Money(53336, currency)) in mail.text or case in ("unenrolled", *WITHOUT_A_PRICE)
    assert "USD" not in mail.subject + mail.text + mail.html


@pytest.mark.parametrize(("case", "side"), EVERY_MAIL)
def test_a_coach_never_reads_what_the_client_has_set(case: str, side: Side) -> None:
    """The very same mail, whatever the settings are."""
    if side is Side.COACH:
        mail = mail_of(case, side, CLIENT, COACH, **PRIVATE)
        assert mail == mail_of(case, side, CLIENT, COACH, **dict.fromkeys(PRIVATE))
        assert not re.search(r"2039|747|8,?181|9,?292|paused?\b|spend cap|maximum|stop after", mail.text, re.IGNORECASE)


@pytest.mark.parametrize("fact", ["reason", "suspended_because", "reason_after"])
def test_a_coach_reads_the_same_whichever_setting_of_the_client_is_the_reason(fact: str) -> None:
    case = {
        "reason": "not booked, PAUSED",
        "suspended_because": "enrolled, paused",
        "reason_after": "package, now over the maximum",
    }[fact]
    mails = [mail_of(case, Side.COACH, CLIENT, COACH, **{fact: reason}) for reason in sorted(LIMITS)]
    assert all(mail == mails[0] for mail in mails)
    assert "own settings" in mails[0].text
    assert len({mail_of(case, Side.CLIENT, CLIENT, COACH, **{fact: reason}).text for reason in sorted(LIMITS)}) == len(
        LIMITS
    )


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_listed_for_the_client(setting: str) -> None:
    text = mail_of("enrolled", Side.CLIENT, CLIENT, COACH, **{setting: PRIVATE[setting]}).text
    assert len(text.splitlines()) == len(mail_of("enrolled", Side.CLIENT).text.splitlines()) + 1


def test_the_order_is_given_for_every_kind_and_side() -> None:
    assert {(CASES[case][0], side) for case, side, _ in IN_THIS_ORDER} == set(CONTENTS)


def test_only_what_is_set_is_listed() -> None:
    text = mail_of("enrolled", Side.CLIENT).text
    assert not re.search(
        r"^(Paused until|\+1s that remain|Monthly spend cap|Maximum rate|Heads-up)", text, re.MULTILINE
    )
    assert "+1s that remain: 0\n" in mail_of("enrolled", Side.CLIENT, stop_after=0).text


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("reason", TOLD)
def test_after_any_skip_both_read_what_starts_it_again(reason: str, side: Side) -> None:
    text = mail_of(f"not booked, {reason}", side).text
    assert "only marking a session complete can book a +1: the program starts again with the next package" in text


def test_each_side_reads_its_own_time_zone() -> None:
    tokyo = replace(CLIENT, time_zone="Asia/Tokyo")
    assert "Mon 23 Nov 2026, 19:00 (Asia/Tokyo, UTC+9)" in mail_of("+1", Side.CLIENT, tokyo, COACH).text
    assert mail_of("+1", Side.COACH, tokyo, COACH) == mail_of("+1", Side.COACH)


def test_a_package_of_one_session_is_one_session() -> None:
    assert "1 session for USD" in mail_of("+1", Side.CLIENT, package_sessions=1).text
    assert "8 sessions, which stay\n" in mail_of("unenrolled", Side.CLIENT, on_deck=8).text
