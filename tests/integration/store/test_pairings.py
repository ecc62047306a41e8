from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from plus_one.domain.ids import EventId, PackageId, ulid
from plus_one.domain.limits import (
    LARGEST_VELOCITY_LIMIT,
    MINUTE,
    MOST_ENROLLINGS,
    MOST_PACKAGES,
    MOST_RETURNS,
    MOST_UNDOINGS,
    Window,
    full_minute,
)
from plus_one.domain.money import LARGEST_AMOUNT, Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.domain.sessions import SessionStatus
from plus_one.store import keys, pairings
from plus_one.store.items import Item, unmarshal
from plus_one.store.pairing_maps import ms
from plus_one.store.pairing_names import CODES
from plus_one.store.table import Contended, Table
from tests.integration.samples import (
    AT,
    BOOKED_PLUS_ONE,
    CLIENT,
    COACH,
    ENROLLMENT,
    HELD_RENEWAL,
    LATER,
    NEW_PAIRING,
    PACKAGE,
    PAIRING,
    RENEWAL,
    UNWRITTEN_RENEWAL,
    left_at_default,
)
from tests.integration.sizes import KB, item_size

ROOM = 880


def stored(table: Table) -> Item:
    [item] = table.get(keys.pairing(CLIENT, COACH))
    assert item
    return item


def read(table: Table) -> Pairing:
    return pairings.from_item(stored(table))


def at_version(table: Table, version: int, pairing: Pairing = PAIRING) -> Pairing:
    """The pairing, written as often as its version says."""
    for number in range(version):
        table.write(pairings.put_next(replace(pairing, version=number)))
    return read(table)


def test_a_pairing_comes_back_as_it_was_put_one_version_on(table: Table) -> None:
    assert at_version(table, 1, NEW_PAIRING) == replace(NEW_PAIRING, version=1)


def test_every_field_comes_back(table: Table) -> None:
    assert at_version(table, 7) == PAIRING


def test_the_samples_set_every_field() -> None:
    samples = (PAIRING, ENROLLMENT, ENROLLMENT.settings, PACKAGE)
    assert [left_at_default(sample) for sample in samples] == [[]] * len(samples)
    assert not set(left_at_default(HELD_RENEWAL)) & set(left_at_default(UNWRITTEN_RENEWAL))


@pytest.mark.parametrize("renewal", [HELD_RENEWAL, replace(HELD_RENEWAL, resumes_at=None), UNWRITTEN_RENEWAL])
def test_a_hold_and_an_unwritten_completion_come_back(table: Table, renewal: Renewal) -> None:
    known = replace(PAIRING, renewal=renewal)
    assert at_version(table, 7, known) == known


def test_a_successor_replaces_the_version_that_was_read(table: Table) -> None:
    before = at_version(table, 2)
    table.write(pairings.put_next(replace(before, on_deck=1, renewal=None, latest_plus_one=None)))
    assert read(table) == replace(before, version=3, on_deck=1, renewal=None, latest_plus_one=None)


@pytest.mark.parametrize("stale", [0, 1, 3], ids=["not seen yet", "seen before the last write", "never written"])
def test_a_pairing_that_another_has_changed_is_not_overwritten(table: Table, stale: int) -> None:
    current = at_version(table, 2)
    with pytest.raises(Contended):
        table.write(pairings.put_next(replace(current, version=stale, on_deck=9)))
    assert read(table) == current


def test_a_successor_of_nothing_is_refused(table: Table) -> None:
    with pytest.raises(Contended):
        table.write(pairings.put_next(replace(NEW_PAIRING, version=1)))
    assert table.get(keys.pairing(CLIENT, COACH)) == [None]


def test_a_pairing_is_in_the_coachs_roster(table: Table) -> None:
    at_version(table, 1)
    assert (stored(table)["GSI1PK"], stored(table)["GSI1SK"]) == (f"COACH#{COACH}", f"CLIENT#{CLIENT}")


def full_minutes(count: int, apart: timedelta = MINUTE * 97) -> tuple[datetime, ...]:
    return tuple(full_minute(AT) + number * apart for number in range(count))


def largest() -> Pairing:
    """Everything set and every list full, names of twenty two-byte characters."""
    most = Money(LARGEST_AMOUNT, "USD")
    package = replace(
        PACKAGE,
        package_id=PackageId("01KAPACKAGE00000000000000Z"),
        sessions=50,
        price=most,
        rate=most,
        rate_before=most,
    )
    settings = replace(ENROLLMENT.settings, stop_after=99, monthly_spend_cap=most, max_rate=most)
    enrollment = replace(
        ENROLLMENT,
        epoch=999,
        settings=settings,
        settings_seq=999,
        ended_by=EventId(ulid(LATER, 2**80 - 1)),
    )
    plus_one = replace(BOOKED_PLUS_ONE, rate=most, settings_seq=999, completions=4, status=SessionStatus.COMPLETED)
    return replace(
        PAIRING,
        client_name="é" * 20,
        coach_name="ß" * 20,
        last_package=package,
        enrollment=enrollment,
        renewal=replace(HELD_RENEWAL, epoch=999, deck_seq=999),
        latest_plus_one=plus_one,
        recent_plus_ones=full_minutes(LARGEST_VELOCITY_LIMIT, MINUTE * 59),
        recent_packages=full_minutes(MOST_PACKAGES),
        undoings=full_minutes(MOST_UNDOINGS),
        enrollings=Window(full_minute(AT), MOST_ENROLLINGS),
        coach_has_ended=True,
        coach_turned_at=AT,
        returns=Window(full_minute(AT), MOST_RETURNS),
        spent={"2026-11": LARGEST_AMOUNT, "2026-12": LARGEST_AMOUNT},
        client_time_zone="America/Argentina/ComodRivadavia",
        heads_up_seq=999,
        client_seq=999,
        version=9998,
        on_deck=99,
        deck_seq=999,
        package_seq=999,
    )


def test_a_pairing_leaves_room_in_its_kilobyte() -> None:
    """From 1,025 bytes on, every transaction of the pair costs two units more."""
    item = pairings.put_next(largest())["Put"]["Item"]
    sizes = {name: item_size({name: value}) for name, value in item.items()}
    assert item_size(item) <= ROOM < KB, sizes


@pytest.mark.parametrize("ended_by", [EventId(ulid(LATER, 5)), EventId(ulid(AT, 5)), None])
def test_the_event_of_an_un_enrolling_comes_back_whatever_its_moment(ended_by: EventId | None) -> None:
    known = replace(PAIRING, enrollment=replace(ENROLLMENT, ended_by=ended_by))
    item = unmarshal(pairings.put_next(known)["Put"]["Item"])
    assert pairings.from_item(item).enrollment == known.enrollment


def test_every_reason_has_a_code_of_its_own() -> None:
    assert set(CODES) == set(Reason)
    assert {len(code) for code in CODES.values()} == {1}
    assert len(set(CODES.values())) == len(CODES)


@pytest.mark.parametrize("reason", [*Reason, Reason.stored("HELD_BY_THE_CLIENT")])
def test_every_reason_comes_back(reason: Reason) -> None:
    state = RenewalState.BOOKED if reason is Reason.BOOKED else RenewalState.SKIPPED
    known = replace(PAIRING, renewal=replace(RENEWAL, reason=reason, state=state))
    item = unmarshal(pairings.put_next(known)["Put"]["Item"])
    assert pairings.from_item(item).renewal == known.renewal


def test_what_version_0_1_0_kept_of_its_plus_ones_is_read() -> None:
    item = unmarshal(pairings.put_next(PAIRING)["Put"]["Item"])
    moments = [AT, AT + timedelta(hours=1)]
    older = {name: value for name, value in item.items() if name != "r"} | {"recent": [ms(AT), 3_600_000]}
    assert list(pairings.from_item(older).recent_plus_ones) == moments
    assert pairings.from_item(older | {"recent": []}).recent_plus_ones == ()
