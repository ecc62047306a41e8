"""Round trips and capacity of every operation, as tests/integration/test_capacity.py meters them, young and old."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from local.aws import start
from local.render import Template
from plus_one.store.items import Item, marshal
from plus_one.store.table import Table
from tests.conftest import free_port
from tests.integration.conftest import new_table
from tests.integration.meter import Cost, Meter
from tests.integration.test_capacity import GOALS, Measured
from tests.kept import everything

YOUNG, OLD = 10, 10_000

type Costs = dict[str, Cost]


def young_and_old(template: Template) -> tuple[Costs, Costs]:
    """Of a pairing with ten sessions behind it, and with ten thousand."""
    with start(free_port()) as aws:
        watched, other = aws.client("dynamodb"), aws.client("dynamodb")
        return tuple(_costs(new_table(watched, template), Meter(watched, other), age) for age in (YOUNG, OLD))  # type: ignore[return-value]


def goals() -> dict[str, tuple[int, int]]:
    return GOALS


def _costs(table: Table, meter: Meter, sessions: int) -> Costs:
    measured = Measured(table, meter)
    measured.live(YOUNG)
    _age(table, sessions - YOUNG)
    return measured.run()


def _age(table: Table, by: int) -> None:
    """More of what a completed session leaves behind. Written as copies: to live it through would take an hour."""
    lived = [item for item in everything(table) if item["type"] in ("session", "event")]
    for chunk in batched(_copies(lived, by), 25, strict=False):
        puts: Any = [{"PutRequest": {"Item": marshal(item)}} for item in chunk]
        table.client.batch_write_item(RequestItems={table.name: puts})


def _copies(lived: list[Item], by: int) -> Iterator[Item]:
    """Ids of before all that has happened: history lies behind what is live."""
    session = next(item for item in lived if item["type"] == "session")
    event = next(item for item in lived if item.get("kind") == "session_completed" and "notices" not in item)
    for number in range(by):
        for item in (session, event):
            kind = item["type"]
            start_of_key = item["SK"].rpartition("#")[0]
            made = f"00000000000000000000{number:06}"
            yield item | {"SK": f"{start_of_key}#{made}", f"{kind}_id": made}
