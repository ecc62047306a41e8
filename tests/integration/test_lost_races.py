"""What a request answers that has lost a race, or whose own commit was acknowledged late."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain, combinations
from typing import Any

import pytest

from ops.audit.audit import violations
from ops.audit.pairs import pairs
from plus_one.actions.book_package import book_package
from plus_one.actions.enroll import enroll
from plus_one.actions.follow_profile import follow_profile
from plus_one.actions.reopen_session import reopen_session
from plus_one.actions.save_profile import current, save_profile
from plus_one.actions.unenroll import unenroll
from plus_one.domain.ids import PackageId, UserId
from plus_one.domain.refusals import NotCompleted
from plus_one.domain.requests import Request
from plus_one.domain.settings import Settings
from plus_one.store import keys, profiles
from plus_one.store.items import Item
from plus_one.store.table import Table
from tests.integration.acting import Acting
from tests.integration.faults import Call, Fault, Send, error_answer
from tests.integration.starts import custom_offer, last_on_deck, pending, plus_one_on_deck
from tests.integration.tearing import Images, item_key, torn
from tests.integration.world import World

type Asked = Callable[[], Any]


def reopening(acting: Acting) -> tuple[Request, Asked]:
    completed, _ = plus_one_on_deck(acting)
    request = acting.request(acting.coach)
    return request, lambda: reopen_session(acting.table, request, acting.client.user_id, completed)


def adjusting_what_was_read(acting: Acting) -> tuple[Request, Asked]:
    last_on_deck(acting)
    request = acting.request(acting.client)

    def act() -> Any:
        coach_id, wanted = acting.coach.user_id, Settings(stop_after=9)
        return enroll(acting.table, request, coach_id, wanted, lambda seen: seen.settings.stop_after is None, 0)

    return request, act


def booking_a_custom_offer(acting: Acting) -> tuple[Request, Asked]:
    offer = custom_offer(acting)
    request = acting.request(acting.client)
    package_id = PackageId(request.event_id)
    return request, lambda: book_package(
        acting.table, request, acting.coach.user_id, offer.offer_id, package_id, acting.velocity_limit
    )


def late_and_torn(old: Images) -> Fault:
    """The commit is done, its answer is that it is in progress; what is read then is partly as before."""
    committed: list[str] = []
    told: list[str] = []

    def answer(send: Send, call: Call) -> Any:
        if call.name == "TransactWriteItems" and len(committed) < 2:
            if not committed:
                send()
            committed.append(call.name)
            return error_answer(400, "TransactionInProgressException")
        if call.name == "BatchGetItem" and committed and not told:
            told.append(call.name)
            return torn(old)(send, call)
        return send()

    return answer


@pytest.mark.parametrize("begin", [reopening, adjusting_what_was_read, booking_a_custom_offer])
def test_a_request_that_has_succeeded_is_not_refused(
    world: World, begin: Callable[[Acting], tuple[Request, Asked]]
) -> None:
    world.fill([])
    _, act = begin(world.acting)
    before = world.items()
    act()
    images = _before(before, world.items())
    for names in chain.from_iterable(combinations(images, count) for count in range(len(images) + 1)):
        world.fill(before)
        with world.wire.failing(late_and_torn({name: images[name] for name in names}), 0, 20):
            act()
        assert violations(world.items()) == []


def _before(before: list[Item], after: list[Item]) -> Images:
    was = {item_key(item): item for item in before}
    return {item_key(item): was.get(item_key(item)) for item in after if item not in before}


def test_a_receipt_of_unenrolling_names_no_moment_before_the_plus_one_that_it_names(world: World) -> None:
    """The request comes, the +1 is booked, the request loses the race and comes second."""
    world.fill([])
    acting = world.acting
    due = pending(acting)
    asked = acting.asked_to_unenroll()
    raced: list[Any] = []
    commit = Table.commit

    def after_the_booking(table: Table, *writes: Any) -> None:
        if not raced:
            raced.append(due)
            acting.settle(due)
        commit(table, *writes)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "commit", after_the_booking)
        answer = unenroll(acting.table, asked)
    assert answer.last_plus_one
    assert answer.unenrolled_at
    assert answer.unenrolled_at >= answer.last_plus_one.booked_at > asked.now


def test_reopening_does_not_mean_a_completion_that_came_after_it_was_asked(world: World) -> None:
    """Nothing is completed when it is read first; when the refusal is confirmed, something is."""
    world.fill([])
    acting = world.acting
    last = last_on_deck(acting)
    reads: list[Any] = []
    get = Table.get

    def complete_after_the_first(table: Table, *wanted: keys.Key) -> Any:
        found = get(table, *wanted)
        reads.append(wanted)
        if len(reads) == 1:
            acting.complete(last)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "get", complete_after_the_first)
        with pytest.raises(NotCompleted):
            acting.reopen(last)
    [pair] = pairs(world.items()).values()
    assert pair.events("session_reopened") == []


def test_unenrolling_is_not_refused_because_a_copy_of_the_profile_is_contended(world: World) -> None:
    world.fill([])
    acting = _with_a_flag(world.acting)
    moved = replace(acting, client=replace(acting.client, email="new@example.com"))
    with world.wire.failing(_contended, 0, 60):
        assert moved.unenroll().unenrolled_at


def test_what_is_saved_is_not_refused_because_a_copy_of_the_profile_is_contended(world: World) -> None:
    world.fill([])
    acting = _with_a_flag(world.acting)
    with world.wire.failing(_contended, 0, 60):
        assert acting.enroll(Settings(stop_after=2)).standing.settings.stop_after == 2


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
    acting.table.write(profiles.put_undeliverable(current(acting.table, acting.request(acting.client))))
    replace(acting, coach=replace(acting.coach, user_id=UserId(acting.coach.user_id[::-1]))).booked(1)
    follow_profile(acting.table, acting.client.user_id)
    return acting


def _any_conflict(send: Send, call: Call) -> Any:
    return error_answer(400, "TransactionConflictException")


def _contended(send: Send, call: Call) -> Any:
    """Single writes of whole items: the copies in the pairings."""
    return error_answer(400, "TransactionConflictException") if call.name == "PutItem" else send()
