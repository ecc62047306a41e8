"""What must be true of the renewals of a pairing between any two transactions."""

from collections.abc import Iterator

from ops.audit.matching import completion, each_once, of_completion
from ops.audit.pairs import Pair
from plus_one.domain.pairings import Pairing
from plus_one.store import renewals
from plus_one.store.items import Item

type Wrong = Iterator[str]

# A hold ends with these, and the event says so. The renewal has the reason, and the moment of the event.
ENDS = {
    "package_booked": "ALREADY_ON_DECK",
    "session_reopened": "ALREADY_ON_DECK",
    "unenrolled": "NOT_ENROLLED",
    "coach_ended": "COACH_ENDED",
}


def a_trigger_has_its_renewal(_: Pairing, pair: Pair) -> Wrong:
    """That of a client who was not enrolled is written once a tap books its +1."""
    tapped = _tapped(pair)
    told = [event["facts"] for event in pair.events("session_completed")]
    triggers = [completion(facts) for facts in told if facts["trigger"] == "renewal"]
    later = {completion(facts) for facts in told if facts["trigger"] == "not_enrolled"} & tapped
    written = [completion(item) for item in pair.renewals]
    yield from each_once([*triggers, *later], "trigger", written, "renewal")


def a_renewal_is_of_an_epoch_in_which_the_client_was_enrolled(pairing: Pairing, pair: Pair) -> Wrong:
    """But for one that a tap books."""
    tapped = _tapped(pair)
    for item in pair.renewals:
        is_apart = item["epoch"] % 2 == 0 and completion(item) not in tapped
        if is_apart or item["epoch"] > pairing.enrollment.epoch:
            yield f"renewal {item['SK']} is of epoch {item['epoch']}"


def a_settled_renewal_has_its_event(_: Pairing, pair: Pair) -> Wrong:
    """What was skipped and then tapped is booked."""
    undone = [event for event in pair.events("session_reopened") if event.get("reason") == "COMPLETION_UNDONE"]
    booked, skipped = _settled(pair, "booked"), _settled(pair, "skipped")
    yield from each_once(booked, "booked renewal", _told(pair.events("plus_one_booked")), "event that says so")
    ended = [(*completion(item), item["reason"]) for item in pair.renewals if _ends(item, pair)]
    said = [told for told in _told(pair.events("not_booked") + undone) if told[:2] not in _tapped(pair)]
    yield from each_once(skipped, "skipped renewal", [*said, *ended], "event that says so")


def a_hold_was_told(_: Pairing, pair: Pair) -> Wrong:
    told = {of_completion(event) for event in pair.events("held")}
    for item in pair.renewals:
        if item["state"] == "held" and completion(item) not in told:
            yield f"renewal {item['SK']} is held, and no event says so"


def a_booked_renewal_has_its_plus_one_and_no_other_has(_: Pairing, pair: Pair) -> Wrong:
    booked = [renewals.from_item(item).plus_one_id for item in pair.renewals if item["state"] == "booked"]
    yield from each_once(booked, "booked renewal", list(pair.plus_ones()), "+1")
    told = [event["facts"]["session_id"] for event in pair.events("plus_one_booked")]
    yield from each_once(list(pair.plus_ones()), "+1", told, "plus_one_booked")


def the_latest_renewal_stands_in_the_pairing(pairing: Pairing, pair: Pair) -> Wrong:
    """One of a client who was not enrolled stands nowhere else."""
    kept = [renewals.from_item(item) for item in pair.renewals]
    latest = pairing.renewal
    if latest and latest.unwritten:
        if any(latest.same_trigger(each) for each in kept):
            yield f"the latest renewal {latest} is none of a client who was not enrolled: it is one of {kept}"
    elif latest not in kept and (latest or kept):
        yield f"the latest renewal {latest} is none of {kept}"


def a_hold_is_the_pairings_and_could_resume(pairing: Pairing, pair: Pair) -> Wrong:
    for item in pair.renewals:
        if item["state"] != "held":
            continue
        hold, enrollment = pairing.hold, pairing.enrollment
        if hold is None or hold != renewals.from_item(item):
            yield f"renewal {item['SK']} is held, and the hold of the pairing is {hold}"
        if pairing.on_deck or item["deck_seq"] != pairing.deck_seq:
            yield f"renewal {item['SK']} is held, and there was something on deck since"
        if not enrollment.is_on or item["epoch"] != enrollment.epoch:
            yield f"renewal {item['SK']} of epoch {item['epoch']} is held in epoch {enrollment.epoch}"
        if pairing.coach_has_ended:
            yield f"renewal {item['SK']} is held, and the coach has ended"


def the_coachs_end_is_what_was_told(pairing: Pairing, pair: Pair) -> Wrong:
    """A version that does not know it drops it."""
    turns = sorted(pair.events("coach_ended", "coach_returned"), key=lambda event: str(event["SK"]))
    last = turns[-1]["kind"] if turns else "coach_returned"
    if pairing.coach_turned_at and pairing.coach_has_ended != (last == "coach_ended"):
        yield f"the coach has ended: {pairing.coach_has_ended}, but the last that was told is {last}"


def _settled(pair: Pair, state: str) -> list[tuple[str, int, str]]:
    return [(*completion(item), item["reason"]) for item in pair.renewals if item["state"] == state]


def _told(events: list[Item]) -> list[tuple[str, int, str]]:
    return [(*of_completion(event), event["reason"]) for event in events]


def _ends(item: Item, pair: Pair) -> bool:
    """An event has ended the hold that this renewal was."""
    ends = [event for event in pair.events(*ENDS) if event["facts"].get("ended_hold")]
    settled = item["state"] == "skipped" and (item["reason"], item["settled_at"])
    return settled in [(ENDS[event["kind"]], event["at"]) for event in ends]


def _tapped(pair: Pair) -> set[tuple[str, int]]:
    told = pair.events("plus_one_booked")
    return {of_completion(event) for event in told if event["facts"].get("how") == "tapped"}


OF_RENEWALS = [
    a_trigger_has_its_renewal,
    a_renewal_is_of_an_epoch_in_which_the_client_was_enrolled,
    a_settled_renewal_has_its_event,
    a_hold_was_told,
    a_booked_renewal_has_its_plus_one_and_no_other_has,
    the_latest_renewal_stands_in_the_pairing,
    a_hold_is_the_pairings_and_could_resume,
    the_coachs_end_is_what_was_told,
]
