"""The public page: valid, readable on a phone and in the dark, and with nothing in it that loads, runs or tells."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from plus_one.domain.ids import OfferId, PackageId, SessionId, UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Package
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.sessions import plus_one_session
from plus_one.domain.tokens import Purpose
from plus_one.http import unsubscribe_page as page
from tests.unit.mail.contrast import colours, ratio, rules
from tests.unit.mail.pages import body, parsed, shown, stylesheet, with_own_text

AT = datetime(2026, 11, 23, 10, 2, 11, tzinfo=UTC)
WEB = "https://app.example.com"
RATE = Money(6667, "USD")
PLUS_ONE = plus_one_session(SessionId("01S"), RATE, AT)
PACKAGE = Package(
    package_id=PackageId("01P"),
    offer_id=OfferId("01F"),
    sessions=3,
    price=Money(20000, "USD"),
    rate=RATE,
    auto_renewal=True,
    booked_at=AT,
    rate_before=None,
)
PAIRING = Pairing(
    client_id=UserId("client-1"),
    coach_id=UserId("coach-1"),
    client_name="Alex",
    coach_name="Casey",
    last_package=PACKAGE,
    on_deck=1,
    latest_plus_one=PLUS_ONE,
)
CASEY = Profile(user_id=UserId("coach-1"), name="Casey", email="casey@mail.example", time_zone="UTC")
CONFIRM, CONFIRM_MAILS = page.confirm(WEB, Purpose.PLUS_ONE), page.confirm(WEB, Purpose.OFFER_MAILS)
OFF, MAILS_OFF = page.turned_off(WEB, PAIRING, AT, PLUS_ONE), page.offer_mails_off(WEB, CASEY)
EVERY = {
    "confirm": CONFIRM,
    "off": OFF,
    "nothing": page.nothing_on(WEB),
    "failed": page.failed(WEB, Purpose.PLUS_ONE),
    "confirm, offer mails": CONFIRM_MAILS,
    "offer mails off": MAILS_OFF,
    "failed, offer mails": page.failed(WEB, Purpose.OFFER_MAILS),
}
every_page = pytest.mark.parametrize("answer", EVERY.values(), ids=EVERY)
EVIL = '<script>alert(1)</script>$title"'
AA = 4.5


def text(answer: page.Answer) -> str:
    return shown(body(answer["body"]))


def policy(answer: page.Answer) -> dict[str, str]:
    parts = answer["headers"]["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@every_page
def test_a_validator_finds_no_error(answer: page.Answer) -> None:
    assert parsed(answer["body"])[1] == []
    assert answer["headers"]["Content-Type"] == "text/html; charset=utf-8"


@every_page
def test_nothing_is_loaded_or_run_and_nobody_frames_or_keeps_it(answer: page.Answer) -> None:
    style = hashlib.sha256(stylesheet(answer["body"]).encode()).digest()
    assert policy(answer) == {
        "default-src": "'none'",
        "style-src": f"'sha256-{base64.b64encode(style).decode()}'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert answer["headers"]["Referrer-Policy"] == "no-referrer"
    assert answer["headers"]["Cache-Control"] == "no-store"
    tags = {element.tag for element in parsed(answer["body"])[0].iter()}
    assert not tags & {"script", "img", "link", "iframe", "svg"}
    assert "url(" not in answer["body"]
    assert " style=" not in answer["body"]
    assert not re.search(r"\son\w+=", answer["body"])


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_enough_contrast(answer: page.Answer, scheme: str) -> None:
    cascade = rules(re.sub(r"(?m)^button:focus.*$", "", stylesheet(answer["body"])), scheme)
    for chain in with_own_text(body(answer["body"])):
        assert ratio(*colours(chain, cascade)) >= AA, (chain[-1].tag, scheme)


@every_page
def test_it_fits_a_phone(answer: page.Answer) -> None:
    css = stylesheet(answer["body"])
    assert 'content="width=device-width, initial-scale=1"' in answer["body"]
    assert "overflow-wrap: anywhere" in css
    assert not re.search(r"(?<!max-)(?<!min-)width: *\d{3,}", css)
    assert re.search(r"button \{ min-height: 44px", css)


@pytest.mark.parametrize("answer", [CONFIRM, CONFIRM_MAILS])
def test_the_button_is_a_form_that_posts_to_where_the_page_is(answer: page.Answer) -> None:
    [form] = body(answer["body"]).iter("form")
    assert form.attrib == {"method": "post"}
    assert [button.get("type") for button in form.iter("button")] == ["submit"]


def test_asking_says_what_it_does_and_where_else_to_go() -> None:
    assert "What is on deck stays booked" in text(CONFIRM)
    assert "Sign in to manage" in text(CONFIRM)
    assert [link.get("href") for link in body(CONFIRM["body"]).iter("a")] == [WEB]


def test_what_is_asked_and_what_came_of_it_name_offers_by_mail_and_say_what_stays() -> None:
    assert "Turn offers by mail off?" in text(CONFIRM_MAILS)
    assert "We stop mailing you offers from the coach that the mail names." in text(CONFIRM_MAILS)
    assert "We no longer mail you offers from Casey." in text(MAILS_OFF)
    for said in (text(CONFIRM_MAILS), text(MAILS_OFF)):
        assert "New offers still appear in your inbox" in said
        assert "All our other mails and the +1 Program stay as they are." in said
    assert list(body(MAILS_OFF["body"]).iter("form")) == []


@pytest.mark.parametrize("answer", [CONFIRM_MAILS, MAILS_OFF])
def test_the_pages_about_offers_lead_to_the_inbox(answer: page.Answer) -> None:
    assert [link.get("href") for link in body(answer["body"]).iter("a")] == [f"{WEB}/#/inbox"]


def test_a_failure_names_what_may_not_be_off() -> None:
    assert "whether offers by mail are off. Please try again." in text(page.failed(WEB, Purpose.OFFER_MAILS))
    assert "whether the +1 Program is off. Please try again." in text(page.failed(WEB, Purpose.PLUS_ONE))


def test_a_coach_without_a_profile_is_this_coach() -> None:
    assert "We no longer mail you offers from this coach." in text(page.offer_mails_off(WEB, None))


def test_the_receipt_says_that_it_is_off_since_when_and_what_stays() -> None:
    said = text(OFF)
    assert "The +1 Program is off" in said
    assert "Nothing is booked automatically with Casey. It was turned off on 23 November 2026 at 10:02:11 UTC." in said
    assert "On deck now: 1 session, with the +1 at USD 66.67 that was booked before. It stays booked." in said
    assert list(body(OFF["body"]).iter("form")) == []


@pytest.mark.parametrize(
    ("changes", "last", "says"),
    [
        ({"on_deck": 0, "latest_plus_one": None}, PLUS_ONE, "On deck now: nothing."),
        ({"on_deck": 2, "latest_plus_one": None}, None, "On deck now: 2 sessions. They stay booked."),
        ({"on_deck": 1, "latest_plus_one": None}, PLUS_ONE, "On deck now: 1 session. It stays booked."),
        ({}, None, "On deck now: 1 session. It stays booked."),
        ({"on_deck": 4}, PLUS_ONE, "4 sessions, with the +1 at USD 66.67 that was booked before. They stay booked."),
    ],
)
def test_the_receipt_says_what_stays_on_deck_and_names_the_plus_one_among_it(
    changes: dict[str, Any], last: Any, says: str
) -> None:
    assert says in text(page.turned_off(WEB, replace(PAIRING, **changes), AT, last))


def test_who_never_enrolled_reads_no_date() -> None:
    said = text(page.turned_off(WEB, PAIRING, None, None))
    assert "Nothing is booked automatically with Casey." in said
    assert "turned off on" not in said


def test_a_name_that_runs_from_right_to_left_is_set_apart() -> None:
    answer = page.turned_off(WEB, replace(PAIRING, coach_name="שרה כהן"), AT, PLUS_ONE)
    assert "automatically with <bdi>שרה כהן</bdi>. It was" in answer["body"]


@pytest.mark.parametrize(
    "answer",
    [
        page.turned_off(WEB, replace(PAIRING, coach_name=EVIL), AT, PLUS_ONE),
        page.offer_mails_off(WEB, replace(CASEY, name=EVIL)),
    ],
)
def test_a_name_is_text(answer: page.Answer) -> None:
    assert parsed(answer["body"])[1] == []
    assert "<script" not in answer["body"]
    assert EVIL in text(answer)
