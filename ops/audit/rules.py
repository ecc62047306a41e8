"""What must be true of a pairing between any two transactions. Each rule names all that is wrong, in sentences."""

from collections import Counter
from collections.abc import Callable, Iterator

from ops.audit.brakes import loops_have_met_a_brake
from ops.audit.contacts import a_contact_has_the_open_offers, no_more_are_open_or_mailed_than_may_be
from ops.audit.due import due_while_something_is_to_do, what_waits_for_somebody_could_be_settled
from ops.audit.matching import completion, each_once, of_completion
from ops.audit.order import ON_PAIRING, events_sort_in_the_order_of_commit, no_event_is_without_its_transaction
from ops.audit.pairs import Pair
from ops.audit.renewals import OF_RENEWALS
from plus_one.domain.ids import package_session_ids
from plus_one.domain.pairings import Pairing
from plus_one.store import packages

type Wrong = Iterator[str]
type Rule = Callable[[Pairing, Pair], Wrong]


def nobodys(pair: Pair) -> Wrong:
    for item in (*pair.packages, *pair.sessions, *pair.renewals, *pair.events(*ON_PAIRING)):
        yield f"{item['type']} {item['SK']} has no pairing"


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
    yield from each_once([package["package_id"] for package in pair.packages], "package", events, "package_booked")
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


def a_completion_has_its_event(_: Pairing, pair: Pair) -> Wrong:
    told = [event["facts"] for event in pair.events("session_completed")]
    done = [(each["session_id"], n + 1) for each in pair.sessions for n in range(each["completions"])]
    yield from each_once(done, "completion", [completion(facts) for facts in told], "session_completed")


def an_undone_completion_has_its_event(_: Pairing, pair: Pair) -> Wrong:
    undone = [
        (each["session_id"], n + 1)
        for each in pair.sessions
        for n in range(each["completions"] - (each["status"] == "completed"))
    ]
    told = [of_completion(event) for event in pair.events("session_reopened")]
    yield from each_once(undone, "undone completion", told, "session_reopened")


def a_cancelled_session_is_a_plus_one_and_has_its_event(_: Pairing, pair: Pair) -> Wrong:
    cancelled = [each["session_id"] for each in pair.sessions if each["status"] == "cancelled"]
    events = pair.events("plus_one_cancelled", "session_reopened")
    told = [event["facts"]["session_id"] for event in events if "session_id" in event["facts"]]
    yield from each_once(cancelled, "cancelled session", told, "event that says so")
    if not set(cancelled) <= set(pair.plus_ones()):
        yield f"of the cancelled sessions {cancelled} one is not a +1"


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


OF_ANY_PAIR = [
    every_item_is_of_a_known_type,
    due_while_something_is_to_do,
    what_waits_for_somebody_could_be_settled,
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
    a_completion_has_its_event,
    an_undone_completion_has_its_event,
    loops_have_met_a_brake,
    a_cancelled_session_is_a_plus_one_and_has_its_event,
    a_plus_one_is_booked_at_the_rate_that_was_told,
    the_plus_one_that_the_pairing_knows_is_on_deck,
    *OF_RENEWALS,
]
