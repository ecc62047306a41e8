"""One batch of the table's stream: pairings side by side, the records of one pairing one after the other."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

from plus_one.domain.events import Written
from plus_one.domain.ids import UserId
from plus_one.domain.renewals import Due
from plus_one.store.records import Record, UnknownRecord

type Pairing = tuple[UserId, UserId]
type Answer = dict[str, list[dict[str, str]]]


class Failed[What](NamedTuple):
    """`what`: None if nobody understands the record."""

    what: What | None
    error: Exception


class Batch[What, Done](NamedTuple):
    """What was done, what failed, and the records that must come again."""

    done: list[Done]
    failed: list[Failed[What]]
    left: list[Record]

    @property
    def answer(self) -> Answer:
        """Lambda resumes at the lowest of them. What has no number cannot be named: then the whole batch has failed."""
        return {"batchItemFailures": [{"itemIdentifier": _sequence_number(record)} for record in self.left]}


def settle_each[What: (Due, Written), Done](
    records: Iterable[Record], read: Callable[[Record], What], act: Callable[[What], Done], lanes: int
) -> Batch[What, Done]:
    """Reads and acts on each record, as many pairings at once as there are lanes. Nothing is emitted in a lane."""
    with ThreadPoolExecutor(lanes) as pool:
        parts = list(pool.map(partial(_in_order, read, act), _by_pairing(records, read)))
    return Batch(
        done=[done for part in parts for done in part.done],
        failed=[failed for part in parts for failed in part.failed],
        left=[record for part in parts for record in part.left],
    )


def _in_order[What: (Due, Written), Done](
    read: Callable[[Record], What], act: Callable[[What], Done], records: list[Record]
) -> Batch[What, Done]:
    """Up to the first that fails: those behind it come again with it, and keep their order."""
    done: list[Done] = []
    for position, record in enumerate(records):
        what: What | None = None
        try:
            what = read(record)
            done.append(act(what))
        except Exception as error:  # noqa: BLE001  one pairing's failure is no other's
            return Batch(done, [Failed(what, error)], records[position:])
    return Batch(done, [], [])


def _by_pairing[What: (Due, Written)](records: Iterable[Record], read: Callable[[Record], What]) -> list[list[Record]]:
    found: dict[Pairing | int, list[Record]] = {}
    for position, record in enumerate(records):
        found.setdefault(_pairing(record, read) or position, []).append(record)
    return list(found.values())


def _pairing[What: (Due, Written)](record: Record, read: Callable[[Record], What]) -> Pairing | None:
    """None: nobody understands the record, so it stands alone."""
    try:
        what = read(record)
    except UnknownRecord:
        return None
    return what.client_id, what.coach_id


def _sequence_number(record: Record) -> str:
    match record:
        case {"dynamodb": {"SequenceNumber": str(number)}} if number:
            return number
    raise UnknownRecord
