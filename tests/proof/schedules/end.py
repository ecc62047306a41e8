"""What must be true when a schedule is over: once the stream has given all it had, and once the sweep has come."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil
from random import Random

from local.event_source import Answered, arrived
from local.event_source import sequence_number as number_of
from ops.audit.audit import violations
from plus_one.store.items import Item, unmarshal
from plus_one.store.keys import OLD_SHARDS, RENEWAL_SHARDS
from tests.announced import told_by
from tests.integration.samples import AT
from tests.integration.world import sent
from tests.kept import unfinished
from tests.proof.schedules import law
from tests.proof.schedules.dynamo import attributes, items
from tests.proof.schedules.lanes import unsettled
from tests.proof.schedules.line import FAULTS
from tests.proof.schedules.run import Faults, Run

MOST_SWEEPS = 100
TROUBLED_SWEEPS = 3
STALE = {
    ("stale", "session_completed", "client"),
    ("stale", "session_reopened", "client"),
    ("stale", "enrolled", "coach"),
    ("stale", "unenrolled", "coach"),
}


def wrong(run: Run) -> list[str]:
    """Before anything is delivered once more: that would repair what was lost."""
    before = sent(items())
    run.play()
    found = [*run.wrong, *violations(items()), *_left_by_the_stream(run)]
    sweep_up(run)
    found += [*violations(items()), *unfinished(items()), *law.wrong(_events(run))]
    found += _unsent(items())
    found += run.of_all.line.mailed.wrong(sent(items()) - before)
    return found + list(_changed_by_more(run))


def sweep_up(run: Run) -> None:
    """It comes every minute; what it would find due decides when it matters. At first it may fail, too."""
    for number in range(MOST_SWEEPS):
        due = attributes("due_at")
        if not due:
            return
        soonest = ceil((datetime.fromisoformat(min(due)) - AT).total_seconds())
        run.of_all.clock.seconds = max(run.of_all.clock.seconds, soonest) + run.chance.randint(0, 60)
        run.invoke("sweep", [], _faults(run.chance) if number < TROUBLED_SWEEPS else {})


def _faults(chance: Random) -> Faults:
    """Every other time, at the questions for what is due or among what is done about it."""
    questions = len(RENEWAL_SHARDS) + len(OLD_SHARDS)
    first, times = chance.randrange(2 * questions + 6), chance.choice((0, 0, 0, 1, 1, 2))
    return dict.fromkeys(range(first, first + times), chance.choice(FAULTS))


def _left_by_the_stream(run: Run) -> Iterator[str]:
    yield from run.queue.untold()
    for name, lost in run.queue.given_up.items():
        yield from (f"foreign record {number} is nowhere named" for number in run.foreign[name] - lost.keys())
        for record in run.due[name]:
            came = AT + timedelta(seconds=arrived(record))
            if number_of(record) not in lost and unsettled(record, came):
                yield f"{name} never did {number_of(record)}, and it was not given up"


def _unsent(items: list[Item]) -> Iterator[str]:
    """Every address takes mail; only a heads-up or a copy may have lost its truth meanwhile."""
    for item in items:
        for to, notice in told_by(item).items():
            if notice["state"] != "sent" and (notice["state"], item["kind"], to) not in STALE:
                yield f"the notice of {item['SK']} to the {to} is {notice['state']}"


def _events(run: Run) -> Iterator[dict[str, object]]:
    for record in run.stream:
        image = record["dynamodb"]["NewImage"]
        if record["eventName"] == "INSERT" and image.get("type") == {"S": "event"}:
            yield unmarshal(image)


def _changed_by_more(run: Run) -> Iterator[str]:
    """All records come twice more."""
    mailed = run.of_all.line.mailed.taken
    before = items(), {notice: len(mails) for notice, mails in mailed.items()}
    for name, records in [*run.due.items()] * 2:
        outcome = run.invoke(name, records)
        if not isinstance(outcome, Answered) or outcome.payload["batchItemFailures"]:
            yield f"{name} fails over what was done before"
    run.invoke("sweep", [])
    if (items(), {notice: len(mails) for notice, mails in mailed.items()}) != before:
        yield "spare deliveries changed something"
