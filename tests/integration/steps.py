"""What can be under way when something fails: one request, or the delivery of one record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plus_one.actions.save_profile import current
from plus_one.domain.renewals import Reason
from tests.integration.acting import Acting, event_records
from tests.kept import Pair, everything

if TYPE_CHECKING:
    from tests.integration.world import World


@dataclass(frozen=True)
class Step:
    """`act` is one request or one delivery of one record; `holds` what is true when all is done."""

    name: str
    prepare: Callable[[Acting], Any]
    act: "Callable[[World, Any], Any]"
    holds: Callable[[Pair, Any], bool]

    def __str__(self) -> str:
        return self.name


def last_on_deck(acting: Acting) -> Any:
    [last] = acting.booked(1)
    acting.enroll()
    return last


def pending(acting: Acting) -> Any:
    return acting.due(acting.complete(last_on_deck(acting)))


def pending_and_booked_again(acting: Acting) -> Any:
    due = pending(acting)
    acting.booked(2)
    return due


def custom_offer(acting: Acting) -> Any:
    """The client has been here before, so the notice finds an address."""
    current(acting.table, acting.request(acting.client))
    return acting.offer(2, custom=True)


def enrolled_event(acting: Acting) -> Any:
    last_on_deck(acting)
    return event_records(everything(acting.table))[-1]


def plus_one_books(pair: Pair, _: Any = None) -> bool:
    states = [(item["state"], item["reason"]) for item in pair.renewals]
    return states == [("booked", Reason.BOOKED)] and len(pair.plus_ones()) == 1 == len(pair.booked())


def one_package(sessions: int) -> Callable[[Pair, Any], bool]:
    def holds(pair: Pair, booking: Any) -> bool:
        [package] = pair.packages
        answered = (booking.package.package_id, len(booking.sessions), booking.pairing.on_deck)
        return answered == (package["package_id"], sessions, sessions) and len(pair.booked()) == sessions

    return holds


def cancelled(pair: Pair, answer: Any) -> bool:
    assert pair.pairing
    told = pair.events("unenrolled")[-1]["facts"].get("last_plus_one_id")
    named = answer.last_plus_one.session_id if answer.last_plus_one else None
    return bool(answer.unenrolled_at == pair.pairing.enrollment.unenrolled_at and named == told)


MAIL = Step(
    "mail",
    enrolled_event,
    lambda world, written: world.send(written),
    lambda pair, _: [each["state"] for each in pair.events("enrolled")[0]["notices"].values()] == ["sent"] * 2,
)
STEPS = [
    Step("book the +1", pending, lambda world, due: world.settle(due), plus_one_books),
    Step(
        "skip",
        pending_and_booked_again,
        lambda world, due: world.settle(due),
        lambda pair, _: [item["reason"] for item in pair.renewals] == [Reason.ALREADY_ON_DECK],
    ),
    Step(
        "complete the last session",
        last_on_deck,
        lambda world, last: world.acting.complete(last),
        lambda pair, done: plus_one_books(pair) and done.renewal is not None,
    ),
    Step(
        "complete the last session, with a key",
        last_on_deck,
        lambda world, last: world.acting.complete(last, "a key"),
        lambda pair, done: plus_one_books(pair) and done.renewal is not None,
    ),
    Step(
        "enroll",
        lambda acting: acting.booked(1),
        lambda world, _: world.acting.enroll(),
        lambda pair, enrolled: len(pair.events("enrolled")) == 1 and enrolled.standing.effective == "active",
    ),
    Step(
        "un-enroll, with a +1 on deck",
        lambda acting: acting.settle(pending(acting)),
        lambda world, _: world.acting.unenroll(),
        lambda pair, answer: cancelled(pair, answer) and answer.last_plus_one is not None,
    ),
    Step(
        "un-enroll, with a renewal pending",
        pending,
        lambda world, _: world.acting.unenroll(),
        lambda pair, answer: cancelled(pair, answer) and answer.last_plus_one is None and not pair.plus_ones(),
    ),
    Step(
        "book the first package, as the first request of all",
        lambda acting: acting.offer(3),
        lambda world, offer: world.acting.book(offer, "a key"),
        one_package(3),
    ),
    Step(
        "book a custom package",
        custom_offer,
        lambda world, offer: world.acting.book(offer, "a key"),
        one_package(2),
    ),
    MAIL,
]
