import base64
import json
from contextlib import suppress
from dataclasses import replace

import pytest

from plus_one.domain.ids import UserId
from plus_one.domain.refusals import BadCursor
from plus_one.store import keys, lists, pairings
from plus_one.store.lists import Listing
from plus_one.store.table import Table
from tests.integration.samples import CLIENT, COACH, NEW_PAIRING
from tests.integration.store.listed import put, put_sessions

OTHER_CLIENT = UserId("b7d5b0a6-2d4e-4b0e-8b66-4b7e2a3f9d10")
OTHER_COACH = UserId("f2b6f0ce-6f0c-4a55-9f43-5a1c1f6e7d21")
BROKEN = ["", "?", "e30", "W10", "WyJhIiwgImIiXQ", "bm90IGpzb24", "\xe9", "A" * 1000]


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
    forged = base64.urlsafe_b64encode(json.dumps([f"PAIRING#{COACH}-z"]).encode()).decode()
    assert lists.page(table, lists.client_pairings(CLIENT), 10, forged).items == []


@pytest.mark.parametrize("tail", ["\ud800", "\x00", "z" * 700], ids=["surrogate", "nul", "long"])
def test_no_cursor_breaks_a_list(table: Table, tail: str) -> None:
    """Refused or an empty page, but never an error of ours."""
    forged = base64.urlsafe_b64encode(json.dumps([keys.session(CLIENT, COACH, tail).sk]).encode()).decode()
    with suppress(BadCursor):
        assert lists.page(table, lists.pair_sessions(CLIENT, COACH, None), 10, forged).items == []
