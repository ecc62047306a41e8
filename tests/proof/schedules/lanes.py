"""The stream's mappings as the template has them: records in, calls of the functions out, losses to the queue."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

from local.event_source import Condition, EventSource, GiveUp, Record, arrived, sequence_number
from local.given_up import describe
from local.mappings import EventSourceMapping, parse_mapping
from local.render import Template, resources
from plus_one.store.items import text
from tests.announced import told_by
from tests.marketplace import function_name
from tests.proof.schedules.dynamo import item

LANES = 2  # enough to be together in one, or apart: as much as two shards, or the parts of one, can be


@dataclass
class Lane:
    mapping: EventSourceMapping
    source: EventSource
    inbox: list[Record] = field(default_factory=list)
    is_idle: bool = True

    @property
    def function(self) -> str:
        return self.mapping.function_arn

    def get(self, record: Record) -> None:
        self.inbox.append(record)
        self.is_idle = False

    def take(self, chance: Random) -> None:
        """Some of what has come: batches are cut anywhere."""
        count = chance.randint(min(1, len(self.inbox)), len(self.inbox))
        self.source.offer(self.inbox[:count])
        del self.inbox[:count]


def mappings(template: Template) -> list[EventSourceMapping]:
    return [
        parse_mapping({**each, "FunctionArn": function_name(template, each["FunctionName"]), "EventSourceArn": "-"})
        for each in resources(template, "AWS::Lambda::EventSourceMapping").values()
    ]


def reader(record: Record) -> str | None:
    """The function that must get a record, whatever the filters say."""
    match record:
        case {"eventName": "INSERT", "dynamodb": {"NewImage": {"type": {"S": "renewal"}}}}:
            return "book_plus_one"
        case {"eventName": "INSERT", "dynamodb": {"NewImage": {"type": {"S": "event"}, "notices": _}}}:
            return "send_notices"
    return None


@dataclass
class Queue:
    """What was given up, and what the on-failure destination was told of it."""

    given_up: dict[str, dict[str, GiveUp]] = field(default_factory=lambda: {"book_plus_one": {}, "send_notices": {}})
    told: list[tuple[str, Any]] = field(default_factory=list)

    def take(self, lane: Lane, loss: GiveUp) -> None:
        self.given_up[lane.function] |= {sequence_number(record): loss for record in loss.batch.records}
        if lane.mapping.failure_queue_arn:
            about = describe(loss, lane.mapping, "shard", datetime.fromtimestamp(0, UTC))["DDBStreamBatchInfo"]
            self.told.append((lane.function, about))

    def untold(self) -> Iterator[str]:
        for function, losses in self.given_up.items():
            for number in losses:
                if not any(_covers(about, number) for name, about in self.told if name == function):
                    yield f"{function} lost record {number}, and nobody was told"


def _covers(about: Any, number: str) -> bool:
    return bool(about["startSequenceNumber"] <= number <= about["endSequenceNumber"])


def too_soon(lane: Lane, loss: GiveUp, own: list[Record], disturbed: Counter[str], now: int) -> Iterator[str]:
    """A record may be given up when it is too old, or when we made its calls fail too often."""
    rules = lane.mapping.rules
    for record in own:
        number = sequence_number(record)
        if loss.condition is Condition.AGE and now - arrived(record) <= rules.max_age:
            yield f"{lane.function} gave {number} up while it was young"
        if loss.condition is Condition.RETRIES and disturbed[number] <= rules.max_retries:
            yield f"{lane.function} gave {number} up, though only {disturbed[number]} calls were disturbed"


def unsettled(record: Record, now: datetime) -> bool:
    """Nobody has had a hand in what the record is about. A copy that waits until later than now is for the sweep."""
    kept = item(record["dynamodb"]["Keys"])
    if kept["type"] == "renewal":
        return bool(kept["state"] == "pending")
    turns = kept.get("held_until", {})
    return any(not notice["attempts"] and turns.get(to, "") <= text(now) for to, notice in told_by(kept).items())


def numbers(records: Iterable[Record]) -> list[str]:
    return [sequence_number(record) for record in records]
