"""How Lambda works through one shard of a stream, as a deterministic machine: time and outcomes come from outside.

What it does, as the Lambda developer guide has it ("DynamoDB error handling", "partial batch response"):
- a failed batch is tried again as a whole, at most `max_retries` times more; bisecting halves it instead, without
  using up a retry; a batch of one is not halved;
- with `report_item_failures` the answer names failed records: what is before the lowest of them is done;
- records older than `max_age` seconds are given up before they are tried (again);
- what is given up is named to the on-failure destination, and the stream goes on;
- a call that never reached the function (throttled, no connection) uses up nothing.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import takewhile
from typing import Any, assert_never

type Record = Mapping[str, Any]

FOREVER = -1


@dataclass(frozen=True)
class Rules:
    batch_size: int = 100
    max_retries: int = FOREVER
    max_age: int = FOREVER
    bisect: bool = False
    report_item_failures: bool = False
    first_delay: float = 0.1
    longest_delay: float = 5.0


@dataclass(frozen=True)
class Batch:
    records: tuple[Record, ...]
    failures: int = 0
    not_before: float = 0.0


@dataclass(frozen=True)
class Invoke:
    batch: Batch


class Condition(StrEnum):
    RETRIES = "RetryAttemptsExhausted"
    AGE = "MaximumRecordAgeExceeded"


@dataclass(frozen=True)
class GiveUp:
    batch: Batch
    condition: Condition


@dataclass(frozen=True)
class Wait:
    """Nothing to do before `until`; None: nothing to do before more records come."""

    until: float | None


@dataclass(frozen=True)
class Answered:
    """The function returned `payload`."""

    payload: Any = None


class Failed:
    """The function raised, timed out or died."""


class Unreached:
    """Lambda could not call the function."""


type Step = Invoke | GiveUp | Wait
type Outcome = Answered | Failed | Unreached


@dataclass
class EventSource:
    rules: Rules
    _unbatched: deque[Record] = field(default_factory=deque)
    _batches: deque[Batch] = field(default_factory=deque)

    def offer(self, records: Iterable[Record]) -> None:
        self._unbatched.extend(records)

    def next(self, now: float) -> Step:
        """What to do now. Until `settle` is told the outcome of an Invoke, it is the same Invoke again."""
        if not self._batches and not self._cut_a_batch():
            return Wait(None)
        batch = self._batches[0]
        expired = self._expired(batch, now)
        if expired:
            self._finish(batch, len(expired))
            return GiveUp(replace(batch, records=expired), Condition.AGE)
        if self.rules.max_retries != FOREVER and batch.failures > self.rules.max_retries:
            self._batches.popleft()
            return GiveUp(batch, Condition.RETRIES)
        return Invoke(batch) if batch.not_before <= now else Wait(batch.not_before)

    def settle(self, outcome: Outcome, now: float) -> None:
        batch = self._batches[0]
        match outcome:
            case Answered(payload):
                self._settle_answer(batch, payload, now)
            case Failed():
                self._retry(batch, now)
            case Unreached():
                self._batches[0] = replace(batch, not_before=now + self._delay(1))
            case _:
                assert_never(outcome)

    def _cut_a_batch(self) -> bool:
        size = min(self.rules.batch_size, len(self._unbatched))
        if size:
            self._batches.append(Batch(tuple(self._unbatched.popleft() for _ in range(size))))
        return bool(size)

    def _expired(self, batch: Batch, now: float) -> tuple[Record, ...]:
        if self.rules.max_age == FOREVER:
            return ()
        return tuple(takewhile(lambda record: now - arrived(record) > self.rules.max_age, batch.records))

    def _settle_answer(self, batch: Batch, payload: Any, now: float) -> None:
        done = _first_failure(payload, batch.records) if self.rules.report_item_failures else len(batch.records)
        if done == len(batch.records):
            self._batches.popleft()
        elif done == 0:
            self._retry(batch, now)
        else:
            self._finish(batch, done)
            # "Bisected at the returned sequence number": that is a split, and splits use up no retry.
            failures = batch.failures if self.rules.bisect else batch.failures + 1
            self._batches[0] = self._later(self._batches[0], failures, now)

    def _finish(self, batch: Batch, count: int) -> None:
        """The first `count` records need no more work."""
        self._batches.popleft()
        if count < len(batch.records):
            self._batches.appendleft(replace(batch, records=batch.records[count:]))

    def _retry(self, batch: Batch, now: float) -> None:
        self._batches.popleft()
        if not self.rules.bisect or len(batch.records) == 1:
            self._batches.appendleft(self._later(batch, batch.failures + 1, now))
            return
        middle = len(batch.records) // 2
        for half in (batch.records[middle:], batch.records[:middle]):
            self._batches.appendleft(self._later(replace(batch, records=half), batch.failures, now))

    def _later(self, batch: Batch, failures: int, now: float) -> Batch:
        return replace(batch, failures=failures, not_before=now + self._delay(failures))

    def _delay(self, failures: int) -> float:
        return min(self.rules.longest_delay, self.rules.first_delay * 2.0 ** min(failures, 16))


def arrived(record: Record) -> float:
    return float(record["dynamodb"]["ApproximateCreationDateTime"])


def sequence_number(record: Record) -> str:
    return str(record["dynamodb"]["SequenceNumber"])


def _first_failure(payload: Any, records: tuple[Record, ...]) -> int:
    """How many records of the batch are done. An answer that names anything but its records is a failure of all."""
    failures = payload.get("batchItemFailures") if isinstance(payload, Mapping) else payload
    if not failures:
        return len(records)
    positions = {sequence_number(record): position for position, record in enumerate(records)}
    try:
        return min(positions[failure["itemIdentifier"]] for failure in failures)
    except (KeyError, TypeError):
        return 0
