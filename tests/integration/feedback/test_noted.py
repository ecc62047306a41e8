"""What SES tells about a mail, through the real handler: the notice remembers it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.integration.feedback.enrolled import Pair, flagged
from tests.integration.feedback.news import complained, delivered, hard, soft


def test_a_delivery_is_noted_and_changes_nothing_else(pair: Pair) -> None:
    pair.marketplace.publish(delivered(pair.mail()))
    notice = pair.notice(pair.mail())
    assert (notice["state"], notice["feedback"]) == ("sent", "delivered")
    assert not flagged(pair.alex)
    assert pair.reasons() == {None}


def test_a_soft_bounce_is_noted_and_the_next_mail_goes_out(pair: Pair) -> None:
    pair.marketplace.publish(soft(pair.mail()))
    notice = pair.notice(pair.mail())
    assert (notice["state"], notice["feedback"]) == ("sent", "bounced")
    assert pair.complete_last() == "BOOKED"
    assert pair.mail("plus_one_booked").subject


@pytest.mark.parametrize(
    "order", [(delivered, soft, hard, complained), (complained, delivered, soft, hard), (hard, complained, delivered)]
)
def test_the_order_of_the_news_does_not_matter(pair: Pair, order: tuple[Any, ...]) -> None:
    for news in (*order, *order):
        pair.marketplace.publish(news(pair.mail()))
    notice = pair.notice(pair.mail())
    assert (notice["state"], notice["feedback"]) == ("undeliverable", "complained")
    assert flagged(pair.alex)


def test_that_a_mail_was_no_spam_changes_nothing(pair: Pair) -> None:
    news = complained(pair.mail())
    news["detail"]["complaint"]["complaintFeedbackType"] = "not-spam"
    with pair.marketplace.writing_nothing():
        pair.marketplace.publish(news)
    pair.marketplace.publish(hard(pair.mail()))
    with pair.marketplace.writing_nothing():
        pair.marketplace.publish(news)


def test_news_of_what_is_not_there_is_let_go(pair: Pair) -> None:
    mail = pair.mail()
    with pair.marketplace.writing_nothing():
        for tags in ({"event_id": "01KUNKNOWN0000000000000000"}, {"client_id": "nobody"}, {"coach_id": "nobody"}):
            pair.marketplace.publish(hard(replace(mail, tags={**mail.tags, **tags})))
        pair.marketplace.publish(hard(replace(mail, tags={})))


@pytest.mark.parametrize(
    ("kind", "noted"), [("delivery", "delivered"), ("bounce", "bounced"), ("complaint", "complained")]
)
def test_an_event_like_the_sample_is_noted(pair: Pair, kind: str, noted: str) -> None:
    event = json.loads((ROOT / "events" / f"mail_feedback_{kind}.json").read_text(encoding="utf-8"))
    mail = pair.mail()
    event["detail"]["mail"]["tags"] |= {name: [value] for name, value in mail.tags.items()}
    pair.marketplace.publish(event)
    assert pair.notice(mail)["feedback"] == noted
