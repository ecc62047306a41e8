"""What must be true of the limits of a pairing between any two transactions."""

from collections.abc import Iterator

from ops.audit.pairs import Pair
from plus_one.domain import limits
from plus_one.domain.pairings import Pairing
from plus_one.store.items import moment


def loops_have_met_a_brake(pairing: Pairing, pair: Pair) -> Iterator[str]:
    """Events that do not name their version are of 0.1.0, which knew no limits."""
    for event in pair.events("session_reopened"):
        if "version" in event and event["facts"]["completion"] > limits.MOST_REOPENINGS_OF_A_SESSION:
            yield f"session {event['facts']['completed_session_id']} was reopened {event['facts']['completion']} times"
    for name, moments, kinds in (
        ("+1s", pairing.recent_plus_ones, ("plus_one_booked",)),
        ("packages", pairing.recent_packages, ("package_booked",)),
    ):
        told = {limits.full_minute(moment(event["at"])) for event in pair.events(*kinds)}
        if not {limits.full_minute(at) for at in moments} <= told:
            yield f"the pairing remembers {name} of {moments}, booked were {sorted(told)}"
