"""What must be true of a table between any two transactions, whatever happened to it: name what is wrong.

Every rule gets what is kept of one client with one coach and yields a sentence for each thing that is wrong.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from plus_one.domain.ids import package_session_ids
from plus_one.store import renewals
from plus_one.store.items import Item
from plus_one.store.table import Table
from tests.kept import Pair, everything, pairs

type Wrong = Iterator[str]

# The events of these kinds were each written by a transaction on the pairing; an offer_made was not.
ON_PAIRING = ("package_booked", "enrolled", "unenrolled", "session_completed", "plus_one_booked", "not_booked")
DUE = {"due_shard", "due_at"}


def check(table: Table, *, drained: bool = False) -> None:
    """`drained`: all that was written has been delivered, so nothing may be left to do."""
    items = everything(table)
    wrong = violations(items) + (unfinished(items) if drained else [])
    assert not wrong, "\n".join(wrong)


def violations(items: Iterable[Item]) -> list[str]:
    """What is wrong, at any moment."""
    items = list(items)
    of_pairs = [
        f"{client} with {coach}: {wrong}"
        for (client, coach), pair in pairs(items).items()
        for rule in (RULES if pair.pairing else ORPHANED)
        for wrong in rule(pair)
    ]
    return of_pairs + list(offers_booked_once(items))


def unfinished(items: Iterable[Item]) -> list[str]:
    """What is still to be done: nothing, once all that was written has been delivered."""
    return [f"{item['type']} {item['SK']} is still due" for item in items if DUE & set(item)]


def orphans(pair: Pair) -> Wrong:
    for kind in ("package", "session", "renewal"):
        for item in pair.of_type.get(kind, []):
            yield f"{kind} {item['SK']} has no pairing"
    for event in pair.events(*ON_PAIRING):
        yield f"{event['kind']} {event['event_id']} has no pairing"


def on_deck_counts_the_booked_sessions(pair: Pair) -> Wrong:
    on_deck, booked = pair.pairing["on_deck"], len(pair.booked())
    if on_deck != booked:
        yield f"on deck is {on_deck}, but {booked} sessions are booked"
    if on_deck < 0:
        yield f"on deck is {on_deck}"


def every_transaction_wrote_its_event(pair: Pair) -> Wrong:
    version, events = pair.pairing["version"], len(pair.events(*ON_PAIRING))
    if version != events:
        yield f"{version} transactions, but {events} events"


def a_package_has_its_sessions_and_its_event(pair: Pair) -> Wrong:
    events = Counter(event["facts"]["package_id"] for event in pair.events("package_booked"))
    yield from _each_once("package", (package["package_id"] for package in pair.packages), "package_booked", events)
    expected = {id_ for each in pair.packages for id_ in package_session_ids(each["package_id"], each["sessions"])}
    found = {session["session_id"] for session in pair.sessions if session["origin"] == "package"}
    if expected != found:
        yield f"of the packages' sessions {expected - found} are missing and {found - expected} are too many"


def the_last_package_is_one_that_was_booked(pair: Pair) -> Wrong:
    if pair.pairing["package_seq"] != len(pair.packages):
        yield f"package_seq is {pair.pairing['package_seq']}, but there are {len(pair.packages)} packages"
    if not any(_same(pair.pairing["last_package"], package) for package in pair.packages):
        yield f"the last package {pair.pairing['last_package']} is none of them"


def the_epoch_counts_the_turns_of_the_enrollment(pair: Pair) -> Wrong:
    epoch, turns = pair.pairing["enrollment"]["epoch"], len(pair.events("enrolled", "unenrolled"))
    if epoch != turns:
        yield f"epoch {epoch}, but {turns} events"
    if (epoch % 2 == 1) != (pair.pairing["enrollment"]["state"] == "enrolled"):
        yield f"{pair.pairing['enrollment']['state']} in epoch {epoch}"


def a_completion_has_its_event_and_its_renewal(pair: Pair) -> Wrong:
    done = pair.events("session_completed")
    events = Counter((event["facts"]["session_id"], event["facts"]["completion"]) for event in done)
    completed = [(each["session_id"], n + 1) for each in pair.sessions for n in range(each["completions"])]
    yield from _each_once("completion", completed, "session_completed", events)
    triggered = Counter(_completion(event["facts"]) for event in done if event["facts"]["trigger"] == "renewal")
    yield from _each_once("renewal", map(_completion, pair.renewals), "triggering completion", triggered)


def a_renewal_is_due_while_it_is_pending(pair: Pair) -> Wrong:
    for item in pair.renewals:
        if (item["state"] == "pending") != (set(item) >= DUE):
            yield f"renewal {item['SK']} is {item['state']}, due: {DUE & set(item)}"
        if item["epoch"] % 2 == 0 or item["epoch"] > pair.pairing["enrollment"]["epoch"]:
            yield f"renewal {item['SK']} is of epoch {item['epoch']}, in which nobody was enrolled"


def a_settled_renewal_has_its_event(pair: Pair) -> Wrong:
    for state, kind in (("booked", "plus_one_booked"), ("skipped", "not_booked")):
        settled = [_completion(item) for item in pair.renewals if item["state"] == state]
        events = pair.events(kind)
        told = Counter((each["facts"]["completed_session_id"], each["facts"]["completion"]) for each in events)
        yield from _each_once(f"{state} renewal", settled, kind, told)


def a_booked_renewal_has_its_plus_one_and_no_other_has(pair: Pair) -> Wrong:
    booked = [renewals.from_map(item).plus_one_id for item in pair.renewals if item["state"] == "booked"]
    yield from _each_once("booked renewal", booked, "+1", Counter(pair.plus_ones()))
    told = Counter(event["facts"]["session_id"] for event in pair.events("plus_one_booked"))
    yield from _each_once("+1", pair.plus_ones(), "plus_one_booked", told)


def a_plus_one_is_booked_at_the_rate_that_was_told(pair: Pair) -> Wrong:
    rates = {package["package_id"]: package["rate"] for package in pair.packages}
    for event in pair.events("plus_one_booked"):
        session = pair.plus_ones().get(event["facts"]["session_id"], {})
        if not session.get("rate") == event["facts"]["rate"] == rates[event["facts"]["package_id"]] > 0:
            yield f"+1 {session} was told as {event['facts']}"


def one_plus_one_at_most_is_on_deck(pair: Pair) -> Wrong:
    on_deck = {id_ for id_, session in pair.plus_ones().items() if session["status"] == "booked"}
    known = {pair.pairing["plus_one_on_deck"]["session_id"]} if "plus_one_on_deck" in pair.pairing else set()
    if on_deck != known or len(on_deck) > 1:
        yield f"+1s on deck are {on_deck}, the pairing knows of {known}"


def the_latest_renewal_stands_in_the_pairing(pair: Pair) -> Wrong:
    latest = pair.pairing.get("renewal")
    if bool(pair.renewals) != bool(latest) or (latest and not any(_same(latest, item) for item in pair.renewals)):
        yield f"the latest renewal {latest} is none of {pair.renewals}"


def an_event_is_due_while_a_notice_is_unsent(pair: Pair) -> Wrong:
    for event in pair.of_type.get("event", []):
        states = {side: notice["state"] for side, notice in event.get("notices", {}).items()}
        if bool({"pending", "sending"} & set(states.values())) != (set(event) >= DUE):
            yield f"{event['kind']} {event['event_id']}: {states}, due: {DUE & set(event)}"
        if any(
            notice["state"] == "sent" and "message_id" not in notice for notice in event.get("notices", {}).values()
        ):
            yield f"{event['kind']} {event['event_id']} is sent without a message id"


def offers_booked_once(items: list[Item]) -> Wrong:
    booked = Counter(item["offer_id"] for item in items if item["type"] == "package")
    for offer in (item for item in items if item["type"] == "offer"):
        times = booked[offer["offer_id"]]
        if "client_id" in offer and times != (offer["state"] == "booked"):
            yield f"custom offer {offer['offer_id']} is {offer['state']} and was booked {times} times"


def _each_once(what: str, expected: Iterable[Any], of: str, counted: Counter[Any]) -> Wrong:
    wanted = Counter(expected)
    for thing in wanted.keys() | counted.keys():
        if wanted[thing] != 1 or counted[thing] != 1:
            yield f"{thing} has {wanted[thing]} {what} and {counted[thing]} {of}"


def _completion(facts: Item) -> tuple[str, int]:
    return facts["session_id"], facts["completion"]


def _same(part: Item, item: Item) -> bool:
    return {name: item.get(name) for name in part} == part


ORPHANED = [orphans, an_event_is_due_while_a_notice_is_unsent]
RULES = [
    on_deck_counts_the_booked_sessions,
    every_transaction_wrote_its_event,
    a_package_has_its_sessions_and_its_event,
    the_last_package_is_one_that_was_booked,
    the_epoch_counts_the_turns_of_the_enrollment,
    a_completion_has_its_event_and_its_renewal,
    a_renewal_is_due_while_it_is_pending,
    a_settled_renewal_has_its_event,
    a_booked_renewal_has_its_plus_one_and_no_other_has,
    a_plus_one_is_booked_at_the_rate_that_was_told,
    one_plus_one_at_most_is_on_deck,
    the_latest_renewal_stands_in_the_pairing,
    an_event_is_due_while_a_notice_is_unsent,
]
