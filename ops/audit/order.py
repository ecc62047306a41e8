"""What must be true of the events of a pairing between any two transactions."""

from collections.abc import Iterator

from ops.audit.pairs import Pair
from plus_one.domain.pairings import Pairing

# The events of these kinds were each written by a transaction on the pairing; an offer_made, if there was a pairing.
ON_PAIRING = (
    *("package_booked", "enrolled", "adjusted", "unenrolled", "session_completed", "session_reopened"),
    *("plus_one_booked", "not_booked", "plus_one_cancelled", "held", "resumes_soon", "coach_ended", "coach_returned"),
)


def no_event_is_without_its_transaction(pairing: Pairing, pair: Pair) -> Iterator[str]:
    """The other way round is for the rules of each kind: a changed profile raises the version without an event."""
    events = len(pair.events(*ON_PAIRING))
    if pairing.version < events:
        yield f"{pairing.version} transactions, but {events} events"


def events_sort_in_the_order_of_commit(_: Pairing, pair: Pair) -> Iterator[str]:
    """Those of 0.1.0, and of before there was a pairing, do not say which version of it they made."""
    told = sorted(pair.of_type.get("event", []), key=lambda event: str(event["SK"]))
    versions = [event["version"] for event in told if "version" in event]
    if versions != sorted(set(versions)):
        yield f"the timeline shows the versions {versions} of the pairing in this order"
