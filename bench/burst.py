"""Sunday evening: every coach marks complete. A simulation of the stream: backlog, and how long until the +1 is booked.

`python -m bench.burst`: a row is an hour, its rate a bell with the peak in the middle. A partition of the table is a
shard of the stream; a shard feeds as many invocations at once as its parallelization factor; a client's records meet
in one. Nothing is lost here: loss, repetition and order are the tests' affair.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles

HOUR = 3600
WIDTH = 600  # seconds from the peak to where the rate has fallen to 0.6 of it
SEED = 1
SAMPLED = 20  # invocations that are simulated, of all that are alike


@dataclass(frozen=True)
class Speed:
    """Seconds. `cpu` per record is what the bench measures; a function of 1,024 MB has 0.58 of a CPU."""

    cpu: float = 0.002
    share: float = 1024 / 1769
    wait: float = 0.010  # two calls of 5 ms
    lanes: int = 8
    batch: int = 100
    start: float = 0.010  # of an invocation
    poll: float = 0.250

    def takes(self, count: int) -> float:
        """Bound by its CPU, or by the rounds of its lanes."""
        per_record = self.cpu / self.share
        return self.start + max(count * per_record, math.ceil(count / self.lanes) * (per_record + self.wait))


@dataclass(frozen=True)
class Evening:
    """`peak`: completions a second that renew, of all coaches; `starts`: the second from which the stream is read."""

    name: str
    peak: float
    shards: int
    factor: int = 10
    speed: Speed = Speed()
    starts: float = 0


@dataclass(frozen=True)
class Outcome:
    """`backlog`: the sum of the most that each slot had, so at most this."""

    waits: list[float]
    backlog: int
    busy: float
    batch: float


def simulate(evening: Evening) -> Outcome:
    draw = random.Random(SEED)  # noqa: S311  # nosec B311
    invocations = evening.shards * evening.factor
    simulated = min(SAMPLED, invocations)
    slots = [_one(evening, evening.peak / invocations, draw) for _ in range(simulated)]
    waits = sorted(wait for slot in slots for wait in slot.waits)
    return Outcome(
        waits=waits,
        backlog=round(sum(slot.backlog for slot in slots) * invocations / simulated),
        busy=sum(slot.busy for slot in slots) / simulated,
        batch=len(waits) / sum(len(slot.waits) / slot.batch for slot in slots),
    )


def _one(evening: Evening, peak: float, draw: random.Random) -> Outcome:
    """One slot of a shard: what arrives waits for its batch, then for the batch to be done."""
    arrivals = list(_arrivals(peak, draw))
    waits: list[float] = []
    clock, backlog, busy, batches = evening.starts, 0, 0.0, 0
    while len(waits) < len(arrivals):
        first = arrivals[len(waits)]
        if clock <= first:  # it was idle: the next poll finds it
            clock = first + draw.uniform(0, evening.speed.poll)
        waiting = _until(arrivals, clock, len(waits)) - len(waits)
        backlog = max(backlog, waiting)
        count = min(waiting, evening.speed.batch)
        took = evening.speed.takes(count)
        clock, busy, batches = clock + took, busy + took, batches + 1
        waits += [clock - arrived for arrived in arrivals[len(waits) : len(waits) + count]]
    return Outcome(waits, backlog, busy / HOUR, len(waits) / max(1, batches))


def _until(arrivals: list[float], clock: float, start: int) -> int:
    position = start
    while position < len(arrivals) and arrivals[position] <= clock:
        position += 1
    return position


def _arrivals(peak: float, draw: random.Random) -> Iterator[float]:
    """A Poisson process, thinned to the bell."""
    at = draw.expovariate(peak)
    while at < HOUR:
        if draw.random() < math.exp(-(((at - HOUR / 2) / WIDTH) ** 2) / 2):
            yield at
        at += draw.expovariate(peak)


EVENINGS = (
    Evening("10,000 pairings", 1, 4),
    Evening("100,000 pairings", 10, 4),
    Evening("1 million pairings", 100, 4),
    Evening("10 million pairings", 1000, 40),
    Evening("the same, factor 1", 1000, 40, factor=1),
    Evening("the same, one record after the other", 1000, 40, speed=Speed(lanes=1)),
    Evening("the same, on a table of four partitions", 1000, 4),
    Evening("the same, CPU three times as slow", 1000, 40, speed=Speed(cpu=0.006)),
    Evening("the same, DynamoDB at 50 ms per call", 1000, 40, speed=Speed(wait=0.100)),
    Evening("the same, four partitions and factor 1", 1000, 4, factor=1),
    Evening("the same, not read for the first 40 minutes", 1000, 40, starts=2400),
)


def table() -> str:
    head = (
        "| evening | peak/s | shards x factor | backlog at most | busy | records a batch | p50 s | p99 s | longest s |"
    )
    return "\n".join([head, "|---|---|---|---|---|---|---|---|---|", *(_row(evening) for evening in EVENINGS)])


def _row(evening: Evening) -> str:
    done = simulate(evening)
    cuts = quantiles(done.waits, n=100)
    times = f"{cuts[49]:.2f} | {cuts[98]:.2f} | {done.waits[-1]:.2f}"
    slots = f"{evening.shards} x {evening.factor}"
    name = f"{evening.name} | {evening.peak:g} | {slots}"
    return f"| {name} | {done.backlog:,} | {done.busy:.0%} | {done.batch:.1f} | {times} |"


if __name__ == "__main__":
    print(table())
