"""Threads that run one event source mapping: records in, calls of the function out, what was given up to the queue."""

import json
import threading
import time
import zlib
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from local import given_up
from local.aws import Aws
from local.console import Tell, line
from local.event_source import EventSource, GiveUp, Invoke, Record, Wait
from local.function import Function, name_of
from local.mappings import EventSourceMapping
from local.stream import Stream

IDLE_SECONDS = 0.2

type Inbox = SimpleQueue[Record]


@dataclass
class Delivery:
    """Lanes run at the same time. Records of one partition key stay in one lane, and so in order."""

    aws: Aws
    mapping: EventSourceMapping
    stream: Stream
    tell: Tell
    _function: Function = field(init=False)
    _inboxes: list[Inbox] = field(init=False)

    def __post_init__(self) -> None:
        self._function = Function(self.aws, self.mapping.function_arn, self.tell)
        self._inboxes = [SimpleQueue() for _ in range(self.mapping.lanes)]

    def lanes(self, stopped: threading.Event) -> list[threading.Thread]:
        return [threading.Thread(target=self._run, args=(inbox, stopped), daemon=True) for inbox in self._inboxes]

    def receive(self, record: Record) -> None:
        if self.mapping.lets_through(record):
            key = json.dumps(record["dynamodb"]["Keys"][self.stream.partition_key])
            self._inboxes[zlib.crc32(key.encode()) % len(self._inboxes)].put(record)

    def _run(self, inbox: Inbox, stopped: threading.Event) -> None:
        source = EventSource(self.mapping.rules)
        while not stopped.is_set():
            source.offer(_drain(inbox))
            match source.next(time.time()):
                case Invoke(batch):
                    source.settle(self._function.call(batch.records), time.time())
                case GiveUp() as loss:
                    self._give_up(loss)
                case Wait(None):
                    source.offer(_first(inbox))
                case Wait(float(until)):
                    stopped.wait(min(IDLE_SECONDS, max(0.0, until - time.time())))

    def _give_up(self, loss: GiveUp) -> None:
        count, function = len(loss.batch.records), name_of(self.mapping.function_arn)
        self.tell(line("gave up", f"{function}: {count} record(s), {loss.condition}"))
        given_up.send(self.aws, loss, self.mapping, self.stream.shard_id)


def _first(inbox: Inbox) -> list[Record]:
    try:
        return [inbox.get(timeout=IDLE_SECONDS)]
    except Empty:
        return []


def _drain(inbox: Inbox) -> list[Record]:
    records = []
    while not inbox.empty():
        records.append(inbox.get_nowait())
    return records
