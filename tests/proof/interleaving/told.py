"""What was committed, in its order, and what the rules say of it: an oracle that shares no code with the system's rule.

All is told from the events and sessions of the table; the order is that in which the writes took effect."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plus_one.domain.days import rfc3339
from plus_one.store.items import Item
from tests.proof.interleaving.roles import LAST_PAUSED, PAUSE_ENDS

ENROLLING = ("enrolled", "unenrolled")
UNDELIVERABLE = ("NOTICE_UNDELIVERABLE", None)
SETTING = ("enrolled", "adjusted")
HOLDS = ("PAUSED", "STOP_AFTER_REACHED", "NOTICE_UNDELIVERABLE")


@dataclass(frozen=True)
class Told:
    """One event: what it says, and the items as they were before it."""

    kind: str
    reason: str | None
    facts: Item
    before: dict[Any, Item]
    after: dict[Any, Item]
    event_id: str
    at: str


type History = list[Told]
type Wrong = Iterator[str]


def is_enrolled(history: History) -> bool:
    turns = [each.kind for each in history if each.kind in ENROLLING]
    return bool(turns) and turns[-1] == "enrolled"


def settled_as(history: History, completion: tuple[str, int], at: str) -> tuple[str, int | None]:
    """What a renewal is settled as at the end of this history: the reason, and the rate if it is booked."""
    later = history[_of_completion(history, completion) + 1 :]
    package = last(history, "package_booked")
    if not is_enrolled(history):
        return "NOT_ENROLLED", None
    if any(each.kind in ENROLLING for each in later):
        return "ENROLLMENT_CHANGED", None
    if any(_puts_on_deck(each) for each in later):
        return "ALREADY_ON_DECK", None
    if not package.facts["auto_renewal"]:
        return "PACKAGE_NOT_RENEWABLE", None
    if _is_paused(history, at):
        return "PAUSED", None
    if stop_after(history) == 0:
        return "STOP_AFTER_REACHED", None
    return "BOOKED", package.facts["rate"]


def tapped_as(history: History, completion: tuple[str, int], _: str) -> tuple[str, int | None]:
    """A tap passes the client's own limits and an older epoch, and nothing else."""
    later = history[_of_completion(history, completion) + 1 :]
    package = last(history, "package_booked")
    if any(each.kind == "session_completed" and each.facts["trigger"] != "nothing" for each in later):
        return "OF_A_LATER_COMPLETION", None
    if not is_enrolled(history) or any(_puts_on_deck(each) for each in later) or not package.facts["auto_renewal"]:
        return "REFUSED", None
    return "BOOKED", package.facts["rate"]


def _is_paused(history: History, at: str) -> bool:
    paused_until = [each.facts.get("paused_until") for each in history if each.kind in SETTING][-1]
    return paused_until == LAST_PAUSED.isoformat() and at < rfc3339(PAUSE_ENDS)


def stop_after(history: History) -> int | None:
    """What is left of it: what the client set, less the +1s since then that took from it and were not taken back."""
    settings = [at for at, each in enumerate(history) if each.kind in SETTING]
    if not settings or history[settings[-1]].facts.get("stop_after") is None:
        return None
    left, taken = int(history[settings[-1]].facts["stop_after"]), set[str]()
    for each in history[settings[-1] + 1 :]:
        if each.kind == "plus_one_booked" and left > 0:
            left, taken = left - 1, taken | {each.facts["session_id"]}
        elif taken_back(each) in taken:
            left, taken = left + 1, taken - {str(taken_back(each))}
    return left


def live(history: History) -> list[Told]:
    """The +1s booked in this stretch and not taken back in it."""
    back = {taken_back(each) for each in history}
    return [each for each in history if each.kind == "plus_one_booked" and each.facts["session_id"] not in back]


def taken_back(each: Told) -> str | None:
    return each.facts.get("session_id") if each.kind in ("plus_one_cancelled", "session_reopened") else None


def last(history: History, kind: str) -> Told:
    return next(each for each in reversed(history) if each.kind == kind)


def sessions(items: dict[Any, Item]) -> dict[str, Item]:
    return {each["session_id"]: each for each in items.values() if each["type"] == "session"}


def _of_completion(history: History, completion: tuple[str, int]) -> int:
    found = [
        at
        for at, each in enumerate(history)
        if each.kind == "session_completed" and (each.facts["session_id"], each.facts["completion"]) == completion
    ]
    return found[-1] if found else len(history)


def _puts_on_deck(each: Told) -> bool:
    if each.kind == "session_reopened":
        return taken_back(each) is None
    return each.kind in ("package_booked", "plus_one_booked")


def wrong_with(told: Told, earlier: History) -> Wrong:
    """What the event says, against what was true before it."""
    law = LAWS.get(told.kind)
    if law:
        yield from (f"{told.kind}: {sentence}" for sentence in law(told, earlier))


def _settled(told: Told, earlier: History) -> Wrong:
    facts = told.facts
    completion = facts["completed_session_id"], facts["completion"]
    if told.kind == "held" and facts.get("resumes_at") != (rfc3339(PAUSE_ENDS) if told.reason == "PAUSED" else None):
        yield f"a hold because of {told.reason} resumes at {facts.get('resumes_at')}"
    law = tapped_as if facts.get("how") == "tapped" else settled_as
    reason, rate = law(earlier, completion, told.at)
    said = told.reason, facts["rate"] if told.kind == "plus_one_booked" else None
    if said[0] in HOLDS and told.kind != "held":
        yield f"{said[0]} is told as {told.kind}"
    if said != (reason, rate) and not (reason == "BOOKED" and said == UNDELIVERABLE and _is_flagged(told)):
        yield f"{said}, but the rule says {(reason, rate)}"
    if sessions(told.before)[facts["completed_session_id"]]["status"] != "completed":
        yield "the completion is undone"


def _is_flagged(told: Told) -> bool:
    """The profile is no part of the transaction: what was read of it may be a moment old."""
    return any(item.get("undeliverable") for item in told.before.values() if item["type"] == "profile")


def _completed(told: Told, earlier: History) -> Wrong:
    before = sessions(told.before)
    last_one = sum(each["status"] == "booked" for each in before.values()) == 1
    expected = "nothing" if not last_one else "renewal" if is_enrolled(earlier) else "not_enrolled"
    if told.facts["trigger"] != expected:
        yield f"triggers {told.facts['trigger']}, should be {expected}"
    session = before[told.facts["session_id"]]
    if (session["status"], session["completions"] + 1) != ("booked", told.facts["completion"]):
        yield f"the session was {session['status']}, {session['completions']} times completed"


def _reopened(told: Told, earlier: History) -> Wrong:
    done, before = (told.facts["completed_session_id"], told.facts["completion"]), sessions(told.before)
    if (before[done[0]]["status"], before[done[0]]["completions"]) != ("completed", done[1]):
        yield "it was not completed so often"
    caused = [each.facts for each in earlier if each.kind == "plus_one_booked"]
    its = [facts["session_id"] for facts in caused if (facts["completed_session_id"], facts["completion"]) == done]
    states = {session_id: before[session_id]["status"] for session_id in its}
    booked = [session_id for session_id, state in states.items() if state == "booked"]
    if "completed" in states.values() or [told.facts.get("session_id")] != (booked or [None]):
        yield f"takes back {told.facts.get('session_id')}, its +1s are {states}"
    is_open = any(
        (each["session_id"], each["completion"]) == done and each["state"] in ("pending", "held")
        for each in told.before.values()
        if each["type"] == "renewal"
    )
    if (told.reason == "COMPLETION_UNDONE") != is_open:
        yield f"{told.reason}, open was {is_open}"


def _unenrolled(told: Told, earlier: History) -> Wrong:
    booked = [each.facts["session_id"] for each in earlier if each.kind == "plus_one_booked"]
    latest = booked[-1] if booked else None
    on_deck = latest if latest and sessions(told.before)[latest]["status"] == "booked" else None
    if told.facts.get("last_plus_one_id") != on_deck:
        yield f"names {told.facts.get('last_plus_one_id')}, on deck was {on_deck}"
    if not is_enrolled(earlier):
        yield "was not enrolled"


def _enrolled(told: Told, earlier: History) -> Wrong:
    if is_enrolled(earlier) or not last(earlier, "package_booked").facts["auto_renewal"]:
        yield "was enrolled, or could not be"


def _adjusted(told: Told, earlier: History) -> Wrong:
    if not is_enrolled(earlier):
        yield "was not enrolled"
    paused = told.facts.get("paused_until") == LAST_PAUSED.isoformat()
    moment = rfc3339(PAUSE_ENDS) if paused and told.at < rfc3339(PAUSE_ENDS) else None
    for each in told.after.values():
        if each["type"] == "renewal" and each["state"] == "held" and each.get("resumes_at") != moment:
            yield f"a hold resumes at {each.get('resumes_at')}, should be {moment}"


def _cancelled(told: Told, earlier: History) -> Wrong:
    session = sessions(told.before)[told.facts["session_id"]]
    if (session["status"], session["origin"]) != ("booked", "plus_one"):
        yield f"it was {session['status']}"


LAWS = {
    "plus_one_booked": _settled,
    "not_booked": _settled,
    "held": _settled,
    "session_completed": _completed,
    "session_reopened": _reopened,
    "unenrolled": _unenrolled,
    "enrolled": _enrolled,
    "adjusted": _adjusted,
    "plus_one_cancelled": _cancelled,
}
