"""What a request answers that has lost a race, or whose own commit was acknowledged late."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, combinations, count
from typing import Any

import pytest

from ops.audit.audit import violations
from ops.audit.pairs import pairs
from plus_one.actions.book_package import book_package
from plus_one.actions.enroll import Matches, Wish, enroll
from plus_one.actions.reopen_session import reopen_session
from plus_one.actions.unenroll import unenroll
from plus_one.domain.ids import PackageId
from plus_one.domain.refusals import NotCompleted
from plus_one.domain.requests import Request
from plus_one.domain.settings import Settings
from plus_one.store import keys
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table
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
        coach_id, wanted = acting.coach.user_id, Wish(Settings(stop_after=9))
        unlimited: Matches = lambda seen: seen.settings.stop_after is None  # noqa: E731
        return enroll(acting.table, request, coach_id, wanted, unlimited, 0, lambda _: None)

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
    for names in chain.from_iterable(combinations(images, size) for size in range(len(images) + 1)):
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


@contextmanager
def meanwhile(happens: Asked) -> Iterator[None]:
    """After the first read, before anything is decided."""
    get, reads = Table.get, count(1)

    def read(table: Table, *wanted: keys.Key) -> Any:
        found = get(table, *wanted)
        if next(reads) == 1:
            happens()
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "get", read)
        yield


def test_reopening_does_not_mean_a_completion_that_came_after_it_was_asked(world: World) -> None:
    """Nothing is completed when it is read first; when the refusal is confirmed, something is."""
    world.fill([])
    acting = world.acting
    last = last_on_deck(acting)
    with meanwhile(lambda: acting.complete(last)), pytest.raises(NotCompleted):
        acting.reopen(last)
    [pair] = pairs(world.items()).values()
    assert pair.events("session_reopened") == []


def test_reopening_leaves_alone_what_was_completed_anew_once_another_had_undone_what_it_means(world: World) -> None:
    """Of two who undo one mistake, the second is told what stands."""
    world.fill([])
    acting = world.acting
    completed = last_on_deck(acting)
    acting.complete(completed)

    def undo_and_complete_anew() -> None:
        acting.reopen(completed)
        acting.complete(completed)

    with meanwhile(undo_and_complete_anew):
        answer = acting.reopen(completed)
    assert (answer.session.status, answer.session.completions, answer.pairing.on_deck) == ("completed", 2, 0)
    [pair] = pairs(world.items()).values()
    assert len(pair.events("session_reopened")) == 1


def test_unenrolling_ends_the_enrollment_that_it_found_and_no_later_one(world: World) -> None:
    """It is done, but heard of it late; by then the client is enrolled anew."""
    world.fill([])
    acting = world.acting
    last_on_deck(acting)
    asked = acting.asked_to_unenroll()
    commit, commits = Table.commit, count(1)

    def heard_late(table: Table, *writes: Any) -> None:
        number = next(commits)
        assert number <= 2, "it is done, and need not be done again"
        commit(table, *writes)
        if number == 1:
            acting.enroll()
            raise Contended

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "commit", heard_late)
        answer = unenroll(acting.table, asked)
    assert answer.unenrolled_at == asked.now
    [pair] = pairs(world.items()).values()
    assert pair.pairing is not None
    assert pair.pairing.enrollment.is_on
