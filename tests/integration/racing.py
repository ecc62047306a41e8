"""Acts that start at the same moment, each in a thread and over a connection of its own."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Barrier
from typing import TYPE_CHECKING, Any

from plus_one.domain.ids import SessionId
from plus_one.domain.refusals import Refusal
from plus_one.store.table import Table
from tests.integration.acting import Acting, deliver_renewals
from tests.kept import everything

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Act = Callable[[Acting], Any]

LANES = 4
LONGEST_DELAY = 0.004


@dataclass
class Track:
    """Where races are run: a connection for each lane, whose every call is a little late, as `delays` will have it."""

    clients: list["DynamoDBClient"]
    delays: random.Random

    def race(self, acting: Acting, *acts: Act) -> list[Any]:
        """What each act returned, or the refusal that it raised."""
        start = Barrier(len(acts))

        def run(client: "DynamoDBClient", act: Act) -> Any:
            start.wait()
            try:
                return act(acting.on(Table(client, acting.table.name)))
            except Refusal as refusal:
                return refusal

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(run, self.clients, acts))

    def delay(self, **_: Any) -> None:
        time.sleep(self.delays.uniform(0, LONGEST_DELAY))


def on_deck(acting: Acting) -> list[SessionId]:
    sessions = [item for item in everything(acting.table) if item["type"] == "session"]
    return [session["session_id"] for session in sessions if session["status"] == "booked"]


def plus_ones(acting: Acting) -> list[str]:
    items = everything(acting.table)
    return [item["session_id"] for item in items if item["type"] == "session" and item["origin"] == "plus_one"]


def storm(seed: float) -> Act:
    """Four things in a row, as the seed will have it."""
    chance = random.Random(seed)  # noqa: S311

    def complete_any(acting: Acting) -> None:
        if booked := on_deck(acting):
            acting.complete(chance.choice(booked))

    def act(acting: Acting) -> None:
        whatever: list[Act] = [
            complete_any,
            complete_any,
            deliver_renewals,
            Acting.enroll,
            Acting.unenroll,
            Acting.booked,
        ]
        for each in chance.choices(whatever, k=4):
            with suppress(Refusal):
                each(acting)

    return act
