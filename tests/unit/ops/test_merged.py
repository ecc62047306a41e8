"""After a loss people sign in and deal again; what the restored copy says of them is put together with that."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ops.restore.merged import merge
from plus_one.domain.ids import UserId
from plus_one.domain.limits import Window
from plus_one.store import keys, windows
from plus_one.store.items import unmarshal

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = keys.profile(UserId("alex"))
COPY = {"type": "profile", "seq": 5, "name": "Alexandra", "email": "a@example.com", "email_as_of": 10}
FLAGGED = COPY | {"undeliverable": True}
SIGNED_IN = {"type": "profile", "seq": 1, "name": "Alex", "email": "a@example.com", "email_as_of": 20}
CONTACT = {"type": "contact", "open": {}, "mailed": [], "by_mail": True, "wanted": True}


def merged(theirs: Any, ours: Any) -> Any:
    write = merge(KEY, theirs, ours)
    return write and unmarshal(write["Put"]["Item"])


def test_what_a_person_said_before_the_loss_counts_and_the_flag_of_their_address_stays() -> None:
    assert merged(FLAGGED, SIGNED_IN) == FLAGGED | KEY.item() | {"seq": 6}


def test_an_address_that_was_verified_after_the_loss_stays_and_is_not_flagged() -> None:
    moved = SIGNED_IN | {"email": "new@example.com"}
    assert merged(FLAGGED, moved) == COPY | KEY.item() | {"seq": 6, "email": "new@example.com", "email_as_of": 20}


def test_an_address_that_is_older_than_that_of_the_copy_does_not_come_back() -> None:
    assert merged(COPY, SIGNED_IN | {"email": "old@example.com", "email_as_of": 5})["email"] == "a@example.com"


def test_what_was_changed_more_often_since_or_not_at_all_stays_as_it_is() -> None:
    assert merged(COPY, COPY | {"seq": 6, "name": "Lex"}) is None
    assert merged(COPY, COPY) is None


@pytest.mark.parametrize("switch", ["by_mail", "wanted"])
def test_offers_that_a_client_has_switched_off_on_either_side_stay_off(switch: str) -> None:
    on, off = CONTACT | {"version": 2}, CONTACT | {"version": 2, switch: False}
    assert merged(on | {"version": 3}, off)[switch] is False
    assert merged(off | {"version": 3}, on)[switch] is False


def test_open_offers_and_the_latest_mails_of_both_sides_are_counted() -> None:
    theirs = CONTACT | {"version": 2, "open": {"a": ""}, "mailed": ["1", "2"]}
    both = merged(theirs, CONTACT | {"version": 1, "open": {"b": ""}, "mailed": ["3", "4"]})
    assert (both["open"], both["mailed"], both["version"]) == ({"a": "", "b": ""}, ["2", "3", "4"], 3)


def test_what_was_counted_last_of_the_offers_made_stays() -> None:
    made = [windows.written(Window(at, count)) for at, count in ((NOON, 9), (NOON, 3), (NOON - timedelta(hours=9), 20))]
    for theirs, ours in ((0, 1), (1, 0), (0, 2), (2, 0)):
        both = merged(CONTACT | {"version": 2, "made": made[theirs]}, CONTACT | {"version": 1, "made": made[ours]})
        assert both["made"] == made[0]
