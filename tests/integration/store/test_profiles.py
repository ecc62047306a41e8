from dataclasses import replace

import pytest

from plus_one.domain.profiles import NO_NAME, Profile, profile_of
from plus_one.store import keys, profiles
from plus_one.store.table import Contended, Table, update
from tests.integration.samples import AT, CALLER, CLIENT, PROFILE, left_at_default


def put(table: Table, profile: Profile = PROFILE) -> None:
    """As a person becomes known, makes their choices, and an address bounces."""
    table.write(profiles.put_address(replace(CALLER, email=profile.email)))
    table.write(profiles.put_choices(profile, AT))
    if profile.undeliverable:
        flag = "SET undeliverable = :yes"
        table.write(update(keys.profile(profile.user_id), flag, "attribute_exists(PK)", yes=True))


def stored(table: Table) -> Profile:
    [item] = table.get(keys.profile(CLIENT))
    assert item
    return profiles.from_item(item)


def read(table: Table) -> Profile:
    """Without its number of changes."""
    return replace(stored(table), seq=0)


@pytest.mark.parametrize("profile", [PROFILE, profile_of(CALLER)])
def test_a_profile_comes_back_as_it_was_put(table: Table, profile: Profile) -> None:
    put(table, profile)
    assert read(table) == profile


def test_the_sample_sets_every_field() -> None:
    assert left_at_default(PROFILE) == ["seq", "mail_retried_at"]  # the store counts; nobody has asked yet


def test_the_first_address_brings_the_tokens_name(table: Table) -> None:
    table.write(profiles.put_address(replace(CALLER, name="\x07 ")))
    assert read(table) == Profile(user_id=CLIENT, name=NO_NAME, email=CALLER.email, is_client=True)


def test_a_new_address_clears_the_flag_and_keeps_name_and_time_zone(table: Table) -> None:
    put(table)
    table.write(profiles.put_address(replace(CALLER, email="new@example.com")))
    assert read(table) == replace(PROFILE, email="new@example.com", undeliverable=False)


def test_each_change_is_counted(table: Table) -> None:
    put(table, replace(PROFILE, undeliverable=False))
    counted = [stored(table).seq]
    for write in (
        profiles.put_undeliverable(PROFILE, AT),
        profiles.put_deliverable(CLIENT, counted[0] + 1, AT),
        profiles.put_choices(PROFILE, AT),
        profiles.put_address(replace(CALLER, email="new@example.com")),
    ):
        table.write(write)
        counted.append(stored(table).seq)
    assert counted == list(range(counted[0], counted[0] + 5))


def test_an_older_token_puts_no_address_back(table: Table) -> None:
    put(table)
    table.write(profiles.put_address(replace(CALLER, email="new@example.com", as_of=20)))
    with pytest.raises(Contended):
        table.write(profiles.put_address(replace(CALLER, as_of=10)))
    assert read(table).email == "new@example.com"
    table.write(profiles.put_address(replace(CALLER, as_of=30)))
    assert read(table).email == CALLER.email


def test_the_same_address_again_does_not_clear_the_flag(table: Table) -> None:
    put(table)
    with pytest.raises(Contended):
        table.write(profiles.put_address(CALLER))
    assert read(table) == PROFILE


def test_choices_change_neither_the_address_nor_its_flag(table: Table) -> None:
    put(table)
    chosen = replace(PROFILE, name="Sascha", time_zone="Asia/Tokyo")
    table.write(profiles.put_choices(replace(chosen, email="else@example.com", undeliverable=False), AT))
    assert read(table) == chosen


def test_who_has_no_address_makes_no_choices(table: Table) -> None:
    with pytest.raises(Contended):
        table.write(profiles.put_choices(PROFILE, AT))
    assert table.get(keys.profile(CLIENT)) == [None]


def test_an_address_that_refuses_mail_is_flagged_and_unflagged(table: Table) -> None:
    fine = replace(PROFILE, undeliverable=False)
    put(table, fine)
    table.write(profiles.put_undeliverable(fine, AT))
    assert read(table) == PROFILE
    table.write(profiles.put_deliverable(CLIENT, stored(table).seq, AT))
    assert read(table) == fine


def test_neither_is_said_of_another_address(table: Table) -> None:
    put(table)
    left = "left@example.com"
    for write in (
        profiles.put_undeliverable(replace(PROFILE, email=left), AT),
        profiles.put_deliverable(CLIENT, stored(table).seq - 1, AT),
    ):
        with pytest.raises(Contended):
            table.write(write)
    assert read(table) == PROFILE


def test_nobody_is_flagged_who_is_not_there(table: Table) -> None:
    with pytest.raises(Contended):
        table.write(profiles.put_undeliverable(PROFILE, AT))
    assert table.get(keys.profile(CLIENT)) == [None]


def test_it_is_stored_as_a_profile(table: Table) -> None:
    put(table)
    [item] = table.get(keys.profile(CLIENT))
    assert item
    assert item["type"] == "profile"


def test_who_has_signed_in_as_a_client_once_stays_one(table: Table) -> None:
    nobodys = replace(CALLER, is_client=False)
    table.write(profiles.put_address(nobodys))
    assert not read(table).is_client
    table.write(profiles.put_is_client(CLIENT))
    table.write(profiles.put_address(replace(nobodys, email="new@example.com")))
    assert read(table).is_client


def test_that_somebody_is_a_client_makes_no_profile_of_a_person_who_is_gone(table: Table) -> None:
    with pytest.raises(Contended):
        table.write(profiles.put_is_client(CLIENT))
