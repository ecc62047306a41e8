"""What a list costs is bounded by its page, whatever lies beside it, and what it shows is true all the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import pytest

from ops.backfill import backfill
from plus_one.actions import browse
from plus_one.actions.browse import Paging
from plus_one.actions.flag_address import flag_address
from plus_one.actions.follow_profile import follow_profile
from plus_one.actions.reading import current_profile
from plus_one.actions.save_profile import save_profile
from plus_one.domain.ids import OfferId, UserId, ulid
from plus_one.domain.packages import MOST_STANDARD_OFFERS, Offer, OfferState
from plus_one.domain.refusals import TooManyStandardOffers
from plus_one.domain.sessions import SessionStatus
from plus_one.store import due, keys, lists, offers, open_offers, pairings, profiles
from plus_one.store.table import Table, update
from tests import builders
from tests.integration.acting import Acting, renew_copies
from tests.integration.samples import CLIENT, COACH
from tests.integration.store.listed import put, put_sessions
from tests.kept import everything

CLOSED = 300


def open_to(acting: Acting, limit: int = 25, now: datetime | None = None) -> list[list[str]]:
    """The pages of the list of a coach's offers, as the client sees them."""
    found: list[list[str]] = []
    cursor: str | None = None
    while not found or cursor:
        ids = acting.coach.user_id, acting.client.user_id
        page = browse.open_offers(acting.table, *ids, now or acting.now(), Paging(limit, cursor))
        found.append([each.offer.offer_id for each in page.things])
        cursor = page.next
    return found


def some(acting: Acting, number: int, *, days: int = -1, **given: Any) -> list[Offer]:
    """As they lie in a table, older than what is offered now; or newer."""
    before = acting.begins + timedelta(days=days)
    return [
        builders.offer(coach_id=acting.coach.user_id, offer_id=OfferId(ulid(before, n)), **given) for n in range(number)
    ]


def count_of(acting: Acting) -> int:
    [item] = acting.table.get(keys.open_count(acting.coach.user_id))
    return item["open"] if item else 0


def counted(acting: Acting) -> list[str]:
    items = everything(acting.table)
    return [item["offer_id"] for item in items if item.get("GSI1PK") == keys.open_offers(acting.coach.user_id)]


def set_count(acting: Acting, number: int) -> None:
    key = keys.open_count(acting.coach.user_id)
    acting.table.write(update(key, "SET #open = :n", "attribute_exists(PK)", {"#open": "open"}, n=number))


def test_what_is_open_is_on_the_first_page_whatever_closed_offers_lie_beside_it(table: Table) -> None:
    acting = Acting(table)
    custom, standard = acting.offer(custom=True), acting.offer()
    withdrawn = some(acting, CLOSED, written_state=OfferState.WITHDRAWN)
    booked = some(acting, 2 * CLOSED, written_state=OfferState.BOOKED, client_id=acting.client.user_id)[CLOSED:]
    put(table, [offers.put_new(each) for each in chain(withdrawn, booked)])

    assert open_to(acting, 1) == [[standard.offer_id], [custom.offer_id]]
    assert open_to(acting, 2) == [[standard.offer_id, custom.offer_id]]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_standard_and_custom_offers_come_newest_first_under_one_cursor(table: Table, limit: int) -> None:
    acting = Acting(table)
    made = [acting.offer(custom=number in (0, 3, 6)).offer_id for number in range(7)]

    found = open_to(acting, limit)
    assert [offer_id for page in found for offer_id in page] == made[::-1]
    assert len(found) == -(-7 // limit)


def test_an_offer_that_is_withdrawn_leaves_the_list_and_the_count(table: Table) -> None:
    acting = Acting(table)
    first, second = acting.offer(), acting.offer()
    for _ in range(2):
        acting.withdraw(first)

    assert (open_to(acting), counted(acting), count_of(acting)) == ([[second.offer_id]], [second.offer_id], 1)


def test_an_offer_whose_time_is_up_is_in_no_list(table: Table) -> None:
    acting = Acting(table)
    ends = acting.begins + timedelta(hours=1)
    put(table, [open_offers.put_new(each)[0] for each in some(acting, 6, expires_at=ends)])
    lasting = acting.offer()

    assert [len(page) for page in open_to(acting, 10)] == [7]
    assert [each for page in open_to(acting, 10, ends) for each in page] == [lasting.offer_id]


def test_of_the_standard_offers_of_a_coach_100_are_open_and_no_more(table: Table) -> None:
    acting = Acting(table)
    first = acting.offer()
    set_count(acting, MOST_STANDARD_OFFERS - 1)
    acting.offer()
    for _ in range(2):
        with pytest.raises(TooManyStandardOffers):
            acting.offer()
    acting.offer(custom=True)
    acting.withdraw(first)
    acting.offer()
    assert (count_of(acting), MOST_STANDARD_OFFERS) == (100, 100)


def test_an_offer_that_is_made_at_the_same_moment_counts(table: Table) -> None:
    acting = Acting(table)
    acting.offer()
    set_count(acting, MOST_STANDARD_OFFERS - 1)
    with between_reading_and_writing(acting, acting.offer), pytest.raises(TooManyStandardOffers):
        acting.offer()
    assert (count_of(acting), len(counted(acting))) == (100, 2)


def test_offers_whose_time_is_up_make_room_for_new_ones(table: Table) -> None:
    acting = Acting(table)
    acting.offer()
    past = some(acting, 60, expires_at=acting.begins - timedelta(hours=1))
    put(table, [open_offers.put_new(each)[0] for each in past])
    set_count(acting, MOST_STANDARD_OFFERS)
    acting.offer()

    assert (count_of(acting), len(counted(acting))) == (61, 22)
    assert len([item for item in everything(table) if item.get("state") == "open"]) == 62


def test_an_offer_costs_what_the_first_one_does(table: Table) -> None:
    """A key finds what was made, although the coach has reached the limit since."""
    acting = Acting(table)
    made = acting.offer(key="a key")
    set_count(acting, MOST_STANDARD_OFFERS)
    assert acting.offer(key="a key") == made


@pytest.mark.parametrize("limit", [1, 5])
def test_a_filter_looks_at_four_items_for_each_of_a_page(table: Table, limit: int) -> None:
    put_sessions(table, 60, [0])
    listing, asked = lists.pair_sessions(CLIENT, COACH, SessionStatus.BOOKED), list[int]()
    found: list[int] = []
    cursor: str | None = None
    with watching(table, asked):
        while not found or cursor:
            page = lists.page(table, listing, limit, cursor)
            found.append(len(page.items))
            cursor = page.next
    assert (sum(found), set(asked)) == (1, {4 * limit})
    assert len(found) >= 60 // (4 * limit)


def test_a_name_reaches_every_pairing_a_hundred_in_a_turn(table: Table) -> None:
    acting = Acting(table)
    acting.booked()
    [pairing] = [item for item in everything(table) if item["type"] == "pairing"]
    known = replace(pairings.from_item(pairing), version=0)
    put(table, [pairings.put_next(replace(known, client_id=UserId(f"client-{n}"))) for n in range(130)])
    save_profile(table, acting.request(acting.coach), "Professor Casey", "UTC")
    renew_copies(table, acting.now())

    assert {item["coach"] for item in everything(table) if item["type"] == "pairing"} == {"Professor Casey"}
    [profile] = table.get(keys.profile(acting.coach.user_id))
    assert profile
    assert not {"due_shard", "due_at", "renewed"} & profile.keys()


def test_a_name_that_is_saved_while_another_is_copied_is_copied_too(table: Table) -> None:
    acting = Acting(table)
    acting.booked()
    save_profile(table, acting.request(acting.coach), "The first", "UTC")
    with between_reading_and_writing(acting, lambda: save_profile(table, acting.request(acting.coach), "Last", "UTC")):
        renew_copies(table, acting.now())

    assert {item["coach"] for item in everything(table) if item["type"] == "pairing"} == {"Last"}


def test_a_pairing_that_cannot_be_read_stops_no_copy_of_the_others(table: Table) -> None:
    """The failure is raised after the turn, for the log."""
    acting = Acting(table)
    coach, people = acting.coach, [replace(acting.client, user_id=UserId(f"client-{name}")) for name in "abc"]
    for client in people:
        replace(acting, client=client).booked()
    table.write(update(keys.pairing(people[0].user_id, coach.user_id), "REMOVE package", "attribute_exists(PK)"))
    save_profile(table, acting.request(coach), "Zoe", "UTC")

    with pytest.raises(KeyError):
        follow_profile(table, coach.user_id, 0, acting.now())
    listed = [browse.my_coaches(table, client.user_id, Paging(25, None)).things for client in people[1:]]
    assert [pairing.coach_name for [pairing] in listed] == ["Zoe", "Zoe"]
    assert list(due.due_profiles(table, acting.now() + timedelta(hours=1))) == []


def test_a_flag_that_is_copied_while_a_new_address_comes_leaves_the_lists(table: Table) -> None:
    """The profile was read before the flag, and the address is written after the sweep has copied it."""
    acting = Acting(table)
    acting.booked()
    me = acting.client.user_id
    [before] = table.get(keys.profile(me))
    assert before
    flag_address(table, profiles.from_item(before), acting.now())
    renew_copies(table, acting.now())
    assert [each.client_undeliverable for each in browse.my_coaches(table, me, Paging(25, None)).things] == [True]

    moved = replace(acting, client=replace(acting.client, email="new@example.com", as_of=acting.client.as_of + 1))
    current_profile(table, moved.request(moved.client), before)
    renew_copies(table, acting.now())
    assert [each.client_undeliverable for each in browse.my_coaches(table, me, Paging(25, None)).things] == [False]


def test_open_offers_of_an_older_version_are_listed_before_and_after_the_backfill(table: Table) -> None:
    acting = of_an_older_version(Acting(table))
    table.client.delete_item(TableName=table.name, Key={"PK": {"S": "TABLE"}, "SK": {"S": "OPEN_OFFERS"}})
    before = [each for page in open_to(acting) for each in page]
    assert len(before) == 5
    assert len(list(backfill(table, acting.now(), dry_run=True))) == 5
    assert counted(acting) == []
    assert len(list(backfill(table, acting.now(), dry_run=False))) == 6
    assert list(backfill(table, acting.now(), dry_run=False)) == []
    assert [each for page in open_to(acting) for each in page] == before
    assert (len(counted(acting)), count_of(acting)) == (3, 3)


def test_what_is_closed_beside_the_backfill_stays_closed(table: Table) -> None:
    acting = of_an_older_version(Acting(table))
    standard, custom = (some(acting, 5)[0], replace(some(acting, 5)[3], client_id=acting.client.user_id))

    def close() -> None:
        acting.withdraw(standard)
        acting.book(custom)

    with between_reading_and_writing(acting, close):
        list(backfill(table, acting.now(), dry_run=False))
    assert (len(counted(acting)), count_of(acting)) == (2, 2)
    assert len([each for page in open_to(acting) for each in page]) == 3


def test_the_backfill_takes_out_what_an_older_version_has_closed(table: Table) -> None:
    """Somebody went back to it, and forward again."""
    acting = Acting(table)
    for offer in (acting.offer(), acting.offer(custom=True)):
        key = keys.offer(acting.coach.user_id, offer.offer_id)
        table.write(update(key, "SET #s = :w", "attribute_exists(PK)", {"#s": "state"}, w="withdrawn"))
    assert open_to(acting) == [[]]
    assert len(list(backfill(table, acting.now(), dry_run=False))) == 2
    assert (counted(acting), count_of(acting)) == ([], 0)
    [contact] = table.get(keys.contact(acting.client.user_id, acting.coach.user_id))
    assert contact
    assert contact["open"] == {}


def of_an_older_version(acting: Acting) -> Acting:
    """It knew neither the keys nor the contact."""
    made = some(acting, 6)
    custom = [replace(each, client_id=acting.client.user_id) for each in made[3:5]]
    closed = replace(made[5], written_state=OfferState.WITHDRAWN)
    put(acting.table, [offers.put_new(each) for each in [*made[:3], *custom, closed]])
    return acting


@contextmanager
def between_reading_and_writing(acting: Acting, act: Any) -> Iterator[None]:
    """Something else happens once, before the first transaction or write of what is done here."""
    commit, write = Table.commit, Table.write

    def first(name: str) -> Any:
        def late(table: Table, *writes: Any) -> None:
            patch.undo()
            act()
            getattr(table, name)(*writes)

        return late

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "commit", first("commit"))
        patch.setattr(Table, "write", first("write"))
        yield
    assert (Table.commit, Table.write) == (commit, write)


@contextmanager
def watching(table: Table, asked: list[int]) -> Iterator[None]:
    """How many items a query may look at."""
    events, name = table.client.meta.events, "provide-client-params.dynamodb.Query"

    def watch(params: dict[str, Any], **_: Any) -> None:
        asked.append(params["Limit"])

    events.register(name, watch)
    yield
    events.unregister(name, watch)
