"""Offers and the packages that clients book of them (product.md, "Words" and "Doubtful cases")."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from plus_one.domain.money import Money
from plus_one.domain.packages import Offer, OfferState, Package, check_bookable, check_end, package_from
from plus_one.domain.refusals import CurrencyMismatch, NotFound, OfferClosed, OfferEndsOutOfReach, Refusal, SamePerson
from plus_one.domain.sessions import Origin, SessionStatus, Trigger, plus_one_session, sessions_of
from tests.builders import CLIENT, MS, NOW, PACKAGE_ID, RATE, offer, package, plus_one, usd
from tests.unit.domain.strategies import prices, sizes


@pytest.mark.parametrize(
    ("written", "expires_at", "state"),
    [
        ("open", None, "open"),
        ("open", NOW + MS, "open"),
        ("open", NOW, "expired"),
        ("open", NOW - MS, "expired"),
        ("booked", NOW - MS, "booked"),
        ("booked", None, "booked"),
        ("withdrawn", NOW - MS, "withdrawn"),
        ("withdrawn", NOW + MS, "withdrawn"),
    ],
)
def test_an_open_offer_expires_at_its_moment_and_a_closed_one_stays_as_it_was_closed(
    written: str, expires_at: object, state: str
) -> None:
    assert offer(written_state=OfferState(written), expires_at=expires_at).state(NOW) == state


@pytest.mark.parametrize("end", [None, NOW + MS, NOW.replace(year=2031)])
def test_an_offer_may_be_open_for_good_or_for_up_to_five_years(end: datetime | None) -> None:
    check_end(end, NOW)


@pytest.mark.parametrize("end", [NOW - MS, NOW, NOW.replace(year=2031) + MS, datetime.max.replace(tzinfo=UTC)])
def test_an_offer_ends_neither_before_it_is_made_nor_after_five_years(end: datetime) -> None:
    with pytest.raises(OfferEndsOutOfReach):
        check_end(end, NOW)


@pytest.mark.parametrize("client_id", [None, CLIENT])
def test_a_client_books_a_standard_offer_or_a_custom_one_that_was_made_for_them(client_id: object) -> None:
    bookable = offer(client_id=client_id, expires_at=NOW + MS)
    assert check_bookable(bookable, CLIENT, NOW) is bookable


@pytest.mark.parametrize(
    ("refused", "refusal"),
    [
        (None, NotFound),
        (offer(client_id="client-2"), NotFound),
        (offer(client_id="client-2", written_state=OfferState.BOOKED), NotFound),
        (offer(client_id="client-2", coach_id=CLIENT), NotFound),
        (offer(coach_id=CLIENT), SamePerson),
        (offer(coach_id=CLIENT, expires_at=NOW), SamePerson),
        (offer(client_id=CLIENT, written_state=OfferState.BOOKED), OfferClosed),
        (offer(written_state=OfferState.WITHDRAWN), OfferClosed),
        (offer(expires_at=NOW), OfferClosed),
    ],
    ids=[
        "no such offer",
        "made for someone else",
        "made for someone else and booked by them",
        "made by oneself for someone else",
        "one's own",
        "one's own and expired",
        "a custom one that is booked",
        "withdrawn",
        "expired",
    ],
)
def test_a_client_books_neither_what_is_closed_nor_what_is_not_theirs_nor_their_own_offer(
    refused: Offer | None, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        check_bookable(refused, CLIENT, NOW)


def test_a_custom_offer_is_for_one_named_client() -> None:
    assert offer(client_id=CLIENT).is_custom
    assert not offer(client_id=None).is_custom


def test_booking_fixes_size_price_rate_and_renewal_as_offered() -> None:
    offered = offer(sessions=3, price=usd(10_000), auto_renewal=False)
    assert package_from(offered, PACKAGE_ID, RATE, NOW) == Package(
        package_id=PACKAGE_ID,
        offer_id=offered.offer_id,
        sessions=3,
        price=usd(10_000),
        rate=usd(3333),
        auto_renewal=False,
        booked_at=NOW,
        rate_before=RATE,
    )


@given(prices, sizes)
def test_the_rate_that_was_shown_is_the_rate_that_is_booked(price: Money, sessions: int) -> None:
    offered = offer(price=price, sessions=sessions)
    assert package_from(offered, PACKAGE_ID, None, NOW).rate == offered.rate


def test_a_package_in_another_currency_than_the_pairings_is_refused() -> None:
    with pytest.raises(CurrencyMismatch):
        package_from(offer(price=Money(66_670, "EUR")), PACKAGE_ID, RATE, NOW)


def test_the_first_package_may_be_in_any_currency() -> None:
    assert package_from(offer(price=Money(10, "JPY"), sessions=4), PACKAGE_ID, None, NOW).rate == Money(3, "JPY")


def test_a_zero_price_is_fine_for_a_package() -> None:
    assert package_from(offer(price=usd(0)), PACKAGE_ID, RATE, NOW).rate == usd(0)


@pytest.mark.parametrize("size", [1, 2, 50])
def test_a_package_comes_with_as_many_booked_sessions_at_its_rate(size: int) -> None:
    bought = package(sessions=size, price=usd(100_000), booked_at=NOW)
    booked = sessions_of(bought)
    assert len({session.session_id for session in booked}) == len(booked) == size
    assert {(s.status, s.origin, s.trigger) for s in booked} == {
        (SessionStatus.BOOKED, Origin.PACKAGE, Trigger.NOTHING)
    }
    assert {(s.rate, s.package_id, s.booked_at) for s in booked} == {(bought.rate, bought.package_id, NOW)}
    assert {(s.completions, s.completed_at, s.outcome, s.cancelled_at) for s in booked} == {(0, None, None, None)}


def test_a_plus_one_is_booked_at_its_rate_and_belongs_to_no_package() -> None:
    booked = plus_one_session(plus_one().session_id, usd(777), NOW + timedelta(hours=1))
    assert booked == plus_one(rate=usd(777), booked_at=NOW + timedelta(hours=1))
    assert (booked.status, booked.origin, booked.package_id) == (SessionStatus.BOOKED, Origin.PLUS_ONE, None)
