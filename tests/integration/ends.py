"""What is true when a step is done, however often it was begun."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from ops.audit.pairs import Pair
from plus_one.domain.renewals import Reason
from tests.announced import told_by


def plus_one_books(pair: Pair, _: Any = None) -> bool:
    states = [(item["state"], item["reason"]) for item in pair.renewals]
    return states == [("booked", Reason.BOOKED)] and len(pair.plus_ones()) == 1 == len(pair.booked())


def is_held(pair: Pair, _: Any = None) -> bool:
    assert pair.pairing
    [item] = pair.renewals
    return item["state"] == "held" and pair.pairing.hold is not None and not pair.booked()


def one_package(sessions: int) -> Callable[[Pair, Any], bool]:
    def holds(pair: Pair, booking: Any) -> bool:
        [package] = pair.packages
        answered = (booking.package.package_id, len(booking.sessions), booking.pairing.on_deck)
        return answered == (package["package_id"], sessions, sessions) and len(pair.booked()) == sessions

    return holds


def none_on_deck_but(count: int, **states: int) -> Callable[[Pair, Any], bool]:
    """So many are booked; so many renewals have these reasons."""

    def holds(pair: Pair, _: Any) -> bool:
        reasons = Counter(item["reason"] for item in pair.renewals)
        return len(pair.booked()) == count and reasons == Counter(states)

    return holds


def switched(*, by_mail: bool, wanted: bool) -> Callable[[Pair, Any], bool]:
    def holds(pair: Pair, _: Any) -> bool:
        [contact] = pair.of_type["contact"]
        return (contact["by_mail"], contact["wanted"]) == (by_mail, wanted)

    return holds


def flagged(pair: Pair, _: Any) -> bool:
    assert pair.pairing
    return pair.pairing.client_undeliverable


def stopped(pair: Pair, answer: Any) -> bool:
    assert pair.pairing
    told = [event["facts"].get("last_plus_one_id") for event in pair.events("unenrolled")]
    named = answer.last_plus_one.session_id if answer.last_plus_one else None
    return bool(answer.unenrolled_at == pair.pairing.enrollment.unenrolled_at and told[-1:] == [named])


def all_told(kind: str) -> Callable[[Pair, Any], bool]:
    def holds(pair: Pair, _: Any) -> bool:
        told = told_by(pair.events(kind)[0])
        return {to: each["state"] for to, each in told.items()} == dict.fromkeys(("client", "coach", "bus"), "sent")

    return holds
