"""One client and one coach as a process sees them: what it asks for and what it mails goes into the journal first."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from time import sleep

from plus_one.bus.announcement import announcement
from plus_one.domain.events import Event
from plus_one.domain.ids import UserId
from plus_one.domain.profiles import Caller
from plus_one.domain.requests import Request
from plus_one.mail.compose import Mail
from plus_one.store import keys
from plus_one.store.items import Item, marshal
from plus_one.store.table import Table
from tests.integration.acting import Acting
from tests.proof.processes.worker_journal import note

SLOWEST_MAIL = 0.01


@dataclass
class Desk(Acting):
    """All processes of a round have nearly the same time, so no lease runs out in it but of those that were killed."""

    journal: int = field(kw_only=True)
    die: Callable[[], None] = lambda: None
    asked: list[str] = field(default_factory=list)

    def request(self, who: Caller, key: str | None = None) -> Request:
        made = super().request(who, key)
        note(self.journal, asked=own_part(made.event_id))
        self.asked.append(own_part(made.event_id))
        return made

    def items(self) -> list[Item]:
        return items_of(self.table, self.client.user_id)

    def take(self, mail: Mail) -> str:
        return self._post(mail.tags["event_id"], mail.tags["side"], mail.tags)

    def announce(self, event: Event) -> str:
        return self._post(event.event_id, "bus", announcement(event).detail)

    def _post(self, event_id: str, to: str, said: object) -> str:
        """As SES and the bus: it takes a moment, and what is in the journal was sent."""
        self.die()
        sleep(random.uniform(0, SLOWEST_MAIL))  # noqa: S311
        message_id = f"{random.getrandbits(64):016x}"
        note(self.journal, mail=[event_id, to], message_id=message_id, tags=said)
        sleep(random.uniform(0, SLOWEST_MAIL))  # noqa: S311
        self.die()
        return message_id


def own_part(event_id: str) -> str:
    """What stays of the id of a request's event when it moves to the moment of the commit."""
    return event_id[10:]


def items_of(table: Table, client_id: UserId) -> list[Item]:
    found, more = table.query(
        KeyConditionExpression="PK = :pk",
        ExpressionAttributeValues=marshal({":pk": keys.client(client_id)}),
        ConsistentRead=True,
    )
    assert more is None, "one page holds a client of a scenario"
    return found


def seconds(moment: int) -> Iterator[int]:
    """A clock that stands."""
    return repeat(moment)
