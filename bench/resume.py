"""`python -m bench.resume [holds]`: the first of a month. How many holds a sweep resumes a minute, on the local engine.

All moments have come. The engine is a process of its own on the same CPUs, so the CPU time of the sweep itself is shown
beside: on a function of 1,024 MB that is what bounds it, or the rounds of its lanes."""

import json
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import batched
from types import SimpleNamespace
from typing import Any

from local.aws import start
from local.render import render
from plus_one import clock
from plus_one.domain.settings import Settings
from plus_one.store import due
from plus_one.store.items import Item, marshal, unmarshal
from tests.conftest import ROOT, free_port  # the environment of the functions
from tests.integration.acting import Acting
from tests.integration.conftest import new_table
from tests.kept import everything

from functions.sweep import app as sweeper  # isort: skip

HOLDS = 2_000
SHARE = 1024 / 1769  # of a CPU, as in bench.burst
RUN = 40  # seconds: what is left of a minute after the reserve
PER_PAIRING = ("pairing", "renewal", "session")


def main(holds: int) -> None:
    with start(free_port()) as aws:
        table = new_table(aws.client("dynamodb"), render(ROOT / "template.yaml"))
        held = _held(Acting(table))
        for chunk in batched(_copies(held, holds - 1), 25, strict=False):
            puts: Any = [{"PutRequest": {"Item": marshal(item)}} for item in chunk]
            table.client.batch_write_item(RequestItems={table.name: puts})
        later = clock.now() + timedelta(days=3)
        clock.now = lambda: later
        sweeper.table = table
        seconds, cpu = _swept()
        booked = sum(item["type"] == "renewal" and item["state"] == "booked" for item in everything(table))
    wall, bound = booked / seconds, SHARE * booked / cpu
    print(f"{booked:,} of {holds:,} holds resumed in {seconds:.1f} s, with {1000 * cpu / booked:.1f} ms of CPU each.")
    print(f"A sweep of 40 s here: {wall * RUN:,.0f}. A function of 1,024 MB, by its CPU: {bound * RUN:,.0f}.")


def _swept() -> tuple[float, float]:
    """Renewals only: mails are not measured."""
    found = due.due_by
    sweep: Any = sweeper
    index: Any = due
    index.due_by = lambda *asked: (key for key in found(*asked) if due.is_renewal(key))
    index.heads = lambda _: []
    sweep.count_renewal = lambda *_: None
    context = SimpleNamespace(
        function_name="sweep", memory_limit_in_mb=1024, invoked_function_arn="arn", aws_request_id="1",
        get_remaining_time_in_millis=lambda: 60_000,
    )  # fmt: skip
    began, cpu = time.perf_counter(), time.process_time()
    sweep.handler({}, context)
    return time.perf_counter() - began, time.process_time() - cpu


def _held(acting: Acting) -> list[Item]:
    """On hold until tomorrow's end."""
    [session] = acting.booked()
    acting.enroll(Settings(paused_until=clock.now().date() + timedelta(days=1)))
    acting.settle(acting.due(acting.complete(session)))
    return [item for item in everything(acting.table) if item["type"] in PER_PAIRING]


def _copies(held: list[Item], number: int) -> Iterator[Item]:
    written, client_id = json.dumps([marshal(item) for item in held]), _client(held)
    for each in range(number):
        yield from map(unmarshal, json.loads(written.replace(client_id, f"{client_id[:-6]}{each:06}")))


def _client(held: list[Item]) -> str:
    return str(next(item["client_id"] for item in held if item["type"] == "renewal"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else HOLDS)
