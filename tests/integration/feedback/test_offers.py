"""A complaint about an offer is about that coach's offers: it ends their mails, and nothing else."""

from typing import Any

import pytest

from tests.integration.feedback.enrolled import ONE, Pair, flagged
from tests.integration.feedback.news import complained, delivered, hard, soft
from tests.marketplace import Json, Person, coach


@pytest.fixture
def offered(pair: Pair) -> Pair:
    offer(pair, pair.casey)
    return pair


def offer(pair: Pair, by: Person) -> None:
    made = pair.marketplace.call(by, "POST", "/v1/offers", ONE | {"client_id": pair.alex.user_id})
    assert made.status == 201
    pair.marketplace.settle()


def contact(pair: Pair, with_: Person | None = None) -> Json:
    path = f"/v1/coaches/{(with_ or pair.casey).user_id}/contact"
    return pair.marketplace.call(pair.alex, "GET", path).body


def test_a_complaint_about_an_offer_ends_offers_by_mail_of_that_coach(offered: Pair) -> None:
    offered.marketplace.publish(complained(offered.mail("offer_made")))
    assert contact(offered) == {"offers_by_mail": False, "offers": True}
    notice = offered.notice(offered.mail("offer_made"))
    assert (notice["state"], notice["feedback"]) == ("undeliverable", "complained")


def test_it_flags_no_address_and_suspends_the_plus_one_program_with_nobody(offered: Pair) -> None:
    other = Pair(offered.marketplace, offered.alex, coach("Robin"))
    offered.marketplace.publish(complained(offered.mail("offer_made")))
    assert not flagged(offered.alex)
    assert offered.reasons() == other.reasons() == {None}
    assert offered.complete_last() == "BOOKED"
    assert offered.mail("plus_one_booked").subject


def test_offers_of_other_coaches_are_mailed_as_before(offered: Pair) -> None:
    robin = coach("Robin")
    offered.marketplace.publish(complained(offered.mail("offer_made")))
    offer(offered, robin)
    assert contact(offered, robin)["offers_by_mail"] is True
    assert offered.mail("offer_made").tags["coach_id"] == robin.user_id


def test_it_works_between_two_who_have_booked_nothing(pair: Pair) -> None:
    robin = coach("Robin")
    offer(pair, robin)
    pair.marketplace.publish(complained(pair.mail("offer_made")))
    assert contact(pair, robin)["offers_by_mail"] is False
    assert not flagged(pair.alex)


def test_the_same_complaint_again_does_not_undo_that_the_client_switched_it_on_since(offered: Pair) -> None:
    news = complained(offered.mail("offer_made"))
    offered.marketplace.publish(news)
    offered.marketplace.call(offered.alex, "PUT", f"{offered.path}/contact", {})
    with offered.marketplace.writing_nothing():
        offered.marketplace.publish(news)
        offered.marketplace.publish(delivered(offered.mail("offer_made")))
    assert contact(offered)["offers_by_mail"] is True


def test_a_complaint_where_offers_by_mail_are_off_is_noted_and_leaves_the_other_switch(offered: Pair) -> None:
    both_off = {"offers_by_mail": False, "offers": False}
    offered.marketplace.call(offered.alex, "PUT", f"{offered.path}/contact", both_off)
    offered.marketplace.publish(complained(offered.mail("offer_made")))
    assert contact(offered) == both_off
    assert offered.notice(offered.mail("offer_made"))["feedback"] == "complained"


def test_a_hard_bounce_of_an_offer_flags_the_address_as_that_of_any_mail(offered: Pair) -> None:
    offered.marketplace.publish(hard(offered.mail("offer_made")))
    assert flagged(offered.alex)
    assert offered.reasons() == {"NOTICE_UNDELIVERABLE"}
    assert contact(offered)["offers_by_mail"] is True


@pytest.mark.parametrize("news", [soft, delivered])
def test_other_news_of_an_offer_changes_no_switch(offered: Pair, news: Any) -> None:
    offered.marketplace.publish(news(offered.mail("offer_made")))
    assert contact(offered)["offers_by_mail"] is True


def test_a_complaint_about_any_other_mail_leaves_offers_by_mail_on(offered: Pair) -> None:
    offered.marketplace.publish(complained(offered.mail()))
    assert flagged(offered.alex)
    assert contact(offered)["offers_by_mail"] is True


def test_where_no_address_is_flagged_a_complaint_about_an_offer_still_ends_its_mails(
    offered: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no flag but what the client wants."""
    from functions.mail_feedback import app

    monkeypatch.setattr(app, "settings", app.settings._replace(flag_undeliverable="false"))
    offered.marketplace.publish(complained(offered.mail("offer_made")))
    assert contact(offered)["offers_by_mail"] is False
