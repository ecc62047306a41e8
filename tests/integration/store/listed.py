"""Filling a table for its lists, and reading a list page by page."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import batched
from typing import Any

from plus_one.domain.ids import SessionId
from plus_one.domain.sessions import SessionStatus
from plus_one.store import lists, sessions
from plus_one.store.lists import Listing
from plus_one.store.table import Table, Write
from tests.integration.samples import BOOKED_SESSION, CLIENT, COACH


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
