"""One schedule: people act, the stream delivers as it likes, the sweep comes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from random import Random
from typing import Any

from local.event_source import Answered, EventSource, Failed, GiveUp, Invoke, Outcome, Record, Unreached, Wait
from local.event_source import sequence_number as number_of
from local.mappings import EventSourceMapping
from plus_one.domain.notices import LEASE
from tests import tables
from tests.conftest import TABLE
from tests.integration.faults import Crash
from tests.proof.schedules.dynamo import put_back, put_broken
from tests.proof.schedules.functions import Handler
from tests.proof.schedules.history import FOREIGN, Clock, Scene, move
from tests.proof.schedules.lanes import LANES, Lane, Queue, numbers, reader, too_soon, unsettled
from tests.proof.schedules.line import FAULTS, Fault, Line, Mailed, Send

MOST_STEPS = 2_000
MOST_FOREIGN = 2
BROKEN = 0.2
TROUBLES = ("unreached", "answer lost", "twice", "fault", "fault", "meanwhile", "meanwhile", "meanwhile")
LONG_ENOUGH_TO_BE_TOO_OLD = 7 * 3600

type Faults = dict[int, Fault]


@dataclass(frozen=True)
class Setting:
    mappings: list[EventSourceMapping]
    handlers: dict[str, Handler]
    line: Line
    clock: Clock
    scene: Scene


@dataclass
class Run:
    """`stream` is all that was ever in it; `due` what each function must have got; `wrong` what was seen on the way."""

    of_all: Setting
    chance: Random
    stream: list[Record] = field(default_factory=list)
    due: dict[str, list[Record]] = field(default_factory=lambda: {"book_plus_one": [], "send_notices": []})
    foreign: dict[str, set[str]] = field(default_factory=lambda: {"book_plus_one": set(), "send_notices": set()})
    queue: Queue = field(default_factory=Queue)
    wrong: list[str] = field(default_factory=list)
    _disturbed: Counter[str] = field(default_factory=Counter)
    _lane_of: dict[str, int] = field(default_factory=dict)
    _numbered: int = 0

    def __post_init__(self) -> None:
        of_all, chance = self.of_all, self.chance
        put_back(of_all.scene.state)
        if chance.random() < BROKEN:
            put_broken()
        of_all.clock.seconds, of_all.line.mailed = of_all.scene.begins, Mailed()
        self.lanes = [Lane(each, EventSource(each.rules)) for each in of_all.mappings for _ in range(LANES)]
        self._acting = of_all.scene.pairings[chance.choice((0, 0, 2)) :]
        self._trouble, self._poison = chance.choice((0, 0.4, 0.8)), chance.choice((0, 0, 0.3))
        self._off = set(chance.choices((FOREIGN, ["book_plus_one"], ["send_notices"], []), (1, 1, 1, 10))[0])

    def play(self) -> None:
        """Until nobody acts any more and the stream is drained."""
        moves, pace = self.chance.randint(2, 5), self.chance.choice((0.2, 0.5, 1))
        for _ in range(MOST_STEPS):
            busy = [lane for lane in self.lanes if lane.inbox or not lane.is_idle]
            if moves and (not busy or self.chance.random() < pace):
                moves -= 1
                move(self.chance, self._acting)
                self.read_stream()
            elif busy:
                self._step(self.chance.choice(busy))
            else:
                return
        self.wrong.append("the stream is never drained")

    def _step(self, lane: Lane) -> None:
        clock = self.of_all.clock
        if self.chance.random() < 0.03:
            self.invoke("sweep", [], self._faults(1) if self.chance.random() < self._trouble else {})
        lane.take(self.chance)
        match lane.source.next(clock.seconds):
            case Invoke(batch):
                lane.source.settle(self._deliver(lane.function, batch.records), clock.seconds)
            case GiveUp() as loss:
                own = [each for each in loss.batch.records if number_of(each) not in self.foreign[lane.function]]
                self.wrong += too_soon(lane, loss, own, self._disturbed, clock.seconds)
                self.queue.take(lane, loss)
            case Wait(None):
                lane.is_idle = True
            case Wait(float(until)):
                clock.seconds = max(clock.seconds, ceil(until))

    def read_stream(self) -> None:
        """What was written since; and sometimes something foreign with it."""
        for record in tables.records(TABLE, len(self.stream)):
            self.stream.append(self._stamped(record))
            self._hand_out(self.stream[-1])
        for name, images in FOREIGN.items():
            if len(self.foreign[name]) < MOST_FOREIGN and self.chance.random() < self._poison:
                self._hand_out_foreign(name, {"NewImage": self.chance.choice(images), "Keys": {"PK": {"S": "x"}}})

    def _stamped(self, record: Record) -> Record:
        self._numbered += 1
        own = {"SequenceNumber": f"{self._numbered:021}", "ApproximateCreationDateTime": self.of_all.clock.seconds}
        return {**record, "dynamodb": {**record["dynamodb"], **own}}

    def _hand_out(self, record: Record) -> None:
        """The records of one client stay together."""
        client = record["dynamodb"]["Keys"]["PK"]["S"]
        at = self._lane_of.setdefault(client, self.chance.randrange(LANES))
        if (name := reader(record)) and name not in self._off:
            self.due[name].append(record)
        for lane in self.lanes[at::LANES]:
            if lane.mapping.lets_through(record) and lane.function not in self._off:
                lane.get(record)

    def _hand_out_foreign(self, name: str, change: Record) -> None:
        record = self._stamped({"eventName": "INSERT", "dynamodb": change})
        lane = self.chance.choice([lane for lane in self.lanes if lane.function == name])
        if lane.mapping.lets_through(record) and name not in self._off:
            self.foreign[name].add(number_of(record))
            lane.get(record)

    def _deliver(self, name: str, records: tuple[Record, ...]) -> Outcome:
        if self.chance.random() >= self._trouble:
            return self.deliver_calmly(name, records)
        self._disturbed.update(numbers(records))
        match self.chance.choice(TROUBLES):
            case "unreached":
                self.of_all.clock.seconds += LONG_ENOUGH_TO_BE_TOO_OLD * (self.chance.random() < 0.1)
                return Unreached()
            case "answer lost":
                self.deliver_calmly(name, records)
                return Failed()
            case "twice":
                self.deliver_calmly(name, records)
                return self.deliver_calmly(name, records)
            case "fault":
                return self.invoke(name, records, self._faults(len(records)))
        return self.invoke(name, records, {self._call(len(records)): self._meanwhile(name, records)})

    def deliver_calmly(self, name: str, records: Iterable[Record]) -> Outcome:
        """What is not foreign must be done at once; what is must be named."""
        now = self.of_all.clock.now()
        outcome, records = self.invoke(name, records), list(records)
        foreign = {number_of(record) for record in records} & self.foreign[name]
        named = outcome.payload["batchItemFailures"] if isinstance(outcome, Answered) else outcome
        if not isinstance(named, list) or {each["itemIdentifier"] for each in named} != foreign:
            self.wrong.append(f"{name} names {named}, not {foreign}")
        for record in records:
            if number_of(record) not in foreign and unsettled(record, now):
                self.wrong.append(f"{name} left {number_of(record)} undone, beside {len(foreign)} foreign ones")
        return outcome

    def invoke(self, name: str, records: Iterable[Record], faults: Faults | None = None) -> Outcome:
        of_all, event = self.of_all, {"Records": list(records)}
        of_all.clock.seconds += self.chance.randint(0, 2)
        try:
            answer = of_all.line.invocation(faults or {}, lambda: of_all.handlers[name](event))
            if of_all.line.has_died:
                self.wrong.append(f"{name} answered after its death")
            return Answered(answer)
        except (Crash, Exception):  # noqa: BLE001  as Lambda has it
            return Failed()
        finally:
            self.read_stream()

    def _faults(self, records: int) -> Faults:
        first, times = self._call(records), self.chance.choice((1, 1, 2, 12))
        return dict.fromkeys(range(first, first + times), self.chance.choice(FAULTS))

    def _call(self, records: int) -> int:
        return self.chance.randrange(self.chance.choice((3, 6, 6 * records)))

    def _meanwhile(self, name: str, records: tuple[Record, ...]) -> Fault:
        """While the function waits for a call, others do all that they want to."""

        def fault(verb: str, send: Send) -> Any:
            if self.chance.random() < 0.3:
                self.of_all.clock.seconds += int(LEASE.total_seconds()) + 1
                self.of_all.line.mailed.any_may_repeat += 1
            match self.chance.choice(("again", "again", "sweep", "move")):
                case "again":
                    self.invoke(name, records)
                case "sweep":
                    self.invoke("sweep", [])
                case "move":
                    self.of_all.line.invocation({}, lambda: move(self.chance, self._acting))
            return send()

        return fault
