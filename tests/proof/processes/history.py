"""What the processes wrote down and the table must say of each other. Each rule yields a sentence per contradiction."""

from collections import Counter
from collections.abc import Callable, Iterator

from ops.audit.pairs import pairs
from plus_one.store import renewals
from plus_one.store.items import Item
from tests.kept import past
from tests.proof.processes.worker_claims import kept, lost
from tests.proof.processes.worker_desk import own_part
from tests.proof.processes.worker_jobs import REFUSALS
from tests.proof.processes.worker_journal import Line

type Wrong = Iterator[str]
type Rule = Callable[[list[Item], list[Line]], Wrong]

ASKED_FOR = {
    *("package_booked", "enrolled", "adjusted", "unenrolled", "session_completed", "session_reopened"),
    "plus_one_cancelled",
}
# What has to have happened to a pairing before a +1 is not booked for this reason.
BECAUSE = {
    "NOT_ENROLLED": {"unenrolled"},
    "ENROLLMENT_CHANGED": {"unenrolled"},
    "COMPLETION_UNDONE": {"session_reopened"},
    "ALREADY_ON_DECK": {"package_booked", "session_reopened"},
}


def contradictions(items: list[Item], journal: list[Line]) -> list[str]:
    """At any moment."""
    return [sentence for rule in RULES for sentence in rule(items, journal)]


def no_process_broke(_: list[Item], journal: list[Line]) -> Wrong:
    yield from (f"a process broke: {line['broken']}" for line in journal if "broken" in line)


def a_refusal_has_a_reason(_: list[Item], journal: list[Line]) -> Wrong:
    for line in journal:
        if "refused" in line and line["refused"] not in REFUSALS.get(line["verb"], set()):
            yield f"{line['verb']} was refused: {line['refused']}"


def what_was_acknowledged_is_kept(items: list[Item], journal: list[Line]) -> Wrong:
    """At any time after; and the process looked at once, before another one could repair it."""
    so = kept(items)
    for line in journal:
        yield from (f"{claim} was acknowledged and was not kept" for claim in line.get("lost", []))
        yield from (f"{claim} was acknowledged and is not kept" for claim in lost(line, so))


def after_the_answer_to_a_cancel_no_plus_one_appears(items: list[Item], journal: list[Line]) -> Wrong:
    """But for those of an enrollment that began since."""
    booked = [item for item in items if item["type"] == "renewal" and item["state"] == "booked"]
    for line in journal:
        for item in booked if "unenrolled" in line else []:
            appeared = renewals.from_item(item).plus_one_id not in line["there"]
            if item["client_id"] == line["client"] and item["epoch"] < line["epoch"] and appeared:
                yield f"+1 of {item['SK']} appeared after un-enrolling at {line['unenrolled']} was answered"


def nothing_was_done_that_nobody_asked_for(items: list[Item], journal: list[Line]) -> Wrong:
    asked = {line["asked"] for line in journal if "asked" in line}
    for item in items:
        if item.get("kind") in ASKED_FOR and own_part(item["event_id"]) not in asked:
            yield f"{item['kind']} {item['event_id']} is of no request"


def a_key_books_one_package(items: list[Item], _: list[Line]) -> Wrong:
    keyed = Counter(item["created"] for item in items if item["SK"].startswith("KEY#book-"))
    booked = Counter(item["package_id"] for item in items if item["type"] == "package")
    if keyed != booked:
        yield f"packages {booked} were booked by keys {keyed}"


def no_receipt_ends_before_its_story(items: list[Item], _: list[Line]) -> Wrong:
    """A real engine removes it, by its own clock, a minute later or never: here it is seen at once."""
    yield from past(items)


def a_plus_one_that_nothing_speaks_against_is_booked(items: list[Item], _: list[Line]) -> Wrong:
    for pair in pairs(items).values():
        kinds = Counter(event["kind"] for event in pair.of_type.get("event", []))
        kinds["package_booked"] -= 1  # the first is before any completion
        for item in pair.renewals:
            if item["state"] == "skipped" and not any(kinds[kind] > 0 for kind in BECAUSE.get(item["reason"], ())):
                yield f"{item['SK']} was skipped, {item['reason']}, after {dict(kinds)}"


RULES: list[Rule] = [
    no_process_broke,
    a_refusal_has_a_reason,
    what_was_acknowledged_is_kept,
    after_the_answer_to_a_cancel_no_plus_one_appears,
    nothing_was_done_that_nobody_asked_for,
    a_key_books_one_package,
    no_receipt_ends_before_its_story,
    a_plus_one_that_nothing_speaks_against_is_booked,
]
