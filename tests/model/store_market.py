"""People, requests and stream records of one history, through the real handlers, at the history's own time."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from uuid import uuid4

from local import ses_events
from local.mails import Mail
from plus_one import clock
from plus_one.domain.ids import UserId
from plus_one.domain.tokens import Purpose, sign
from plus_one.store.items import unmarshal
from tests.conftest import LINK_KEYS, TABLE, aws, create_table
from tests.marketplace import Marketplace, Person, Reply
from tests.model.seen import Got, Names
from tests.tables import Record

WITH_A_LIMIT = ("client_api", "coach_api", "book_plus_one", "send_notices", "sweep")
ROLES = {"ana": ("client",), "bo": ("client",), "kim": ("client", "coach"), "lee": ("client", "coach")}

type Pair = tuple[str, str]


class Market:
    """A new table, and new people in it."""

    def __init__(self, marketplace: Marketplace, velocity_limit: int, now: datetime) -> None:
        self.marketplace, self.now, self.step = marketplace, now, 0
        self.people = {name: Person(str(uuid4()), name, f"{name}.1@example.com", ROLES[name]) for name in ROLES}
        self.names = Names()
        self.offers: dict[str, int] = {}
        self.fillers: set[str] = set()
        self.renewals: dict[int, Record] = {}
        self.events: dict[int, Record] = {}
        self.mails: dict[tuple[int, str], Mail] = {}
        self.tags: dict[int, str] = {}
        clock.now = lambda: self.now
        for name in WITH_A_LIMIT:
            function: Any = import_module(f"functions.{name}.app")
            function.settings = function.settings._replace(velocity_limit=velocity_limit)
        self._new_table()

    def _new_table(self) -> None:
        aws("dynamodb").delete_table(TableName=TABLE)
        create_table(aws("dynamodb"), self.marketplace.template, TABLE)
        self.marketplace = replace(self.marketplace, _read=0)

    def ask(self, person: str, method: str, path: str, body: Any = None, **headers: Any) -> Reply:
        sent = {name: value for name, value in headers.items() if value is not None}
        return self.marketplace.call(self.people[person], method, path, body, **sent)

    def got(self, reply: Reply) -> Got:
        code = reply.body["code"] if reply.status >= 400 else None
        return Got(reply.status, {} if code or not reply.body else self.plain(reply.body), code)

    def plain(self, value: Any) -> Any:
        """Moments as such, and sessions by the names of the history."""
        match value:
            case dict():
                return {name: self.plain(each) for name, each in value.items()}
            case list():
                return [self.plain(each) for each in value]
            case str() if value in self.names.names:
                return self.names.names[value]
            case str() if value[10:11] == "T" and value.endswith("Z"):
                return datetime.fromisoformat(value).astimezone(UTC)
        return value

    def id(self, person: str) -> str:
        return self.people[person].user_id

    def read_stream(self) -> None:
        """What the step wrote: at most one event, one renewal, one +1; and a save that books, the event of that."""
        for record in self.marketplace.new_records():
            if record["eventName"] == "INSERT":
                self._take(record)

    def _take(self, record: Record) -> None:
        match unmarshal(record["dynamodb"]["NewImage"]):
            case {"type": "event", "kind": "plus_one_booked"} if self.step in self.events:
                self.events[-self.step] = record
            case {"type": "event"}:
                self.events[self.step] = record
            case {"type": "renewal"}:
                self.renewals[self.step] = record
            case {"type": "session", "origin": "plus_one", "session_id": session_id}:
                self.names.add(str(self.step), session_id)

    def item(self, record: Record) -> dict[str, Any]:
        """As it is now."""
        keys: Any = record["dynamodb"]["Keys"]
        return unmarshal(aws("dynamodb").get_item(TableName=TABLE, Key=keys, ConsistentRead=True)["Item"])

    def follow(self, client: str, coach: str, purpose: Purpose) -> Got:
        """The link of a mail."""
        token = sign(UserId(self.id(client)), UserId(self.id(coach)), self.now.date(), LINK_KEYS, purpose)
        event = self.marketplace.http_event(None, "POST", f"/v1/unsubscribe/{token}", None, {})
        return Got(self.marketplace.send(event).status)

    def feed_back(self, mail: Mail, verdict: str) -> None:
        said = {
            "soft": lambda: ses_events.bounced(mail, "Transient", "MailboxFull", self.now),
            "delivered": lambda: ses_events.delivered(mail, self.now),
            "hard": lambda: ses_events.bounced(mail, "Permanent", "General", self.now),
            "complaint": lambda: ses_events.complained(mail, self.now),
        }
        self.marketplace.publish(json.loads(json.dumps(said[verdict]())))
