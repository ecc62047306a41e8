"""What each mail has to say (product.md, "Notices")."""

import re
from dataclasses import replace

import pytest

from plus_one.domain.events import EventKind, Facts, Side
from plus_one.domain.money import Money
from plus_one.domain.settings import SETTINGS
from plus_one.domain.sides import PRIVATE as LIMITS
from plus_one.mail.compose import CONTENTS
from tests.unit.mail.orders.enrollment import ENROLLMENT
from tests.unit.mail.orders.holds import HOLDS
from tests.unit.mail.orders.packages import PACKAGES
from tests.unit.mail.orders.plus_ones import PLUS_ONES
from tests.unit.mail.samples import CASES, CLIENT, COACH, EVERY_MAIL, ONE_CLICK_URL, PRIVATE, TOLD, mail_of

IN_THIS_ORDER = [*PACKAGES, *ENROLLMENT, *PLUS_ONES, *HOLDS]
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


def test_the_lowest_rate_there_is_can_be_turned_on_for() -> None:
    assert "#/preferences" in mail_of("first package", Side.CLIENT, rate=1).text


@pytest.mark.parametrize("case", CASES)
def test_a_coach_is_not_told_how_to_stop_it(case: str) -> None:
    if (case, Side.COACH) in EVERY_MAIL:
        text = mail_of(case, Side.COACH).text
        assert "#/preferences" not in text
        assert ONE_CLICK_URL not in text


@pytest.mark.parametrize("case", [case for case, (kind, _) in CASES.items() if kind is EventKind.OFFER_MADE])
def test_the_mail_of_an_offer_leads_to_no_switch_of_the_plus_one_program(case: str) -> None:
    text = mail_of(case, Side.CLIENT).text
    assert "Turn +1 off" not in text
    assert "#/preferences" not in text


def test_the_subject_of_a_strangers_offer_has_no_word_of_the_strangers() -> None:
    stranger = replace(COACH, name="Win A Phone")
    mail = mail_of("offer by a stranger", Side.CLIENT, CLIENT, stranger, title="Click http://evil.example")
    assert mail.subject == "A coach has made you an offer: 8 sessions for USD 533.36 (23 Nov, 11:00)"


def test_only_a_stranger_is_said_to_be_one() -> None:
    strange = [case for case, side in EVERY_MAIL if "not worked with" in mail_of(case, side).text]
    assert strange == ["offer by a stranger"]


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
        "reason": "held, PAUSED",
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
def test_after_a_renewal_that_ended_both_read_what_comes_next(reason: str, side: Side) -> None:
    assert "\nNothing is on deck." in mail_of(f"not booked, {reason}", side).text.replace("\n\n", "\n")


DAYS: list[Facts] = [{}, {"resumes_at": None, "time_zone": None}, {"resumes_at": "2027-02-01T00:00:00.000Z"}]


@pytest.mark.parametrize("reason", sorted(LIMITS))
def test_a_coach_reads_of_a_hold_neither_its_reason_nor_its_day(reason: str) -> None:
    """Two clients with other limits: the very same mail."""
    known = [mail_of("held, PAUSED", Side.COACH, CLIENT, COACH, **(day | {"reason": reason})) for day in DAYS]
    assert all(mail == mail_of("held, PAUSED", Side.COACH) for mail in known)
    assert "on hold by the client's own settings" in known[0].text
    assert not re.search(r"January|February|2027", known[0].text)


@pytest.mark.parametrize("how", ["resumed", "saved", "tapped"])
@pytest.mark.parametrize("reason", sorted(LIMITS))
def test_a_coach_reads_of_the_plus_one_of_a_hold_not_how_it_ended(reason: str, how: str) -> None:
    mail = mail_of("+1 by a tap", Side.COACH, how=how, held_because=reason)
    assert mail == mail_of("+1 after a hold, PAUSED", Side.COACH)


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith(("+1 after", "+1 by"))])
def test_a_plus_one_that_was_booked_later_does_not_say_that_its_session_was_just_completed(case: str) -> None:
    assert "marked your last session" not in mail_of(case, Side.CLIENT).text


@pytest.mark.parametrize("reason", ["NOTICE_UNDELIVERABLE", "VELOCITY_GUARD"])
def test_what_a_tap_does_not_pass_is_not_offered(reason: str) -> None:
    for case in (f"held, {reason}", f"held, {reason}, waits"):
        assert "Book it now" not in mail_of(case, Side.CLIENT).text


@pytest.mark.parametrize(("case", "side"), EVERY_MAIL)
def test_no_signed_link_books_anything(case: str, side: Side) -> None:
    text = mail_of(case, side).text
    assert f"Book it now:\n{ONE_CLICK_URL}" not in text
    assert text.count(ONE_CLICK_URL) <= 1


def test_each_side_reads_its_own_time_zone() -> None:
    tokyo = replace(CLIENT, time_zone="Asia/Tokyo")
    assert "Mon 23 Nov 2026, 19:00 (Asia/Tokyo, UTC+9)" in mail_of("+1", Side.CLIENT, tokyo, COACH).text
    assert mail_of("+1", Side.COACH, tokyo, COACH) == mail_of("+1", Side.COACH)


def test_a_package_of_one_session_is_one_session() -> None:
    assert "1 session for USD" in mail_of("+1", Side.CLIENT, package_sessions=1).text
    assert "8 sessions, which stay\n" in mail_of("unenrolled", Side.CLIENT, on_deck=8).text
