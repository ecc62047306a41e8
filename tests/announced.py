"""What was announced on the bus: to those who listen to it, and what is wrong with that, by the table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.events.models import events_backends

from plus_one.store.items import Item
from tests.conftest import BUS

type Detail = dict[str, Any]


@dataclass
class Rule:
    """Of others, on our bus: moto hands over to it."""

    events: list[dict[str, Any]] = field(default_factory=list)

    def send_to_targets(self, event: dict[str, Any]) -> None:
        self.events.append(event)


def create_bus(client: Any) -> None:
    client.create_event_bus(Name=BUS)
    _bus().rules["others"] = Rule()


def announced() -> list[dict[str, Any]]:
    """As a rule of others gets them, the oldest first."""
    heard: list[dict[str, Any]] = _bus().rules["others"].events
    return heard


def _bus() -> Any:
    return events_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].describe_event_bus(BUS)


def told_by(event: Item) -> dict[str, Item]:
    """All that an event tells, by to whom."""
    notices: dict[str, Item] = event.get("notices", {})
    return notices | ({"bus": event["announcement"]} if "announcement" in event else {})


def wrong_announcements(items: Iterable[Item], details: list[Detail]) -> Iterator[str]:
    """Whatever is booked, cancelled or taken back is to be announced; and what was announced is what was booked."""
    kept = list(items)
    events = {item["event_id"]: item for item in kept if item["type"] == "event"}
    plus_ones = {item["session_id"]: item for item in kept if item.get("origin") == "plus_one"}
    for event in events.values():
        about = event["facts"].get("session_id") in plus_ones and event["kind"] != "session_completed"
        if about != ("announcement" in event):
            yield f"{event['kind']} {event['event_id']}: its announcement is {event.get('announcement')}"
    for detail in details:
        session, event = plus_ones[detail["session_id"]], events[detail["id"]]
        due, no_longer = _money(session), event["kind"] != "plus_one_booked"
        if (detail.get("due"), detail.get("no_longer_due")) != ((None, due) if no_longer else (due, None)):
            yield f"{detail} was announced of {session}"
        if no_longer and session["status"] != "cancelled":
            yield f"{detail} was announced, and the session is {session['status']}"


def _money(session: Item) -> Detail:
    return {"amount": session["rate"], "currency": session["currency"]}
