"""What an answer says has happened, and what the table says has: what once has happened stays so."""

from collections.abc import Iterable, Iterator
from typing import Any

from plus_one.store.items import Item
from tests.proof.processes.worker_desk import own_part
from tests.proof.processes.worker_journal import Line

type Fact = tuple[Any, ...]


def kept(items: Iterable[Item]) -> set[Fact]:
    return {fact for item in items for fact in _facts(item)}


def lost(answer: Line, kept: set[Fact]) -> list[Fact]:
    """What was answered and is not so."""
    return [claim for claim in _claims(answer) if claim not in kept]


def _facts(item: Item) -> Iterator[Fact]:
    told = item.get("facts", {})
    match item:
        case {"type": "package"}:
            yield "booked", item["package_id"]
        case {"type": "session", "status": "cancelled"}:
            yield "cancelled", item["session_id"]
        case {"type": "renewal", "state": "booked" | "skipped"}:
            yield "settled", item["session_id"], item["completion"]
        case {"kind": "session_completed"}:
            yield "completed", told["session_id"], told["completion"]
        case {"kind": "session_reopened"}:
            yield "reopened", told["completed_session_id"]
        case {"kind": "unenrolled"}:
            yield "unenrolled", item["client_id"], item["at"]
        case {"kind": "enrolled" | "adjusted"}:
            yield "enrolled", own_part(item["event_id"]), item["kind"] == "enrolled"


def _claims(line: Line) -> Iterator[Fact]:
    match line:
        case {"booked": what} | {"cancelled": what} | {"reopened": what}:
            verb = next(name for name in ("booked", "cancelled", "reopened") if name in line)
            yield verb, what
        case {"completed": [session_id, completion]}:
            yield "completed", session_id, completion
        case {"settled": settled}:
            yield from (("settled", *each) for each in settled)
        case {"unenrolled": at, "client": client}:
            yield "unenrolled", client, at
        case {"enrolled": event_id, "anew": anew}:
            yield "enrolled", event_id, anew
