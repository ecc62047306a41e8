"""What people call themselves and their offers: kept as it is spelled, and refused in words that say what is wrong."""

import json
import unicodedata
from email.header import decode_header

import pytest

from tests.integration.api.pair import OFFER, Pair, refused
from tests.integration.api.routes import Deal
from tests.marketplace import Json, Marketplace, client, coach

PERSIAN, WEIGHTS = "گل\u200cرخ", "🏋️\u200d♀️ Strength"
DECOMPOSED = unicodedata.normalize("NFD", "Nguyễn Thị Ngọc")
REFUSED = {
    "\u202eevil": "U+202E is a character that nobody can see: leave it out",
    "a\u200bb": "U+200B is a character that nobody can see: leave it out",
    "Maya \u200d": "U+200D joins nothing there",
    "e\u0301\u0301": "the same mark stands twice in a row (U+0301)",
    "Z" + "\u0300\u0301\u0302\u0303\u0304": "more than 4 marks stand on one letter",
    "Mar\ufffda": "\ufffd (U+FFFD) means that a letter was lost on its way here: type the text again",
    "=?utf-8?Q?=E2=80=AEBank?=": "a mail program would decode text like =?utf-8?Q?...?=: write it in plain letters",
    "a\nb": "it is one line, without line breaks and control characters (U+000A)",
}


def named(market: Marketplace, name: str) -> Json:
    return market.call(client(), "PUT", "/v1/profile", {"name": name, "time_zone": "UTC"}).body["name"]


@pytest.mark.parametrize("text", [PERSIAN, WEIGHTS])
def test_a_joiner_between_letters_or_emoji_is_kept_as_it_was_typed(pair: Pair, text: str) -> None:
    assert named(pair.marketplace, text) == text
    assert pair.offer(title=text)["title"] == text


def test_the_name_of_a_token_keeps_its_joiner(marketplace: Marketplace) -> None:
    told = client().claims(name=PERSIAN)
    assert marketplace.call_as(told, "GET", "/v1/profile").body["name"] == PERSIAN


def test_what_is_kept_is_composed_and_that_is_what_is_counted(pair: Pair) -> None:
    assert named(pair.marketplace, DECOMPOSED) == "Nguyễn Thị Ngọc"
    assert named(pair.marketplace, unicodedata.normalize("NFD", "ễ" * 60)) == "ễ" * 60
    assert pair.offer(title=unicodedata.normalize("NFD", "각" * 100))["title"] == "각" * 100


@pytest.mark.parametrize(("text", "why"), REFUSED.items())
def test_a_name_or_title_that_is_refused_says_what_is_wrong_with_it(deal: Deal, text: str, why: str) -> None:
    pair, profile = deal.pair, {"name": text, "time_zone": "UTC"}
    with pair.marketplace.writing_nothing():
        replies = {
            "title": pair.try_to_offer(title=text),
            "name": pair.marketplace.call(pair.client, "PUT", "/v1/profile", profile),
        }
    for field, reply in replies.items():
        refused(reply, 422, "INVALID", field)
        assert reply.body["errors"] == [{"field": field, "message": why}]


def test_a_letter_that_was_lost_on_the_way_is_refused_and_not_kept(deal: Deal) -> None:
    """Latin-1 that was sent as UTF-8: API Gateway hands on U+FFFD where a byte was none."""
    sent = json.dumps(OFFER | {"title": "Josés"}, ensure_ascii=False).encode("latin-1").decode(errors="replace")
    with deal.pair.marketplace.writing_nothing():
        refused(deal.send_text("POST /v1/offers", sent), 422, "INVALID", "title")


def test_no_subject_decodes_a_name_that_a_token_says(pair: Pair) -> None:
    mailed = Pair(pair.marketplace, pair.client, coach("=?utf-8?Q?=E2=80=AEBank?="))
    mailed.book(client_id=pair.client.user_id)
    pair.marketplace.settle()

    subjects = [mail.subject for mail in pair.marketplace.mails()]
    assert any("Bank" in subject for subject in subjects)
    assert all(charset is None for subject in subjects for _, charset in decode_header(subject))
