import base64
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import batched
from typing import Any

import pytest

from plus_one.domain.ids import OfferId, PackageId, SessionId, UserId
from plus_one.domain.packages import Offer, OfferState
from plus_one.domain.refusals import BadCursor
from plus_one.domain.sessions import SessionStatus
from plus_one.store import keys, lists, offers, packages, pairings, renewals, sessions
from plus_one.store.items import text
from plus_one.store.lists import Listing
from plus_one.store.table import Table, Write
from tests.integration.samples import (
    AT,
    BOOKED_SESSION,
    CLIENT,
    COACH,
    LATER,
    NEW_PAIRING,
    OFFER,
    PACKAGE,
    RENEWAL,
    SESSION,
    STANDARD_OFFER,
)

OTHER_CLIENT = UserId("b7d5b0a6-2d4e-4b0e-8b66-4b7e2a3f9d10")
OTHER_COACH = UserId("f2b6f0ce-6f0c-4a55-9f43-5a1c1f6e7d21")
BROKEN = ["", "?", "e30", "W10", "WyJhIiwgImIiXQ", "bm90IGpzb24", "\xe9", "A" * 1000]


def put(table: Table, writes: Sequence[Write]) -> None:
    for chunk in batched(writes, 25, strict=False):
        requests: Any = [{"PutRequest": {"Item": write["Put"]["Item"]}} for write in chunk]
        table.client.batch_write_item(RequestItems={table.name: requests})


def walk(table: Table, listing: Listing, limit: int, attribute: str = "SK") -> list[list[str]]:
    """Where the keys of each page end, to the last page."""
    pages: list[list[str]] = []
    cursor = None
    while not pages or cursor:
        page = lists.page(table, listing, limit, cursor)
        pages.append([item[attribute].rpartition("#")[2] for item in page.items])
        cursor = page.next
    return pages


def in_pages(sort_keys: list[str], limit: int) -> list[list[str]]:
    return [list(chunk) for chunk in batched(sort_keys, limit, strict=False)]


def numbered(count: int) -> list[str]:
    return [f"01KA{number:022}" for number in range(count)]


def put_sessions(table: Table, count: int, booked: Sequence[int] = ()) -> None:
    """Of the numbers given, booked; all others are completed."""
    done = replace(BOOKED_SESSION, status=SessionStatus.COMPLETED)
    found = [
        replace(BOOKED_SESSION if number in booked else done, session_id=SessionId(session_id))
        for number, session_id in enumerate(numbered(count))
    ]
    put(table, [sessions.put_new(CLIENT, COACH, each) for each in found])


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


def test_a_filter_reads_on_until_the_page_is_full(table: Table) -> None:
    booked = [3, 4, 120, 204]
    put_sessions(table, 210, booked)
    wanted = [numbered(210)[number] for number in reversed(booked)]
    for limit in (1, 2, 3, 4, 5, 100):
        pages = walk(table, lists.pair_sessions(CLIENT, COACH, SessionStatus.BOOKED), limit)
        assert pages == in_pages(wanted, limit)


@pytest.mark.parametrize("count", [99, 100, 101])
def test_a_filter_that_lets_nothing_through_ends(table: Table, count: int) -> None:
    put_sessions(table, count)
    assert walk(table, lists.pair_sessions(CLIENT, COACH, SessionStatus.CANCELLED), 1) == [[]]


def test_a_largest_page_is_as_large_as_it_is_asked_for(table: Table) -> None:
    put_sessions(table, 101)
    assert [len(page) for page in walk(table, lists.pair_sessions(CLIENT, COACH, None), 100)] == [100, 1]


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
        put(table, [sessions.put_new(*each, SESSION), renewals.put_pending(*each, RENEWAL)])
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


@pytest.mark.parametrize("cursor", BROKEN)
@pytest.mark.parametrize("listing", [lists.pair_sessions(CLIENT, COACH, None), lists.roster(COACH)])
def test_a_broken_cursor_is_refused(table: Table, listing: Listing, cursor: str) -> None:
    with pytest.raises(BadCursor):
        lists.page(table, listing, 1, cursor)


def test_a_cursor_of_another_list_is_refused(table: Table) -> None:
    own = lists.pair_sessions(CLIENT, COACH, None)
    put_sessions(table, 2)
    cursor = lists.page(table, own, 1, None).next
    elsewhere = [
        lists.pair_packages(CLIENT, COACH),
        lists.pair_sessions(CLIENT, OTHER_COACH, None),
        lists.client_pairings(CLIENT),
        lists.coach_offers(COACH),
        lists.roster(COACH),
        lists.inbox(CLIENT),
    ]
    for listing in elsewhere:
        with pytest.raises(BadCursor):
            lists.page(table, listing, 1, cursor)


def test_a_cursor_of_one_index_is_refused_by_another_list_of_it(table: Table) -> None:
    put(table, [pairings.put_next(replace(NEW_PAIRING, client_id=UserId(f"client-{n}"))) for n in range(2)])
    cursor = lists.page(table, lists.roster(COACH), 1, None).next
    for listing in (lists.inbox(CLIENT), lists.client_pairings(CLIENT), lists.coach_offers(COACH)):
        with pytest.raises(BadCursor):
            lists.page(table, listing, 1, cursor)


def test_a_cursor_never_leads_into_another_partition(table: Table) -> None:
    """Even one that was made up: the partition is the list's own."""
    put(table, [pairings.put_next(replace(NEW_PAIRING, client_id=OTHER_CLIENT))])
    forged = base64.urlsafe_b64encode(json.dumps([f"PAIRING#{COACH}~"]).encode()).decode()
    assert lists.page(table, lists.client_pairings(CLIENT), 10, forged).items == []


@pytest.mark.parametrize("tail", ["\ud800", "\x00", "~" * 700], ids=["surrogate", "nul", "long"])
def test_no_cursor_breaks_a_list(table: Table, tail: str) -> None:
    """Refused or an empty page, but never an error of ours."""
    forged = base64.urlsafe_b64encode(json.dumps([keys.session(CLIENT, COACH, tail).sk]).encode()).decode()
    with suppress(BadCursor):
        assert lists.page(table, lists.pair_sessions(CLIENT, COACH, None), 10, forged).items == []
