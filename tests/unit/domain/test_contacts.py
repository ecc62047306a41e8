"""What one coach may offer one client, and how many strangers (product.md, "Doubtful cases")."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from plus_one.domain.contacts import MOST_OFFER_MAILS, Contact, check_offerable
from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.refusals import NoSuchClient, OffersDeclined, Refusal, TooManyOffers, TooManyOpenOffers
from plus_one.domain.strangers import MOST_STRANGERS, Strangers
from tests.builders import CLIENT, COACH, MS, NOW

A_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)
NEW, NOBODY = Contact(client_id=CLIENT, coach_id=COACH), Strangers(coach_id=COACH)


def offered(many: int, expires_at: datetime | None = None, contact: Contact = NEW, at: datetime = NOW) -> Contact:
    for n in range(many):
        contact = contact.with_offer(OfferId(f"{at} {n}"), expires_at, at)
    return contact


def known(many: int, at: datetime = NOW) -> Strangers:
    return replace(NOBODY, offered={UserId(f"client {n}"): at for n in range(many)})


def test_three_offers_are_open_at_most() -> None:
    assert [offered(many).is_full(NOW) for many in range(4)] == [False, False, False, True]


def test_an_offer_that_is_over_counts_no_longer_from_its_end_on() -> None:
    contact = offered(3, expires_at=NOW + A_DAY)
    assert [contact.is_full(NOW + A_DAY - MS), contact.is_full(NOW + A_DAY)] == [True, False]


def test_what_is_over_is_dropped_when_another_offer_is_made_booked_or_withdrawn() -> None:
    contact = offered(2, expires_at=NOW + A_DAY)
    assert list(contact.with_offer(OfferId("new"), None, NOW + A_DAY).open_offers) == ["new"]
    assert contact.without_offer(OfferId("another"), NOW + A_DAY).open_offers == {}


def test_an_offer_that_is_closed_makes_room_for_one() -> None:
    contact = offered(3)
    first = next(iter(contact.open_offers))
    assert len(contact.without_offer(first, NOW).open_offers) == 2
    assert list(contact.with_only({first}).open_offers) == [first]


def test_offers_of_an_older_version_take_up_no_room_and_leave_when_they_are_closed() -> None:
    ids = [OfferId(f"old {n}") for n in range(4)]
    contact = replace(NEW, older=dict.fromkeys(ids))
    assert [contact.is_full(NOW), offered(2, contact=contact).is_full(NOW)] == [False, False]
    assert list(contact.without_offer(ids[0], NOW).older) == ids[1:]


def test_three_offers_are_mailed_within_a_day() -> None:
    assert [offered(many).may_mail(NOW) for many in range(4)] == [True, True, True, False]
    contact = offered(4)
    assert contact.mailed == (NOW,) * MOST_OFFER_MAILS
    assert [contact.may_mail(NOW + A_DAY - MS), contact.may_mail(NOW + A_DAY)] == [False, True]


def test_a_mail_of_more_than_a_day_ago_is_forgotten_with_the_next_one() -> None:
    assert offered(1, contact=offered(3), at=NOW + A_DAY).mailed == (NOW + A_DAY,)


def test_a_broken_clock_keeps_no_mail_and_no_stranger_from_anybody() -> None:
    assert offered(3, at=NOW + A_YEAR).may_mail(NOW)
    known(MOST_STRANGERS, NOW + A_YEAR).check_room(CLIENT, NOW)


def test_who_wants_no_offers_by_mail_gets_none_by_mail() -> None:
    contact = offered(1, contact=replace(NEW, by_mail=False))
    assert (contact.may_mail(NOW), contact.mailed, len(contact.open_offers)) == (False, (), 1)


FULL, CROWD = offered(3), known(MOST_STRANGERS)


@pytest.mark.parametrize(
    ("contact", "strangers", "is_client", "refusal"),
    [
        (FULL, CROWD, False, TooManyOffers),
        (replace(FULL, wanted=False), CROWD, True, TooManyOffers),
        (FULL, CROWD, True, TooManyOffers),
        (FULL, NOBODY, False, NoSuchClient),
        (replace(FULL, wanted=False), NOBODY, True, NoSuchClient),
        (replace(FULL, wanted=False), None, False, OffersDeclined),
        (FULL, NOBODY, True, TooManyOpenOffers),
        (FULL, None, False, TooManyOpenOffers),
    ],
)
def test_of_several_refusals_the_one_that_tells_least_comes_first(
    contact: Contact, strangers: Strangers | None, is_client: bool, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        check_offerable(contact, strangers, NOW, is_client=is_client)


@pytest.mark.parametrize(("strangers", "is_client"), [(NOBODY, True), (None, True), (None, False)])
def test_offers_may_be_made_to_clients_and_to_people_with_a_pairing(
    strangers: Strangers | None, is_client: bool
) -> None:
    check_offerable(NEW, strangers, NOW, is_client=is_client)


def test_the_twenty_first_stranger_has_to_wait_until_the_first_leaves_the_day() -> None:
    known(MOST_STRANGERS - 1).check_room(CLIENT, NOW)
    with pytest.raises(TooManyOffers) as refused:
        CROWD.check_room(CLIENT, NOW + timedelta(hours=1) - MS)
    assert refused.value.retry_after == 23 * 3600 + 1, "rounded up"
    CROWD.check_room(CLIENT, NOW + A_DAY)


def test_a_stranger_counts_once_from_the_first_offer_on() -> None:
    crowd = known(MOST_STRANGERS - 1).with_client(CLIENT, NOW)
    crowd.check_room(CLIENT, NOW)
    assert [crowd.knows(CLIENT, at) for at in (NOW, NOW + A_DAY - MS, NOW + A_DAY)] == [True, True, False]


def test_strangers_of_the_day_before_are_forgotten_with_the_next_one() -> None:
    assert list(CROWD.with_client(CLIENT, NOW + A_DAY).offered) == [CLIENT]
