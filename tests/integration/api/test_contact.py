"""A client's two switches for the offers of one coach: offers by mail, and offers at all."""

import pytest

from tests.conftest import TABLE, aws
from tests.integration.api.pair import Pair, refused
from tests.marketplace import Json, Marketplace, client, coach

BOTH, NO_MAIL, NO_OFFERS = (
    {"offers_by_mail": True, "offers": True},
    {"offers_by_mail": False, "offers": True},
    {"offers_by_mail": True, "offers": False},
)


def contact(pair: Pair) -> Json:
    reply = pair.by_client("GET", "/contact")
    assert reply.status == 200, reply.body
    return reply.body


def choose(pair: Pair, **switches: bool) -> Json:
    reply = pair.by_client("PUT", "/contact", switches)
    assert reply.status == 200, reply.body
    return reply.body


def contacts(marketplace: Marketplace) -> list[Json]:
    return [item for item in marketplace.items() if item["SK"]["S"].endswith("#CONTACT")]


@pytest.fixture
def offered(pair: Pair) -> Pair:
    """Nothing is booked yet."""
    pair.marketplace.call(pair.client, "GET", "/v1/profile")
    pair.offer(client_id=pair.client.user_id)
    return pair


@pytest.fixture
def booked(pair: Pair) -> Pair:
    pair.book()
    return pair


def test_nothing_is_switched_off_until_the_client_does_it(offered: Pair) -> None:
    assert contact(offered) == BOTH


@pytest.mark.parametrize("wanted", [NO_MAIL, NO_OFFERS, {"offers_by_mail": False, "offers": False}])
def test_what_is_chosen_stays_and_can_be_taken_back(offered: Pair, wanted: dict[str, bool]) -> None:
    assert choose(offered, **wanted) == contact(offered) == wanted
    assert choose(offered, **BOTH) == contact(offered) == BOTH


def test_what_is_left_out_goes_to_its_default(offered: Pair) -> None:
    choose(offered, offers_by_mail=False, offers=False)
    assert choose(offered, offers=False) == NO_OFFERS
    assert choose(offered) == BOTH


def test_a_client_who_has_booked_and_was_never_offered_anything_may_choose_too(booked: Pair) -> None:
    assert contact(booked) == BOTH
    assert choose(booked, offers=False) == contact(booked) == NO_OFFERS


def test_the_same_choice_again_writes_nothing(offered: Pair) -> None:
    choose(offered, offers_by_mail=False)
    with offered.marketplace.writing_nothing():
        assert choose(offered, offers_by_mail=False) == NO_MAIL


def test_choosing_the_defaults_makes_no_contact(booked: Pair) -> None:
    choose(booked)
    assert contacts(booked.marketplace) == []


def test_open_offers_stay_open_when_offers_are_switched_off(offered: Pair) -> None:
    [before] = offered.by_client("GET", "/offers").body["items"]
    choose(offered, offers_by_mail=False, offers=False)
    assert offered.by_client("GET", "/offers").body["items"] == [before]
    assert offered.try_to_book(before["offer_id"]).status == 201


def test_between_two_who_have_nothing_to_do_with_each_other_there_is_no_switch(pair: Pair) -> None:
    pair.marketplace.call(pair.client, "GET", "/v1/profile")
    pair.offer()
    with pair.marketplace.writing_nothing():
        refused(pair.by_client("GET", "/contact"), 404, "NOT_FOUND")
        refused(pair.by_client("PUT", "/contact", NO_MAIL), 404, "NOT_FOUND")


def test_a_choice_is_of_one_client_with_one_coach(offered: Pair) -> None:
    others = [
        Pair(offered.marketplace, offered.client, coach("Robin")),
        Pair(offered.marketplace, client("Sam"), offered.coach),
    ]
    for other in others:
        other.marketplace.call(other.client, "GET", "/v1/profile")
        other.offer(client_id=other.client.user_id)
    choose(offered, offers_by_mail=False, offers=False)
    assert [contact(other) for other in others] == [BOTH, BOTH]


@pytest.mark.parametrize("body", [{"offers": "no"}, {"offers_by_mail": 0}, {"offers": None}, {"mail": True}])
def test_a_switch_is_on_or_off_and_there_are_two(offered: Pair, body: Json) -> None:
    assert offered.by_client("PUT", "/contact", body).status == 422


def test_an_offer_of_version_0_1_0_has_no_contact_and_its_client_may_choose(offered: Pair) -> None:
    """Only its event knows that the two have to do with each other."""

    for item in contacts(offered.marketplace):
        aws("dynamodb").delete_item(TableName=TABLE, Key={name: item[name] for name in ("PK", "SK")})
    assert contact(offered) == BOTH
    assert choose(offered, offers_by_mail=False) == contact(offered) == NO_MAIL


@pytest.mark.parametrize("switch", ["offers_by_mail", "offers"])
def test_the_mail_of_an_offer_that_has_not_left_stays_here_once_a_switch_is_off(offered: Pair, switch: str) -> None:
    choose(offered, **{switch: False})
    offered.marketplace.settle()
    assert offered.marketplace.mails_of("offer_made") == []


def test_all_other_mails_are_sent_as_before(offered: Pair) -> None:
    choose(offered, offers_by_mail=False, offers=False)
    offered.book()
    offered.marketplace.settle()
    assert {mail.to for mail in offered.marketplace.mails_of("package_booked")} == {
        (offered.client.email,),
        (offered.coach.email,),
    }


def test_inbox_and_offers_say_whether_the_two_have_worked_together(offered: Pair) -> None:
    def known() -> list[set[bool]]:
        inbox = offered.marketplace.call(offered.client, "GET", "/v1/inbox")
        replies = inbox, offered.by_client("GET", "/offers")
        return [{offer["worked_together"] for offer in reply.body["items"]} for reply in replies]

    assert known() == [{False}, {False}]
    offered.book()
    assert known() == [{True}, {True}]


def test_the_pairing_with_another_coach_makes_nobody_known(offered: Pair) -> None:
    Pair(offered.marketplace, offered.client, coach("Robin")).book()
    [offer] = offered.marketplace.call(offered.client, "GET", "/v1/inbox").body["items"]
    assert offer["worked_together"] is False


def test_the_mail_of_a_strangers_offer_says_so_and_that_of_a_known_coach_does_not(offered: Pair) -> None:
    offered.marketplace.settle()
    [stranger] = offered.marketplace.mails_of("offer_made")
    assert stranger.subject.startswith("A coach has made you an offer: 3 sessions for USD 200.00")
    assert "You have not worked with Casey before." in (stranger.text or "")
    offered.book()
    offered.offer(client_id=offered.client.user_id)
    offered.marketplace.settle()
    known = offered.marketplace.mails_of("offer_made")[-1]
    assert known.subject.startswith("Casey made you an offer")
    assert "not worked with" not in (known.text or "")
