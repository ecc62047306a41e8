"""One line per thing that happens, read from the events that the system writes."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from local.event_source import Record

WORDS = {
    "offer_made": "offered",
    "package_booked": "booked",
    "unenrolled": "un-enrolled",
    "session_completed": "completed",
    "plus_one_booked": "booked +1",
    "not_booked": "not booked",
}
# Notices that are not called as the event that they are about.
NOTICES = {"session_completed": "heads_up", "session_reopened": "plus_one_cancelled"}
SHOWN = ("title", "sessions", "session_id", "rate", "on_deck", "reason")
NOT_YET = frozenset({"pending", "sending"})
# What SES tells later, if it is no good news.
BAD_NEWS = frozenset({"bounced", "complained"})

type Item = dict[str, Any]
type Tell = Callable[[str], None]


def say(text: str) -> None:
    sys.stdout.write(f"{datetime.now().astimezone():%H:%M:%S}  {text}\n")
    sys.stdout.flush()


def line(word: str | int, what: str) -> str:
    """What happened, in a column of its own, and to whom or what."""
    return f"{word:<12} {what}"


@dataclass
class Story:
    """The stream, told. `names` are the people's, by id."""

    names: Mapping[str, str]
    _told: set[tuple[str, str, str]] = field(default_factory=set)

    def listen(self, record: Record) -> None:
        for each in self.lines(record):
            say(each)

    def lines(self, record: Record) -> list[str]:
        image = record["dynamodb"].get("NewImage", {})
        if image.get("type") != {"S": "event"}:
            return []
        event = {name: TypeDeserializer().deserialize(value) for name, value in image.items()}
        return [self._what_happened(event)] if record["eventName"] == "INSERT" else self._what_was_mailed(event)

    def _what_happened(self, event: Item) -> str:
        facts = {**event.get("facts", {}), "reason": event.get("reason")}
        if "rate" in facts:
            facts["rate"] = f"{facts['rate']} minor units of {facts.get('currency')}"
        details = [f"{name.replace('_', ' ')} {facts[name]}" for name in SHOWN if facts.get(name) is not None]
        kind = str(event["kind"])
        pair = f"{self._name(event['client_id'])} with {self._name(event['coach_id'])}"
        return line(WORDS.get(kind, kind), f"{pair}: {', '.join(details)}").rstrip(": ")

    def _what_was_mailed(self, event: Item) -> list[str]:
        notice_kind = NOTICES.get(event["kind"], event["kind"])
        lines = []
        for side, notice in sorted(event.get("notices", {}).items()):
            word = _what_became_of(notice)
            if word and self._is_new(event["event_id"], side, word):
                lines.append(line(word, f"{notice_kind} to {self._name(event[f'{side}_id'])}"))
        if event.get("announcement", {}).get("state") == "sent" and self._is_new(event["event_id"], "bus", "announced"):
            lines.append(line("announced", f"{notice_kind} on the bus"))
        return lines

    def _is_new(self, event_id: str, to: str, word: str) -> bool:
        told = (event_id, to, word)
        is_new = told not in self._told
        self._told.add(told)
        return is_new

    def _name(self, user_id: str) -> str:
        return self.names.get(user_id, user_id)


def _what_became_of(notice: Item) -> str | None:
    if notice.get("feedback") in BAD_NEWS:
        return str(notice["feedback"])
    if notice["state"] in NOT_YET:
        return None
    return "mailed" if notice["state"] == "sent" else str(notice["state"])
