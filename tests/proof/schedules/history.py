"""Three pairings, all enrolled with one session on deck, and what people do to them; and records from elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from plus_one.actions.send_notices import send_notices
from plus_one.domain.ids import UserId
from plus_one.domain.packages import Offer
from plus_one.domain.profiles import Caller
from plus_one.domain.refusals import Refusal
from plus_one.store.table import Table
from tests.integration.acting import Acting, Mailbox, event_records
from tests.integration.samples import AT
from tests.proof.schedules.dynamo import items, row, saved

PAIRINGS = (("ana", "kim"), ("ana", "lee"), ("bo", "kim"))
MOVES = ("complete", "complete", "complete", "complete", "book", "unenroll", "enroll", "turn")


@dataclass
class Clock:
    """In whole seconds. Each request is one later than what was before."""

    seconds: int = 0

    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        self.seconds += 1
        return self.seconds

    def now(self) -> datetime:
        return AT + timedelta(seconds=self.seconds)


@dataclass
class Scene:
    """What is in the table before a schedule begins, and who may act on it."""

    state: bytes
    begins: int
    pairings: list[tuple[Acting, Offer]] = field(default_factory=list)


def scene(table: Table, clock: Clock) -> Scene:
    pairings = [_enrolled(Acting(table, _person(client), _person(coach), 0, clock, AT)) for client, coach in PAIRINGS]
    for written in event_records(items()):
        send_notices(table, written, Mailbox().post, clock.now())
    return Scene(saved(), clock.seconds, pairings)


def _enrolled(acting: Acting) -> tuple[Acting, Offer]:
    offer = acting.offer()
    acting.book(offer)
    acting.enroll()
    return acting, offer


def _person(name: str) -> Caller:
    return Caller(user_id=UserId(name), name=name.capitalize(), email=f"{name}@example.com")


def move(chance: Random, pairings: list[tuple[Acting, Offer]]) -> None:
    """Whatever the chance will have; what is refused changes nothing."""
    acting, offer = chance.choice(pairings)
    try:
        match chance.choice(MOVES):
            case "complete":
                for session_id in _on_deck(acting)[:1]:
                    acting.complete(session_id)
            case "book":
                acting.book(offer)
            case "unenroll":
                acting.unenroll()
            case "enroll":
                acting.enroll()
            case "turn":
                acting.unenroll()
                acting.enroll()
    except Refusal:
        pass


def _on_deck(acting: Acting) -> list[Any]:
    place = f"COACH#{acting.coach.user_id}#SESSION#"
    found = [each for each in row(f"CLIENT#{acting.client.user_id}") if each["SK"].startswith(place)]
    return [each["session_id"] for each in found if each["status"] == "booked"]


RENEWAL: dict[str, Any] = {"type": {"S": "renewal"}, "state": {"S": "pending"}}
EVENT: dict[str, Any] = {"type": {"S": "event"}, "due_shard": {"S": "DUE#0"}}
IDS = {"client_id": {"S": "ana"}, "coach_id": {"S": "kim"}, "session_id": {"S": "s"}}
FOREIGN: dict[str, list[dict[str, Any]]] = {
    "book_plus_one": [
        RENEWAL,
        {**RENEWAL, **IDS, "completion": {"S": "1"}},
        {**RENEWAL, **IDS, "completion": {"N": "1.5"}},
        {**RENEWAL, "client_id": {"NULL": True}, "coach_id": {"L": []}, "session_id": {"M": {}}},
        {**RENEWAL, "client_id": {"X": "ana"}},
        {**RENEWAL, "client_id": "ana"},
    ],
    "send_notices": [
        EVENT,
        {**EVENT, **IDS, "event_id": {"N": "1"}},
        {**EVENT, "notices": {}},
    ],
}
