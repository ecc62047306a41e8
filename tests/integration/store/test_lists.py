from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import Any

import pytest

from plus_one.domain.ids import OfferId, PackageId, UserId
from plus_one.domain.packages import Offer, OfferState
from plus_one.domain.sessions import SessionStatus
from plus_one.store import lists, offers, packages, pairings, renewals, sessions
from plus_one.store.items import text
from plus_one.store.table import Table
from tests.integration.samples import (
    AT,
    CLIENT,
    COACH,
    EVENT,
    LATER,
    NEW_PAIRING,
    OFFER,
    PACKAGE,
    RENEWAL,
    SESSION,
    STANDARD_OFFER,
)
from tests.integration.store.listed import in_pages, numbered, put, put_sessions, walk

OTHER_CLIENT = UserId("b7d5b0a6-2d4e-4b0e-8b66-4b7e2a3f9d10")
OTHER_COACH = UserId("f2b6f0ce-6f0c-4a55-9f43-5a1c1f6e7d21")


def offer(number: int, sample: Offer = STANDARD_OFFER, **changes: Any) -> Offer:
    return replace(sample, offer_id=OfferId(numbered(number + 1)[number]), written_state=OfferState.OPEN, **changes)


@pytest.mark.parametrize("limit", [1, 2, 4, 5, 6, 100])
def test_pages_are_newest_first_and_end_without_an_empty_one(table: Table, limit: int) -> None:
    put_sessions(table, 5)
    newest_first = numbered(5)[::-1]
    pages = walk(table, lists.pair_sessions(CLIENT, COACH, None), limit)
    assert pages == in_pages(newest_first, limit)


def test_a_list_of_nothing_is_one_empty_page(table: Table) -> None:
    assert walk(table, lists.pair_sessions(CLIENT, COACH, None), 1) == [[]]


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_pages_behind_a_filter_lose_nothing_and_are_no_longer_than_asked_for(table: Table, limit: int) -> None:
    booked = [3, 4, 5, 6, 7, 8, 120, 204]
    put_sessions(table, 210, booked)
    pages = walk(table, lists.pair_sessions(CLIENT, COACH, SessionStatus.BOOKED), limit)
    assert [each for page in pages for each in page] == [numbered(210)[number] for number in reversed(booked)]
    assert max(map(len, pages)) <= limit


@pytest.fixture
def short_pages(table: Table) -> Iterator[None]:
    """DynamoDB looks at two items for a page, where it would otherwise look at one megabyte."""
    events, asked = table.client.meta.events, "provide-client-params.dynamodb.Query"

    def look_at_two(params: dict[str, Any], **_: Any) -> None:
        params["Limit"] = 2

    events.register(asked, look_at_two)
    yield
    events.unregister(asked, look_at_two)


@pytest.mark.usefixtures("short_pages")
@pytest.mark.parametrize("limit", [1, 2, 100])
def test_a_list_goes_on_after_a_page_in_which_nothing_matches(table: Table, limit: int) -> None:
    booked = [0, 1, 6]
    put_sessions(table, 12, booked)
    pages = walk(table, lists.pair_sessions(CLIENT, COACH, SessionStatus.BOOKED), limit)
    assert [each for page in pages for each in page] == [numbered(12)[number] for number in reversed(booked)]


@pytest.mark.usefixtures("short_pages")
def test_offers_are_found_behind_pages_of_offers_that_are_closed(table: Table) -> None:
    made = [replace(offer(number), written_state=OfferState.BOOKED) for number in range(1, 9)]
    put(table, [offers.put_new(each) for each in (offer(0), *made)])
    pages = walk(table, lists.open_offers(COACH, CLIENT, text(AT)), 10)
    assert [each for page in pages for each in page] == numbered(1)


@pytest.mark.parametrize("count", [99, 100, 101])
def test_a_filter_that_lets_nothing_through_ends(table: Table, count: int) -> None:
    put_sessions(table, count)
    pages = walk(table, lists.pair_sessions(CLIENT, COACH, SessionStatus.CANCELLED), 1)
    assert not any(pages)
    assert len(pages) in (ceil(count / 4), count // 4 + 1)  # at its very end, DynamoDB may ask for one page more


def test_a_largest_page_is_as_large_as_it_is_asked_for(table: Table) -> None:
    put_sessions(table, 101)
    assert [len(page) for page in walk(table, lists.pair_sessions(CLIENT, COACH, None), 100)] == [100, 1]


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 201])
def test_a_whole_list_is_all_of_it_once_newest_first(table: Table, count: int) -> None:
    put_sessions(table, count)
    found = lists.whole(table, lists.pair_sessions(CLIENT, COACH, None))
    assert [item["session_id"] for item in found] == numbered(count)[::-1]


def test_a_cursor_stays_where_it_is_when_something_new_comes(table: Table) -> None:
    listing = lists.pair_sessions(CLIENT, COACH, None)
    put_sessions(table, 4)
    first = lists.page(table, listing, 2, None)
    put_sessions(table, 6)
    second = lists.page(table, listing, 2, first.next)
    assert [item["session_id"] for item in second.items] == numbered(2)[::-1]


def test_each_list_has_its_own_kind_and_pair_only(table: Table) -> None:
    pair, others = (CLIENT, COACH), [(CLIENT, OTHER_COACH), (OTHER_CLIENT, COACH), (CLIENT, UserId(COACH + "0"))]
    for each in (pair, *others):
        put(table, [packages.put_new(*each, replace(PACKAGE, package_id=PackageId(f"P-{each[0][:4]}-{each[1]}")))])
        put(table, [sessions.put_new(*each, SESSION), renewals.put_pending(*each, RENEWAL, EVENT.event_id)])
    assert walk(table, lists.pair_packages(*pair), 10) == [[f"P-{CLIENT[:4]}-{COACH}"]]
    assert walk(table, lists.pair_sessions(*pair, None), 10) == [[SESSION.session_id]]


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_my_coaches_are_the_pairings_of_one_client(table: Table, limit: int) -> None:
    mine = [replace(NEW_PAIRING, coach_id=UserId(f"coach-{number}")) for number in range(3)]
    put(table, [pairings.put_next(each) for each in (*mine, replace(mine[0], client_id=OTHER_CLIENT))])
    pages = walk(table, lists.client_pairings(CLIENT), limit)
    assert pages == in_pages(["coach-2", "coach-1", "coach-0"], limit)


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_a_roster_is_the_pairings_of_one_coach(table: Table, limit: int) -> None:
    mine = [replace(NEW_PAIRING, client_id=UserId(f"client-{number}")) for number in range(3)]
    put(table, [pairings.put_next(each) for each in (*mine, replace(mine[0], coach_id=OTHER_COACH))])
    pages = walk(table, lists.roster(COACH), limit, "PK")
    assert pages == in_pages(["client-2", "client-1", "client-0"], limit)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_an_inbox_has_the_offers_of_all_coaches_newest_first(table: Table, limit: int) -> None:
    mine = [offer(number, OFFER, coach_id=coach) for number, coach in enumerate((COACH, OTHER_COACH, COACH))]
    put(table, [offers.put_new(each) for each in (*mine, offer(3, OFFER, client_id=OTHER_CLIENT), offer(4))])
    assert walk(table, lists.inbox(CLIENT), limit) == in_pages(numbered(3)[::-1], limit)


def test_a_coach_sees_all_offers_and_a_client_those_that_it_may_book(table: Table) -> None:
    made = [
        offer(0),
        offer(1, OFFER),
        offer(2, OFFER, client_id=OTHER_CLIENT),
        replace(offer(3), written_state=OfferState.BOOKED),
        offer(4, expires_at=LATER),
        offer(5, expires_at=AT),
    ]
    put(table, [offers.put_new(each) for each in (*made, replace(offer(6), coach_id=OTHER_COACH))])
    assert walk(table, lists.coach_offers(COACH), 10) == [numbered(6)[::-1]]
    open_now = lists.open_offers(COACH, CLIENT, text(AT))
    assert walk(table, open_now, 10) == [[numbered(6)[number] for number in (4, 1, 0)]]
