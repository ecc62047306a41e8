"""A profile, or a copy of it in a pairing, that another writes at the same moment: nobody is refused for that."""

from dataclasses import replace
from typing import Any

from plus_one.actions.save_profile import current, save_profile
from plus_one.domain.ids import UserId
from plus_one.store import keys, profiles
from tests.integration.acting import Acting, renew_copies
from tests.integration.faults import Call, Send, error_answer
from tests.integration.starts import last_on_deck
from tests.integration.world import World
from tests.kept import everything


def test_a_copy_that_is_contended_keeps_no_other_from_being_renewed(world: World) -> None:
    world.fill([])
    acting = _with_a_flag(world.acting)
    acting.live_in("Europe/Paris")
    with world.wire.failing(_contended, 0, 36):  # ten tries of the first pairing
        renew_copies(acting.table, acting.now())
    zones = [item["zone"] for item in everything(acting.table) if item["type"] == "pairing"]
    assert sorted(zones) == ["Europe/Paris", "UTC"]


def test_an_address_that_meets_a_conflict_is_written_all_the_same(world: World) -> None:
    world.fill([])
    acting = world.acting
    acting.booked(1)
    moved = replace(acting.request(acting.client), caller=replace(acting.client, email="new@example.com"))
    with world.wire.failing(_any_conflict, 1, 1):
        assert current(acting.table, moved).email == "new@example.com"
    [stored] = acting.table.get(keys.profile(acting.client.user_id))
    assert stored
    assert stored["email"] == "new@example.com"


def test_a_profile_that_meets_a_conflict_is_saved_all_the_same(world: World) -> None:
    world.fill([])
    acting = _with_a_flag(world.acting)
    with world.wire.failing(_any_conflict, 1, 1):
        saved = save_profile(acting.table, acting.request(acting.client), "Alexandra", "Europe/Paris")
    assert [saved.name, current(acting.table, acting.request(acting.client)).name] == ["Alexandra", "Alexandra"]


def _with_a_flag(acting: Acting) -> Acting:
    """Flagged, enrolled, and with another pairing that has a copy of the flag."""
    last_on_deck(acting)
    acting.table.write(profiles.put_undeliverable(current(acting.table, acting.request(acting.client)), acting.now()))
    replace(acting, coach=replace(acting.coach, user_id=UserId(acting.coach.user_id[::-1]))).booked(1)
    renew_copies(acting.table, acting.now())
    return acting


def _any_conflict(send: Send, call: Call) -> Any:
    return error_answer(400, "TransactionConflictException")


def _contended(send: Send, call: Call) -> Any:
    """Single writes of whole items: the copies in the pairings."""
    return error_answer(400, "TransactionConflictException") if call.name == "PutItem" else send()
