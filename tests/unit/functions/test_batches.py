"""A batch of the stream: who waits for whom, what a failure stops, and what Lambda is told."""

from collections.abc import Callable
from random import Random
from threading import Barrier
from typing import Any

import pytest

from local.event_source import Answered, EventSource, GiveUp, Invoke, Record, Rules, Wait
from plus_one.batches import Batch, settle_each
from plus_one.domain.renewals import Due
from plus_one.store.records import UnknownRecord, due_renewal

LANES = 8


class OutOfOrder(Exception):
    pass


class Crash(BaseException):
    pass


def record(number: int, client: str = "ana", coach: str = "kim") -> Record:
    """The completion of a record is its number."""
    image = {
        "type": {"S": "renewal"},
        "client_id": {"S": client},
        "coach_id": {"S": coach},
        "session_id": {"S": "session"},
        "completion": {"N": str(number)},
    }
    return {"dynamodb": {"NewImage": image, "SequenceNumber": f"{number:03}", "ApproximateCreationDateTime": 0.0}}


def settle(records: list[Any], act: Callable[[Due], Any]) -> Batch[Any, Any]:
    return settle_each(records, due_renewal, act, LANES)


def failing_at(*numbers: int) -> Callable[[Due], int]:
    def act(due: Due) -> int:
        if due.completion in numbers:
            raise OutOfOrder
        return due.completion

    return act


def named(batch: Batch[Any, Any]) -> list[str]:
    return [each["itemIdentifier"] for each in batch.answer["batchItemFailures"]]


def test_pairings_are_settled_side_by_side() -> None:
    """Nobody passes the barrier alone; one client's two coaches are two pairings."""
    together = Barrier(3, timeout=10)
    batch = settle([record(1), record(2, coach="lee"), record(3, "bo")], lambda due: together.wait())
    assert (len(batch.done), batch.failed, named(batch)) == (3, [], [])


def test_the_records_of_one_pairing_keep_their_order() -> None:
    seen: list[int] = []
    settle([record(number) for number in range(50)], lambda due: seen.append(due.completion))
    assert seen == list(range(50))


def test_a_failure_stops_its_pairing_and_no_other() -> None:
    batch = settle([record(1), record(2, "bo"), record(3), record(4, "bo"), record(5)], failing_at(3))
    assert (sorted(batch.done), named(batch)) == ([1, 2, 4], ["003", "005"])
    assert [(failed.what.completion, type(failed.error)) for failed in batch.failed if failed.what] == [(3, OutOfOrder)]


@pytest.mark.parametrize(
    "image",
    [
        None,
        "text",
        [],
        {},
        {"type": {"S": "session"}},
        {"type": {"S": "renewal"}, "client_id": "ana"},
        {"type": {"S": "renewal"}, "client_id": {"S": "ana"}, "completion": {"N": "1.5"}},
        {"type": {"X": "renewal"}},
    ],
)
def test_an_unknown_shape_fails_alone(image: Any) -> None:
    foreign = {"dynamodb": {"NewImage": image, "SequenceNumber": "002"}}
    batch = settle([record(1), foreign, record(3)], failing_at())
    assert (batch.done, named(batch)) == ([1, 3], ["002"])
    assert [(what, type(error)) for what, error in batch.failed] == [(None, UnknownRecord)]


@pytest.mark.parametrize(
    "nameless",
    [
        None,
        5,
        "text",
        [],
        {},
        {"dynamodb": None},
        {"dynamodb": {"SequenceNumber": ""}},
        {"dynamodb": {"SequenceNumber": 7}},
    ],
)
def test_what_cannot_be_named_fails_the_batch_after_the_others_are_done(nameless: Any) -> None:
    batch = settle([nameless, record(1)], failing_at())
    assert batch.done == [1]
    with pytest.raises(UnknownRecord):
        _ = batch.answer


def test_an_empty_batch_is_done() -> None:
    assert settle([], failing_at()).answer == {"batchItemFailures": []}


def test_a_crash_in_a_lane_is_a_crash_of_the_function() -> None:
    def crash(due: Due) -> None:
        raise Crash

    with pytest.raises(Crash):
        settle([record(1), record(2, "bo")], crash)


@pytest.mark.parametrize("seed", range(50))
def test_lambda_resumes_and_splits_but_a_pairing_keeps_its_order(seed: int) -> None:
    """Records come again, as failures will have it; whatever is done for the first time is done in order."""
    chance = Random(seed)  # noqa: S311
    first_done = {"ana": [-1], "bo": [-1]}

    def act(due: Due) -> None:
        if chance.random() < 0.4:
            raise OutOfOrder
        done = first_done[due.client_id]
        if due.completion not in done:
            done.append(due.completion)

    rules = Rules(batch_size=7, bisect=True, report_item_failures=True)
    source, now = EventSource(rules), 0.0
    source.offer([record(number, chance.choice(["ana", "bo"])) for number in range(20)])
    while (step := source.next(now)) != Wait(None):
        assert not isinstance(step, GiveUp)
        if isinstance(step, Invoke):
            batch = settle_each([dict(each) for each in step.batch.records], due_renewal, act, 1)
            source.settle(Answered(batch.answer), now)
        else:
            now = step.until or now
    for done in first_done.values():
        assert done == sorted(done)
    assert sum(map(len, first_done.values())) == 22
