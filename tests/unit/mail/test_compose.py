"""What holds for every mail, whatever it is about."""

import re

import pytest

from plus_one.domain.events import BOTH, NOTICES, EventKind, Side
from plus_one.domain.ids import SessionId, UserId
from plus_one.domain.tokens import sign
from plus_one.mail.compose import CONTENTS, compose
from plus_one.mail.links import Links
from plus_one.mail.told import told
from tests.unit.domain.telling import SYNONYMS
from tests.unit.mail.orders.known import EXACTLY
from tests.unit.mail.pages import body, page, shown
from tests.unit.mail.samples import (
    AT,
    CASES,
    CLIENT,
    COACH,
    EVERY_MAIL,
    LINKS,
    ONE_CLICK_URL,
    WEB_URL,
    an_event,
    mail_of,
)

every_mail = pytest.mark.parametrize(("case", "side"), EVERY_MAIL)

# The domain asks for these from case to case.
SOMETIMES = {
    EventKind.OFFER_MADE: (Side.CLIENT,),
    EventKind.NOT_BOOKED: BOTH,
    EventKind.HELD: BOTH,
    EventKind.SESSION_REOPENED: BOTH,
    EventKind.SESSION_COMPLETED: (Side.CLIENT,),
}
ONE_CLICK = {"List-Unsubscribe": f"<{ONE_CLICK_URL}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
MISSING = [
    (EventKind.PLUS_ONE_BOOKED, "rate"),
    (EventKind.UNENROLLED, "enrolled_at"),
    (EventKind.NOT_BOOKED, "completed_at"),
    (EventKind.HELD, "rate"),
    (EventKind.RESUMES_SOON, "time_zone"),
    (EventKind.COACH_ENDED, "enrolled"),
    (EventKind.COACH_RETURNED, "enrolled"),
    (EventKind.PLUS_ONE_CANCELLED, "by"),
    (EventKind.SESSION_REOPENED, "session_id"),
    (EventKind.SESSION_COMPLETED, "rate"),
]


def _words(text: str) -> list[str]:
    """All but colons and white space."""
    return re.findall(r"[^\s:]+", text)


def _words_of_text_part(text: str) -> list[str]:
    decoration = re.compile(r"^(=+|-+|https?://.*)$|^\d+\. ", re.MULTILINE)
    return _words(decoration.sub("", text))


def test_every_notice_that_the_domain_asks_for_has_a_mail() -> None:
    asked = NOTICES | SOMETIMES
    assert set(CONTENTS) == {(kind, to) for kind, whom in asked.items() for to in whom if isinstance(to, Side)}
    assert {kind for kind, _ in CASES.values()} == set(asked)


@every_mail
def test_both_parts_say_the_same_in_the_same_order(case: str, side: Side) -> None:
    mail = mail_of(case, side)
    assert _words_of_text_part(mail.text) == _words(shown(body(mail.html)))
    assert re.findall(r"https?://\S+", mail.text) == [link.get("href") for link in page(mail.html).iter("a")]


@every_mail
def test_it_goes_to_its_side_and_shows_no_address_to_anybody(case: str, side: Side) -> None:
    mail = mail_of(case, side)
    assert mail.to == (CLIENT if side is Side.CLIENT else COACH).email
    assert "@" not in mail.subject + mail.text
    assert "@" not in shown(body(mail.html))


@every_mail
def test_the_words_are_those_of_the_product(case: str, side: Side) -> None:
    mail = mail_of(case, side)
    said = re.sub(r"https?://\S+", "", mail.text) + mail.subject
    assert not re.search(SYNONYMS, said, re.IGNORECASE)
    assert "+1 Program" in mail.text


@every_mail
def test_a_mail_ends_with_when_things_stood_so_in_the_readers_zone_and_with_its_event(case: str, side: Side) -> None:
    stood = EXACTLY if side is Side.CLIENT else "Mon 23 Nov 2026, 05:00:05 (America/New_York, UTC-5)"
    assert (
        mail_of(case, side)
        .text.rstrip()
        .endswith(
            f"An automatic mail of the +1 Program. It says how things stood on {stood}."
            " Event id: 01KAEVENT00000000000000000."
        )
    )


@every_mail
def test_headers_say_that_it_is_automatic_and_which_event_it_is_about(case: str, side: Side) -> None:
    mail = mail_of(case, side)
    assert mail.headers["Auto-Submitted"] == "auto-generated"
    assert mail.headers["X-Plus-One-Event"] == "01KAEVENT00000000000000000"
    assert all(re.fullmatch(r"[!-~]{1,870}", text) for pair in mail.headers.items() for text in pair)


@every_mail
def test_only_a_client_can_turn_it_off_from_the_mail_program(case: str, side: Side) -> None:
    one_click = {name: value for name, value in mail_of(case, side).headers.items() if name.startswith("List-")}
    assert one_click == (ONE_CLICK if side is Side.CLIENT else {})


def test_the_longest_link_fits_into_a_header() -> None:
    """SES takes values of 870 characters; ids have at most 64."""
    token = sign(UserId("c" * 64), UserId("k" * 64), AT.date(), {"i" * 32: "secret"})
    links = Links(WEB_URL, f"https://{'a' * 63}.{'b' * 63}.example.com/v1/unsubscribe/{token}")
    mail = compose(an_event(EventKind.ENROLLED), Side.CLIENT, CLIENT, COACH, links, CLIENT.email)
    assert re.fullmatch(r"<[!-~]{1,868}>", mail.headers["List-Unsubscribe"])


def test_a_plus_one_mail_carries_the_same_booking_id_each_time_and_to_both() -> None:
    mails = [mail_of("+1", side) for side in Side for _ in range(2)]
    assert {mail.headers["X-Plus-One-Booking"] for mail in mails} == {SessionId("01KAPLUSONE000000000000000")}
    assert mails[0] == mails[1]


@every_mail
def test_mails_about_one_booking_have_its_id_and_no_others_have(case: str, side: Side) -> None:
    mail = mail_of(case, side)
    about = mail.tags["kind"] in ("plus_one_booked", "plus_one_cancelled")
    assert mail.headers.get("X-Plus-One-Booking") == ("01KAPLUSONE000000000000000" if about else None)


@every_mail
def test_tags_name_the_notice_in_characters_that_ses_allows(case: str, side: Side) -> None:
    kind, _ = CASES[case]
    renamed = {EventKind.SESSION_COMPLETED: "heads_up", EventKind.SESSION_REOPENED: "plus_one_cancelled"}
    tags = mail_of(case, side).tags
    assert tags == {
        "client_id": "client-1",
        "coach_id": "coach-1",
        "event_id": "01KAEVENT00000000000000000",
        "kind": renamed.get(kind, kind.value),
        "side": side,
    }
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text) for pair in tags.items() for text in pair)


@every_mail
def test_the_subject_is_one_short_line(case: str, side: Side) -> None:
    assert re.fullmatch(r"[^\r\n]{10,140}", mail_of(case, side).subject)


@pytest.mark.parametrize(("kind", "fact"), MISSING)
def test_an_event_without_one_of_its_facts_makes_no_mail(kind: EventKind, fact: str) -> None:
    what = told(an_event(kind, **{fact: None}), Side.CLIENT, CLIENT, COACH, LINKS)
    with pytest.raises(KeyError, match=fact):
        CONTENTS[kind, Side.CLIENT](what)


@pytest.mark.parametrize(
    ("title", "shown"), [("x" * 100, f"“{'x' * 100}”"), ("x" * 101, f"“{'x' * 99}…”"), (" ", "“no title”")]
)
def test_a_title_stands_in_quotation_marks_and_is_cut_to_100_characters(title: str, shown: str) -> None:
    assert f"Offer: {shown}\n" in mail_of("offer", Side.CLIENT, title=title).text


@pytest.mark.parametrize("web_url", [WEB_URL, f"{WEB_URL}/"])
def test_links_are_made_in_one_way_and_ids_are_quoted(web_url: str) -> None:
    what = told(an_event(EventKind.ENROLLED), Side.CLIENT, CLIENT, COACH, Links(web_url, ONE_CLICK_URL))
    assert what.preferences.url == "https://app.example.com/#/preferences/coach-1"
    assert what.in_roster.url == "https://app.example.com/#/clients/client-1"
    assert what.inbox.url == "https://app.example.com/#/inbox"
    assert what.one_click.url == ONE_CLICK_URL
