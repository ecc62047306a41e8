"""An event source and a function that fails as a test wants, run until there is nothing left to do."""

from collections.abc import Callable
from dataclasses import dataclass, field

from local.event_source import Answered, EventSource, Failed, GiveUp, Invoke, Outcome, Record, Rules, Wait

ARRIVED = 1_000.0
REPORTING = Rules(max_retries=2, report_item_failures=True)


@dataclass
class Run:
    calls: list[str] = field(default_factory=list)
    """The records of each call, one letter each."""
    given_up: list[tuple[str, str]] = field(default_factory=list)
    now: float = ARRIVED


def records(letters: str) -> list[Record]:
    return [{"dynamodb": {"SequenceNumber": each, "ApproximateCreationDateTime": ARRIVED}} for each in letters]


def letters(batch: tuple[Record, ...]) -> str:
    return "".join(str(record["dynamodb"]["SequenceNumber"]) for record in batch)


def drive(source: EventSource, function: Callable[[str], Outcome], most_calls: int = 100) -> Run:
    """Runs until there is nothing left to do; time passes only where the source waits."""
    run = Run()
    while len(run.calls) < most_calls:
        match source.next(run.now):
            case Invoke(batch):
                run.calls.append(letters(batch.records))
                source.settle(function(run.calls[-1]), run.now)
            case GiveUp(batch, condition):
                run.given_up.append((letters(batch.records), condition))
            case Wait(None):
                break
            case Wait(float(until)):
                run.now = until
    return run


def source(rules: Rules, offered: str) -> EventSource:
    made = EventSource(rules)
    made.offer(records(offered))
    return made


def failing_at(*poison: str) -> Callable[[str], Outcome]:
    """A function that raises when one of these is in its batch."""
    return lambda batch: Failed() if set(poison) & set(batch) else Answered()


def reporting(*poison: str) -> Callable[[str], Outcome]:
    """A function that names these as failed, the last first."""
    return lambda batch: Answered(
        {"batchItemFailures": [{"itemIdentifier": each} for each in reversed(batch) if each in poison]}
    )
