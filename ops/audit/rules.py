"""What must be true of a pairing between any two transactions. Each rule names all that is wrong, in sentences."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from ops.audit.brakes import loops_have_met_a_brake
from ops.audit.contacts import a_contact_has_the_open_offers, no_more_are_open_or_mailed_than_may_be
from ops.audit.order import ON_PAIRING, events_sort_in_the_order_of_commit, no_event_is_without_its_transaction
from ops.audit.pairs import Pair
from plus_one.domain.ids import package_session_ids
from plus_one.domain.pairings import Pairing
from plus_one.store import keys, packages, renewals
from plus_one.store.items import Item

type Wrong = Iterator[str]
type Rule = Callable[[Pairing, Pair], Wrong]

# While something is to do, the item is in GSI2, where the sweep looks for its kind.
DUE = {"due_shard", "due_at"}
SHARDS = {
    "renewal": {*keys.RENEWAL_SHARDS, *keys.OLD_SHARDS},
    "event": {*keys.NOTICE_SHARDS, keys.SLOW_SHARD, *keys.OLD_SHARDS},
}


def nobodys(pair: Pair) -> Wrong:
    for item in (*pair.packages, *pair.sessions, *pair.renewals, *pair.events(*ON_PAIRING)):
        yield f"{item['type']} {item['SK']} has no pairing"


def due_while_something_is_to_do(pair: Pair) -> Wrong:
    for item in pair.items():
        told = [*item.get("notices", {}).values(), *([item["announcement"]] if "announcement" in item else [])]
        states = {item["state"]} if item["type"] == "renewal" else {each["state"] for each in told}
        if bool(states & {"pending", "sending"}) != (set(item) >= DUE) or len(DUE & set(item)) == 1:
            yield f"{item['type']} {item['SK']} is {states} and has {DUE & set(item)}"
        if item.get("due_shard") not in SHARDS.get(item["type"], set()) | {None}:
            yield f"{item['type']} {item['SK']} is due in {item['due_shard']}, where nobody looks for it in time"


def what_waits_for_somebody_is_pending(pair: Pair) -> Wrong:
    for item in pair.renewals:
        if "waits_for" in item and (item["waits_for"], item["state"]) != ("SUSPENDED", "pending"):
            yield f"renewal {item['SK']} is {item['state']} and waits for {item['waits_for']}"


def every_item_is_of_a_known_type(pair: Pair) -> Wrong:
    for type_ in pair.of_type.keys() - {"package", "session", "renewal", "event", "offer", "contact"}:
        yield from (f"{item['SK']} is of no known type: {type_}" for item in pair.of_type[type_])


def a_custom_offer_is_booked_once(pair: Pair) -> Wrong:
    booked = Counter(item["offer_id"] for item in pair.packages)
    for offer in pair.custom_offers:
        times = booked[offer["offer_id"]]
        if times != (offer["state"] == "booked"):
            yield f"custom offer {offer['offer_id']} is {offer['state']} and was booked {times} times"


def on_deck_counts_the_booked_sessions(pairing: Pairing, pair: Pair) -> Wrong:
    booked = len(pair.booked())
    if pairing.on_deck != booked or pairing.on_deck < 0:
        yield f"on deck is {pairing.on_deck}, but {booked} sessions are booked"


def a_package_has_its_sessions_and_its_event(_: Pairing, pair: Pair) -> Wrong:
    events = [event["facts"]["package_id"] for event in pair.events("package_booked")]
    yield from _each_once([package["package_id"] for package in pair.packages], "package", events, "package_booked")
    expected = {id_ for each in pair.packages for id_ in package_session_ids(each["package_id"], each["sessions"])}
    found = {session["session_id"] for session in pair.sessions if session["origin"] == "package"}
    if expected != found:
        yield f"of the packages' sessions {expected - found} are missing and {found - expected} are too many"


def a_session_is_what_its_moments_and_its_package_say(_: Pairing, pair: Pair) -> Wrong:
    rates = {package["package_id"]: package["rate"] for package in pair.packages}
    for session in pair.sessions:
        status = "cancelled" if "cancelled_at" in session else "completed" if "completed_at" in session else "booked"
        rate = rates.get(session.get("package_id")) if session["origin"] == "package" else session["rate"]
        if (session["status"], session["rate"]) != (status, rate):
            yield f"session {session} should be {status}, at {rate}"


def the_last_package_is_one_that_was_booked(pairing: Pairing, pair: Pair) -> Wrong:
    if pairing.package_seq != len(pair.packages):
        yield f"package_seq is {pairing.package_seq}, but there are {len(pair.packages)} packages"
    if pairing.last_package not in [packages.from_item(item) for item in pair.packages]:
        yield f"the last package {pairing.last_package} is none of them"


def the_epoch_counts_the_turns_of_the_enrollment(pairing: Pairing, pair: Pair) -> Wrong:
    epoch, turns = pairing.enrollment.epoch, len(pair.events("enrolled", "unenrolled"))
    if epoch != turns or (epoch % 2 == 1) != pairing.enrollment.is_on:
        yield f"{pairing.enrollment.state} in epoch {epoch}, after {turns} events"


def a_completion_has_its_event_and_a_trigger_its_renewal(_: Pairing, pair: Pair) -> Wrong:
    told = [event["facts"] for event in pair.events("session_completed")]
    done = [(each["session_id"], n + 1) for each in pair.sessions for n in range(each["completions"])]
    yield from _each_once(done, "completion", [_completion(facts) for facts in told], "session_completed")
    triggers = [_completion(facts) for facts in told if facts["trigger"] == "renewal"]
    yield from _each_once(triggers, "trigger", [_completion(item) for item in pair.renewals], "renewal")


def an_undone_completion_has_its_event(_: Pairing, pair: Pair) -> Wrong:
    undone = [
        (each["session_id"], n + 1)
        for each in pair.sessions
        for n in range(each["completions"] - (each["status"] == "completed"))
    ]
    told = [_of_completion(event) for event in pair.events("session_reopened")]
    yield from _each_once(undone, "undone completion", told, "session_reopened")


def a_cancelled_session_is_a_plus_one_and_has_its_event(_: Pairing, pair: Pair) -> Wrong:
    cancelled = [each["session_id"] for each in pair.sessions if each["status"] == "cancelled"]
    events = pair.events("plus_one_cancelled", "session_reopened")
    told = [event["facts"]["session_id"] for event in events if "session_id" in event["facts"]]
    yield from _each_once(cancelled, "cancelled session", told, "event that says so")
    if not set(cancelled) <= set(pair.plus_ones()):
        yield f"of the cancelled sessions {cancelled} one is not a +1"


def a_renewal_is_of_an_epoch_in_which_the_client_was_enrolled(pairing: Pairing, pair: Pair) -> Wrong:
    for item in pair.renewals:
        if item["epoch"] % 2 == 0 or item["epoch"] > pairing.enrollment.epoch:
            yield f"renewal {item['SK']} is of epoch {item['epoch']}"


def a_settled_renewal_has_its_event(_: Pairing, pair: Pair) -> Wrong:
    undone = [event for event in pair.events("session_reopened") if event.get("reason") == "COMPLETION_UNDONE"]
    for state, events in (("booked", pair.events("plus_one_booked")), ("skipped", pair.events("not_booked") + undone)):
        settled = [(*_completion(item), item["reason"]) for item in pair.renewals if item["state"] == state]
        told = [(*_of_completion(event), event["reason"]) for event in events]
        yield from _each_once(settled, f"{state} renewal", told, "event that says so")


def a_booked_renewal_has_its_plus_one_and_no_other_has(_: Pairing, pair: Pair) -> Wrong:
    booked = [renewals.from_item(item).plus_one_id for item in pair.renewals if item["state"] == "booked"]
    yield from _each_once(booked, "booked renewal", list(pair.plus_ones()), "+1")
    told = [event["facts"]["session_id"] for event in pair.events("plus_one_booked")]
    yield from _each_once(list(pair.plus_ones()), "+1", told, "plus_one_booked")


def a_plus_one_is_booked_at_the_rate_that_was_told(_: Pairing, pair: Pair) -> Wrong:
    rates = {package["package_id"]: package["rate"] for package in pair.packages}
    plus_ones = pair.plus_ones()
    for event in pair.events("plus_one_booked"):
        session, told = plus_ones.get(event["facts"]["session_id"], {}), event["facts"]["rate"]
        if not session.get("rate") == told == rates.get(event["facts"]["package_id"]) or told == 0:
            yield f"+1 {session} was told as {event['facts']}"


def the_plus_one_that_the_pairing_knows_is_on_deck(pairing: Pairing, pair: Pair) -> Wrong:
    """Others may be: those whose completion was undone since."""
    on_deck = {id_ for id_, session in pair.plus_ones().items() if session["status"] == "booked"}
    known = {pairing.plus_one_on_deck.session_id} if pairing.plus_one_on_deck else set()
    if not known <= on_deck:
        yield f"+1s on deck are {on_deck}, the pairing knows of {known}"


def the_latest_renewal_stands_in_the_pairing(pairing: Pairing, pair: Pair) -> Wrong:
    kept = [renewals.from_item(item) for item in pair.renewals]
    if pairing.renewal not in kept and (pairing.renewal or kept):
        yield f"the latest renewal {pairing.renewal} is none of {kept}"


def _each_once(things: list[Any], what: str, others: list[Any], of_them: str) -> Wrong:
    """The same things on both sides, each of them once."""
    left, right = Counter(things), Counter(others)
    for thing in left.keys() | right.keys():
        if (left[thing], right[thing]) != (1, 1):
            yield f"{thing} has {left[thing]} {what} and {right[thing]} {of_them}"


def _completion(facts: Item) -> tuple[str, int]:
    return facts["session_id"], facts["completion"]


def _of_completion(event: Item) -> tuple[str, int]:
    return event["facts"]["completed_session_id"], event["facts"]["completion"]


OF_ANY_PAIR = [
    every_item_is_of_a_known_type,
    due_while_something_is_to_do,
    what_waits_for_somebody_is_pending,
    a_custom_offer_is_booked_once,
    a_contact_has_the_open_offers,
    no_more_are_open_or_mailed_than_may_be,
]
OF_A_PAIRING: list[Rule] = [
    on_deck_counts_the_booked_sessions,
    no_event_is_without_its_transaction,
    events_sort_in_the_order_of_commit,
    a_package_has_its_sessions_and_its_event,
    a_session_is_what_its_moments_and_its_package_say,
    the_last_package_is_one_that_was_booked,
    the_epoch_counts_the_turns_of_the_enrollment,
    a_completion_has_its_event_and_a_trigger_its_renewal,
    an_undone_completion_has_its_event,
    loops_have_met_a_brake,
    a_cancelled_session_is_a_plus_one_and_has_its_event,
    a_renewal_is_of_an_epoch_in_which_the_client_was_enrolled,
    a_settled_renewal_has_its_event,
    a_booked_renewal_has_its_plus_one_and_no_other_has,
    a_plus_one_is_booked_at_the_rate_that_was_told,
    the_plus_one_that_the_pairing_knows_is_on_deck,
    the_latest_renewal_stands_in_the_pairing,
]
