"""A batch read is no snapshot: of what another has just committed it may show some items as they were before."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

import pytest

from ops.audit.audit import violations
from ops.audit.pairs import Pair, pairs
from plus_one.domain.events import Side
from plus_one.domain.refusals import EnrollmentChanged, OfferClosed
from plus_one.domain.renewals import Due, Reason
from tests.integration.acting import Acting
from tests.integration.starts import custom_offer, last_on_deck, pending, plus_one_on_deck
from tests.integration.tearing import changed, torn
from tests.integration.world import World

type Act = Callable[[Acting, Any], Any]


@dataclass(frozen=True)
class Clash:
    """`other` commits while `act` reads; `holds` is what is true of the answer and of what is kept."""

    name: str
    prepare: Callable[[Acting], Any]
    other: Act
    act: Act
    holds: Callable[[Pair, Any], bool]

    def __str__(self) -> str:
        return self.name


def cancel(acting: Acting, _: Any) -> Any:
    return acting.unenroll()


def enroll_anew(acting: Acting, _: Any) -> None:
    acting.unenroll()
    acting.enroll()


def settle(acting: Acting, due: Due) -> Any:
    return acting.settle(due)


def complete(acting: Acting, session_id: Any) -> Any:
    return acting.complete(session_id)


def complete_with_key(acting: Acting, session_id: Any) -> Any:
    return acting.complete(session_id, "a key")


def adjust(acting: Acting, _: Any) -> Any:
    try:
        return acting.enroll()
    except EnrollmentChanged as refusal:
        return refusal


def book_custom(acting: Acting, offer: Any) -> Any:
    try:
        return acting.book(offer)
    except OfferClosed as refusal:
        return refusal


def reasons(pair: Pair) -> list[Any]:
    return [item.get("reason") for item in pair.renewals]


def one_plus_one(pair: Pair, _: Any = None) -> bool:
    return len(pair.plus_ones()) == 1


def completed_once(pair: Pair, done: Any) -> bool:
    return reasons(pair) == [None] and done.renewal is not None and done.session.completions == 1


def last_of_plus_ones(acting: Acting) -> Any:
    return plus_one_on_deck(acting)[1]


CLASHES = [
    Clash(
        "cancel a +1, while it is cancelled",
        last_of_plus_ones,
        lambda acting, plus_one: acting.cancel(plus_one),
        lambda acting, plus_one: acting.cancel(plus_one, Side.COACH),
        lambda pair, answer: (answer.session.status, answer.pairing.on_deck) == ("cancelled", 0),
    ),
    Clash(
        "complete, while it is completed, and tell what is on deck",
        last_on_deck,
        complete,
        complete,
        lambda pair, done: done.pairing.on_deck == 0,
    ),
    Clash(
        "reopen again, with its key",
        lambda acting: plus_one_on_deck(acting)[0],
        lambda acting, completed: acting.reopen(completed, "a key"),
        lambda acting, completed: acting.reopen(completed, "a key"),
        lambda pair, answer: (answer.session.status, answer.pairing.on_deck) == ("booked", 1),
    ),
    Clash("settle, while it is settled", pending, settle, settle, lambda pair, done: one_plus_one(pair) and not done),
    Clash("settle, while cancelling", pending, cancel, settle, lambda pair, _: reasons(pair) == [Reason.NOT_ENROLLED]),
    Clash(
        "settle, while enrolling anew",
        pending,
        enroll_anew,
        settle,
        lambda pair, _: reasons(pair) == [Reason.ENROLLMENT_CHANGED],
    ),
    Clash(
        "settle, while booking",
        pending,
        lambda acting, _: acting.booked(2),
        settle,
        lambda pair, _: reasons(pair) == [Reason.ALREADY_ON_DECK],
    ),
    Clash(
        "cancel, while it is settled",
        pending,
        settle,
        cancel,
        lambda pair, answer: list(pair.plus_ones()) == [answer.last_plus_one.session_id],
    ),
    Clash("complete, while it is completed", last_on_deck, complete, complete, completed_once),
    Clash("complete again, with a key", last_on_deck, complete_with_key, complete_with_key, completed_once),
    Clash(
        "complete, while cancelling",
        last_on_deck,
        cancel,
        complete,
        lambda pair, done: done.renewal.reason is Reason.NOT_ENROLLED,
    ),
    Clash(
        "enroll, while enrolling",
        lambda acting: acting.booked(1),
        lambda acting, _: acting.enroll(),
        lambda acting, _: acting.enroll(),
        lambda pair, enrolled: not enrolled.anew and enrolled.standing.state == "enrolled",
    ),
    Clash(
        "adjust, while cancelling",
        last_on_deck,
        cancel,
        adjust,
        lambda pair, answer: len(pair.events("enrolled")) == 1 and isinstance(answer, EnrollmentChanged),
    ),
    Clash(
        "book a custom offer, while it is booked",
        custom_offer,
        book_custom,
        book_custom,
        lambda pair, refusal: isinstance(refusal, OfferClosed) and len(pair.packages) == 1,
    ),
    Clash(
        "book the first package again, with its key",
        lambda acting: acting.offer(2),
        lambda acting, offer: acting.book(offer, "a key"),
        lambda acting, offer: acting.book(offer, "a key"),
        lambda pair, booking: len(pair.packages) == 1 and len(booking.sessions) == 2,
    ),
]


@pytest.mark.parametrize("clash", CLASHES, ids=str)
def test_a_torn_read_is_never_acted_on(world: World, clash: Clash) -> None:
    world.fill([])
    subject = clash.prepare(world.acting)
    before = world.items()
    clash.other(world.acting, subject)
    after = world.items()
    images = changed(before, after)
    for keys in chain.from_iterable(combinations(images, count) for count in range(1, len(images) + 1)):
        world.fill(after)
        with world.wire.failing(torn({key: images[key] for key in keys}), 0, 1):
            answer = clash.act(world.acting, subject)
        assert violations(world.items()) == []
        [pair] = pairs(world.items()).values()
        assert clash.holds(pair, answer), keys
