"""R12: a save decides about the hold of its pairing, in its own transaction."""

from typing import NamedTuple

from plus_one.actions.plus_ones import Booked, How, book
from plus_one.actions.turns import next_event
from plus_one.domain.decision import Book
from plus_one.domain.holds import Hold, outcome
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Renewal
from plus_one.domain.requests import Asked
from plus_one.store import renewals
from plus_one.store.table import Write


class Decided(NamedTuple):
    """`writes` are beside those of the pairing."""

    pairing: Pairing
    writes: list[Write]
    booked: Booked | None = None


def decide_hold(asked: Asked, saved: Pairing, velocity_limit: int, *, is_stopped: bool) -> Decided:
    """`saved`: the pairing with what is saved. While bookings are stopped, what would book is left to the sweep."""
    held = saved.hold
    if held is None:
        return Decided(saved, [])
    now = asked.now
    decision = outcome(saved, held, velocity_limit=velocity_limit, now=now)
    if isinstance(decision, Book) and not is_stopped:
        booked = book(saved, held, next_event(asked), How.SAVED)
        return Decided(booked.pairing, booked.writes, booked)
    if isinstance(decision, Book):
        return _moved(saved, held.held(held.reason, now, now)) if held.reason else Decided(saved, [])
    if isinstance(decision, Hold):
        if (decision.reason, decision.resumes_at) == (held.reason, held.resumes_at):
            return Decided(saved, [])
        return _moved(saved, held.held(decision.reason, decision.resumes_at, now))
    return _moved(saved, held.skipped(decision.reason, now))


def _moved(saved: Pairing, renewal: Renewal) -> Decided:
    after = saved.with_settled(renewal)
    return Decided(after, renewals.put_hold(saved, after))
