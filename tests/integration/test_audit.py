"""The auditor on a table that others are writing to, and its command."""

from datetime import timedelta
from typing import Any

import pytest

from ops.audit.__main__ import main
from ops.audit.audit import OVERDUE, Audited, audit
from plus_one import clock
from plus_one.domain.contacts import Contact
from plus_one.domain.renewals import Due
from plus_one.store import due, keys, suspensions
from plus_one.store.items import marshal
from plus_one.store.table import Table, update
from tests.integration.acting import Acting, renewal_records
from tests.kept import everything


@pytest.fixture
def acting(table: Table) -> Acting:
    """A custom package is used up; its renewal is pending."""
    acting = Acting(table)
    booking = acting.book(acting.offer(1, custom=True))
    acting.enroll()
    acting.complete(booking.sessions[0].session_id)
    return acting


def wrong(acting: Acting, later: timedelta = timedelta()) -> list[str]:
    [audited] = audit(acting.table, acting.now() + later)
    assert audited.whose == (acting.client.user_id, acting.coach.user_id)
    return audited.wrong


def break_pairing(acting: Acting, expression: str, **values: Any) -> None:
    key = keys.pairing(acting.client.user_id, acting.coach.user_id)
    acting.table.write(update(key, expression, "attribute_exists(PK)", **values))


def test_a_story_is_right_and_its_renewal_must_be_settled_in_time(acting: Acting) -> None:
    assert wrong(acting) == []
    [late] = wrong(acting, OVERDUE + timedelta(minutes=2))
    assert late.startswith("renewal ")
    assert "is due since" in late


def test_a_renewal_that_fails_again_and_again_is_overdue(acting: Acting) -> None:
    """Each failure moves the moment when the sweep looks again."""
    late = acting.now() + OVERDUE + timedelta(minutes=2)
    for key in list(due.due_by(acting.table, late)):
        due.put_off(acting.table, key, late)
    [named] = wrong(acting, OVERDUE + timedelta(minutes=2))
    assert "is due since" in named


def test_a_renewal_may_wait_while_one_of_the_two_is_suspended_and_an_hour_longer(acting: Acting) -> None:
    suspended = acting.client.user_id
    acting.table.write(suspensions.put_suspended(suspended, "spam", acting.now()))
    [waiting] = map(acting.settle, renewal_records(everything(acting.table)))
    assert waiting is None
    assert wrong(acting, timedelta(hours=5)) == []
    acting.table.write(suspensions.put_resumed(suspended, acting.now()))
    assert wrong(acting, timedelta(hours=1)) == []

    [named] = wrong(acting, timedelta(hours=1) + OVERDUE + timedelta(minutes=1))
    assert named.endswith("waits, and nobody is suspended")


def test_what_is_settled_waits_for_nobody(acting: Acting) -> None:
    for due_ in renewal_records(everything(acting.table)):
        acting.settle(due_)
        key = keys.renewal(*due_)
        acting.table.write(update(key, "SET waits_for = :cause", "attribute_exists(PK)", cause="SUSPENDED"))

    assert any("is booked and waits for SUSPENDED" in each for each in wrong(acting))


def test_a_renewal_among_the_notices_would_wait_for_mails_and_is_named(acting: Acting) -> None:
    [key] = [key for key in due.heads(acting.table) if isinstance(due.named(key), Due)]
    acting.table.write(update(key, "SET due_shard = :shard", "attribute_exists(PK)", shard="NOTICE#1"))
    [named] = wrong(acting)
    assert named.endswith("is due in NOTICE#1, where nobody looks for it in time")


def test_what_is_of_no_known_type_is_named_and_stops_nothing(acting: Acting) -> None:
    place = {"PK": keys.client(acting.client.user_id), "SK": f"{keys.coach(acting.coach.user_id)}#NOTE#1"}
    acting.table.client.put_item(TableName=acting.table.name, Item=marshal(place | {"type": "note"}))
    acting.table.client.put_item(TableName=acting.table.name, Item=marshal({"PK": "CLIENT#x", "SK": "odd"}))
    assert wrong(acting) == [f"{place['SK']} is of no known type: note"]


def test_what_is_wrong_is_named(acting: Acting) -> None:
    break_pairing(acting, "SET on_deck = :two", two=2)
    assert wrong(acting) == ["on deck is 2, but 0 sessions are booked"]


def test_what_cannot_be_read_is_named_too(acting: Acting) -> None:
    break_pairing(acting, "REMOVE on_deck")
    assert wrong(acting) == ["cannot be read: KeyError('on_deck')"]


def test_a_custom_offer_that_nobody_booked_is_no_violation_until_it_says_so(acting: Acting) -> None:
    offer = acting.offer(2, custom=True)
    assert wrong(acting) == []
    key = keys.offer(acting.coach.user_id, offer.offer_id)
    acting.table.write(update(key, "SET #s = :b", "attribute_exists(PK)", {"#s": "state"}, b="booked"))
    assert wrong(acting) == [
        f"custom offer {offer.offer_id} is booked and was booked 0 times",
        f"offer {offer.offer_id} is in the contact and not open",
    ]


def contact(acting: Acting) -> keys.Key:
    return keys.contact(acting.client.user_id, acting.coach.user_id)


def test_an_open_offer_that_is_not_in_the_contact_is_named_unless_it_is_of_0_1_0(acting: Acting) -> None:
    offer = acting.offer(2, custom=True)
    acting.table.write(update(contact(acting), "SET #open = :no", "version > :one", {"#open": "open"}, no={}, one=1))
    assert wrong(acting) == [f"open offer {offer.offer_id} ends at '', in the contact at None"]
    key = keys.offer(acting.coach.user_id, offer.offer_id)
    acting.table.write(update(key, "REMOVE mailed", "attribute_exists(PK)"))
    assert wrong(acting) == []


def test_an_offer_that_is_in_the_contact_and_not_open_is_named(acting: Acting) -> None:
    offer = acting.offer(2, custom=True)
    key = keys.offer(acting.coach.user_id, offer.offer_id)
    acting.table.write(update(key, "SET #s = :w", "attribute_exists(PK)", {"#s": "state"}, w="withdrawn"))
    assert wrong(acting) == [f"offer {offer.offer_id} is in the contact and not open"]


def test_more_than_three_open_offers_or_mails_in_a_day_are_named(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Contact, "is_full", lambda contact, now: False)
    monkeypatch.setattr(Contact, "may_mail", lambda contact, now: True)
    for _ in range(4):
        acting.offer(2, custom=True)
    four_open, five_mailed = wrong(acting)
    assert four_open.startswith("4 offers are open")
    assert five_mailed.startswith("5 offers were mailed in one day")


def test_what_is_written_between_its_reads_is_no_violation(acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package is booked after the sessions were read and before the pairing is read again."""
    reads: list[keys.Key] = []
    get = Table.get

    def book_in_between(table: Table, *wanted: keys.Key) -> Any:
        reads.extend(wanted)
        if [key.sk.split("#")[0] for key in reads] == ["PAIRING", "COACH", "OFFER"]:
            acting.booked(2)
        return get(table, *wanted)

    monkeypatch.setattr(Table, "get", book_in_between)
    assert wrong(acting) == []
    assert len(reads) > 3, "it has looked again"


def test_the_command_says_what_is_wrong_and_fails(
    acting: Acting, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = acting.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    assert main(acting.table) == 0
    assert capsys.readouterr().out == "pairings 1, violations 0\n"
    break_pairing(acting, "SET on_deck = :two", two=2)
    assert main(acting.table) == 1
    who = f"client {acting.client.user_id} with coach {acting.coach.user_id}"
    assert capsys.readouterr().out.splitlines() == [
        f"{who}: on deck is 2, but 0 sessions are booked",
        "pairings 1, violations 1",
    ]


def test_nothing_is_found_in_an_empty_table(table: Table) -> None:
    assert list[Audited](audit(table, Acting(table).now())) == []
