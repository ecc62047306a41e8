"""Contacts, and the strangers of a coach."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from plus_one.domain.contacts import Contact
from plus_one.domain.ids import UserId
from plus_one.domain.strangers import MOST_STRANGERS, STRANGERS_WINDOW, Strangers
from plus_one.store import contacts, keys, strangers
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table
from tests.began import BEGAN
from tests.integration.samples import AT, CLIENT, COACH, CONTACT, LATER, STRANGERS, left_at_default
from tests.integration.sizes import KB, item_size

# The table removes them by its own clock, so they are of this day.
OF_TODAY = replace(STRANGERS, offered={CLIENT: BEGAN, UserId("somebody-else"): BEGAN + timedelta(hours=1)})
NEW, NO_STRANGERS = Contact(client_id=CLIENT, coach_id=COACH), Strangers(coach_id=COACH)


def put(table: Table, store: Any, thing: Any) -> None:
    """One of this version, over the one before it."""
    table.write(store.put_next(replace(thing, version=0)))
    for version in range(1, thing.version):
        table.write(store.put_next(replace(thing, version=version)))


def stored(table: Table, key: keys.Key) -> Item | None:
    [item] = table.get(key)
    return item


def test_a_contact_comes_back_as_it_was_put(table: Table) -> None:
    put(table, contacts, CONTACT)
    assert contacts.from_item(stored(table, keys.contact(CLIENT, COACH)), CLIENT, COACH) == CONTACT


def test_the_strangers_come_back_as_they_were_put(table: Table) -> None:
    put(table, strangers, OF_TODAY)
    assert strangers.from_item(stored(table, keys.strangers(COACH)), COACH) == OF_TODAY


def test_the_samples_set_every_field() -> None:
    assert left_at_default(CONTACT) == left_at_default(STRANGERS) == []


def test_before_anything_was_offered_there_is_nothing_and_nothing_is_switched_off() -> None:
    assert contacts.from_item(None, CLIENT, COACH) == NEW
    assert strangers.from_item(None, COACH) == NO_STRANGERS


@pytest.mark.parametrize(("store", "thing"), [(contacts, CONTACT), (strangers, OF_TODAY)])
def test_what_another_writer_has_changed_is_not_overwritten(table: Table, store: Any, thing: Any) -> None:
    put(table, store, thing)
    for read in (0, thing.version - 1):
        with pytest.raises(Contended):
            table.write(store.put_next(replace(thing, version=read)))


def test_the_strangers_may_be_removed_once_the_last_of_them_has_left_the_window() -> None:
    [write] = strangers.put_next(STRANGERS).values()
    assert 0 < int(write["Item"]["ttl"]["N"]) - (LATER + STRANGERS_WINDOW).timestamp() <= 1


def test_twenty_strangers_fit_into_one_write_unit() -> None:
    ids = [UserId(f"00000000-0000-4000-8000-{n:012}") for n in range(MOST_STRANGERS)]
    known = Strangers(coach_id=ids[0], version=10**6, offered=dict.fromkeys(ids, AT))
    [write] = strangers.put_next(known).values()
    assert item_size(write["Item"]) <= KB
