"""Which participants meet, and from where."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations_with_replacement
from typing import Any

from plus_one.actions.book_now import BookedNow
from plus_one.actions.follow_profile import follow_profile
from plus_one.domain.events import Side
from plus_one.domain.ids import SessionId
from tests.proof.interleaving.roles import Two, asked_at
from tests.proof.interleaving.starts import (
    NONE_LEFT,
    ONCE,
    PAUSED,
    TWICE,
    Start,
    Things,
    completed_before_enrolling,
    completed_without_auto_renewal,
    held,
    held_after_another,
    never_met,
    on_deck,
    pending,
    pending_from_before_a_package,
    pending_in_chatham,
    plus_one,
    plus_one_and_older_completion,
    plus_one_of_a_plus_one,
    two_open,
)
from tests.proof.interleaving.states import Fault, Role

type Doing = Callable[[Two, Things], Any]


@dataclass(frozen=True)
class Asked:
    """What somebody does. With a `key`, all who use it mean one request."""

    name: str
    does: Doing
    key: str | None = None
    after_the_pause: bool = False


@dataclass(frozen=True)
class Scene:
    """`deliveries`: how often each renewal comes, at any time after it was written."""

    name: str
    start: Start
    cast: tuple[Asked, ...]
    deliveries: int = 1
    torn: bool = True
    faults: tuple[Fault, ...] = tuple(Fault)


def asked(name: str, does: Doing, key: str | None = None) -> Asked:
    return Asked(name, does, key)


complete = asked("complete", lambda two, things: two.complete(things.sessions[-1]))
complete_again = asked("complete again", lambda two, things: two.complete(things.sessions[-1]))
complete_first = asked("complete the first", lambda two, things: two.complete(things.sessions[0]))
complete_with_key = asked("complete with a key", lambda two, things: two.complete(things.sessions[-1], "k"), "complete")
complete_plus_one = asked("complete the +1", lambda two, things: two.complete(things.plus_ones[-1]))
reopen = asked("reopen", lambda two, things: two.reopen(things.sessions[-1]))
redo = asked("reopen, complete again and settle", lambda two, things: _redo(two, things.sessions[-1]))
reopen_first = asked("reopen the first", lambda two, things: two.reopen(things.sessions[0]))
reopen_with_key = asked("reopen with a key", lambda two, things: two.reopen(things.sessions[-1], "r"), "reopen")
reopen_plus_one = asked("reopen the +1", lambda two, things: two.reopen(things.plus_ones[-1]))
cancel = asked("cancel the +1", lambda two, things: two.cancel(things.plus_ones[-1]))
cancel_by_coach = asked("cancel the +1 as the coach", lambda two, things: two.cancel(things.plus_ones[-1], Side.COACH))
unenroll = asked("unenroll", lambda two, _: two.unenroll())
unenroll_then_enroll = asked("unenroll and enroll", lambda two, _: _anew(two))
unenroll_by_link = asked("unenroll by link", lambda two, _: two.unenroll_by_link())
enroll = asked("enroll", lambda two, _: two.enroll())
adjust = asked("put stop_after 1", lambda two, _: two.enroll(ONCE))
adjust_again = asked("put stop_after 2", lambda two, _: two.enroll(TWICE))
book = asked("book", lambda two, things: two.book(things.normal))
book_with_key = asked("book with a key", lambda two, things: two.book(things.normal, "b"), "book")
book_flagged = asked("book without auto-renewal", lambda two, things: two.book(things.flagged))
book_custom = asked("book the custom offer", lambda two, things: two.book(things.custom))
offer_custom = asked("make a custom offer", lambda two, _: two.try_to_offer(rate=5000, custom=True))
offer_with_key = asked(
    "make a custom offer with a key", lambda two, _: two.try_to_offer(key="o", rate=5000, custom=True), "offer"
)
withdraw = asked("withdraw the custom offer", lambda two, things: two.withdraw(things.custom))
bounce = asked("bounce", lambda two, things: two.hear(things.mailed))
tap = asked("tap", lambda two, things: two.tap(things.sessions[-1]))
tap_at_another_rate = asked("tap at another rate", lambda two, things: _in_vain(two.tap(things.sessions[-1], rate=1)))
tap_older = asked("tap an older one", lambda two, things: _in_vain(two.tap(things.sessions[0])))
unpause = asked("end the pause", lambda two, _: two.enroll())
pause = asked("pause", lambda two, _: two.enroll(PAUSED))
stop = asked("put stop_after 0", lambda two, _: two.enroll(NONE_LEFT))
resume = Asked("resume", lambda two, things: two.settle(things.dues[0], resumes=True), after_the_pause=True)
resume_early = asked("resume early", lambda two, things: two.settle(things.dues[0], resumes=True))
move = asked("move to Tokyo", lambda two, _: two.live_in("Asia/Tokyo"))
follow = asked("renew the copies", lambda two, _: follow_profile(two.table, two.client.user_id, 0, two.now()))


ANY, LOST, NONE = tuple(Fault), (Fault.LOSS,), ()


def scene(
    start: tuple[str, Start],
    *cast: Asked,
    deliveries: int = 1,
    torn: bool = True,
    faults: tuple[Fault, ...] = ANY,
) -> Scene:
    name, prepare = start
    how = [f"delivered {deliveries} times"] * (deliveries != 1) + ["whole reads"] * (not torn)
    how += [f"faults: {' '.join(faults) or 'none'}"] * (faults != ANY)
    who = ", ".join(each.name for each in cast) or "nobody else"
    return Scene(f"{who}, from {name}{f' ({", ".join(how)})' if how else ''}", prepare, cast, deliveries, torn, faults)


ONE = "one on deck", on_deck(1, TWICE)
TWO_ON_DECK = "two on deck", on_deck(2, TWICE)
NOT_ENROLLED = "one on deck, not enrolled", on_deck(enrolled=False)
PENDING = "a renewal pending", pending(TWICE)
PLUS_ONE = "a +1 on deck", plus_one(TWICE)
OLDER = "a +1 and an older completion", plus_one_and_older_completion
TOUCHED = "a touched +1", plus_one_of_a_plus_one
LATER_PACKAGE = "a renewal pending and a later package", pending_from_before_a_package
PAUSING = "a renewal pending in a pause", pending_in_chatham(PAUSED)
HELD = "a hold until the pause ends", held(PAUSED)
WAITING = "a hold that waits for the client", held(NONE_LEFT)
TWO_DONE = "a hold and an older completion", held_after_another
FLAGGED = "a completion without auto-renewal", completed_without_auto_renewal
LATE = "a completion before enrolling", completed_before_enrolling
NEVER_MET = "the first time", never_met
TWO_OPEN = "two custom offers open", two_open

ANY_TIME = (unenroll, adjust, book, book_flagged)
PAIRS: list[tuple[tuple[str, Start], tuple[Asked, ...]]] = [
    (ONE, (complete, complete_with_key, reopen, *ANY_TIME, bounce)),
    (NOT_ENROLLED, (complete, enroll, adjust, unenroll, book_flagged)),
    (PENDING, (complete, reopen, reopen_with_key, *ANY_TIME, unenroll_by_link, bounce, move)),
    (PLUS_ONE, (complete_plus_one, reopen, cancel, cancel_by_coach, *ANY_TIME, bounce)),
    (OLDER, (complete_plus_one, reopen, reopen_first, cancel, unenroll)),
    (TOUCHED, (reopen, reopen_plus_one, unenroll, book)),
    (LATER_PACKAGE, (complete, reopen, reopen_first, unenroll)),
    (PAUSING, (tap, unpause, reopen, unenroll, book)),
    (HELD, (resume, resume_early, tap, unpause, pause, stop, reopen, unenroll, book, book_flagged, bounce)),
    (WAITING, (tap, adjust, adjust_again, stop, reopen, unenroll, unenroll_by_link, book, book_flagged, bounce, move)),
    (TWO_DONE, (tap, tap_older, reopen_first, unenroll)),
    (FLAGGED, (tap, book, reopen, unenroll)),
    (LATE, (tap, tap_at_another_rate, reopen, unenroll, book, book_flagged, adjust)),
    (TWO_ON_DECK, (complete, complete_first, unenroll)),
    (NEVER_MET, (book, book_with_key, book_custom)),
    (TWO_OPEN, (offer_custom, offer_with_key, withdraw, book_custom)),
]

QUICK = [
    scene(ONE, complete, unenroll),
    scene(ONE, complete, complete, faults=LOST),
    scene(PENDING, unenroll),
    scene(PENDING, deliveries=2),
    scene(PENDING, book, faults=(Fault.CONFLICT,)),
    scene(PENDING, book_flagged, faults=(Fault.DEATH,)),
    scene(PENDING, unenroll_then_enroll, faults=NONE),
    scene(PENDING, bounce, faults=NONE),
    scene(PENDING, bounce, follow, faults=NONE),
    scene(PLUS_ONE, complete_plus_one, cancel, faults=NONE),
    scene(PLUS_ONE, complete_plus_one, reopen, faults=NONE),
    scene(PLUS_ONE, reopen, cancel_by_coach, faults=LOST),
    scene(PAUSING, unpause, faults=NONE),
    scene(HELD, resume, tap, faults=NONE),
    scene(HELD, resume, unpause, faults=NONE),
    scene(HELD, resume, unenroll, faults=LOST),
    scene(HELD, resume, book, faults=NONE),
    scene(WAITING, tap, adjust, faults=NONE),
    scene(WAITING, tap, tap, faults=LOST),
    scene(WAITING, adjust, unenroll, faults=NONE),
    scene(WAITING, reopen, tap, faults=NONE),
    scene(WAITING, tap, unenroll_then_enroll, faults=NONE),
    scene(WAITING, book_flagged, tap, faults=NONE),
    scene(WAITING, tap_at_another_rate, faults=NONE),
    scene(TWO_DONE, tap_older, reopen_first, faults=NONE),
    scene(HELD, stop, faults=NONE),
    scene(FLAGGED, tap, faults=NONE),
    scene(LATE, tap, reopen, faults=NONE),
    scene(LATE, book_flagged, tap, faults=NONE),
    scene(TWO_ON_DECK, complete, complete_first, faults=NONE),
    scene(NOT_ENROLLED, enroll, enroll),
    scene(NEVER_MET, book_custom, book_custom),
    scene(TWO_OPEN, offer_custom, offer_custom),
    scene(TWO_OPEN, offer_custom, book_custom, faults=NONE),
    scene(TWO_OPEN, withdraw, book_custom, faults=NONE),
    scene(TWO_OPEN, withdraw, offer_custom, faults=NONE),
]


TRIPLES = [
    scene(ONE, complete, complete_again, unenroll, torn=False, faults=NONE),
    scene(ONE, complete, reopen, complete_again, torn=False, faults=NONE),
    scene(ONE, complete, book, unenroll, torn=False, faults=NONE),
    scene(PENDING, unenroll, enroll, torn=False, faults=NONE),
    scene(PENDING, reopen, complete, unenroll, torn=False, faults=NONE),
    scene(PENDING, book_flagged, unenroll, torn=False, deliveries=2, faults=NONE),
    scene(PLUS_ONE, complete_plus_one, reopen, cancel, torn=False, faults=NONE),
    scene(PLUS_ONE, cancel, adjust, unenroll, torn=False, faults=NONE),
    scene(HELD, resume, tap, unpause, torn=False, faults=NONE),
    scene(HELD, resume, tap, unenroll, torn=False, faults=NONE),
    scene(HELD, resume, pause, unpause, torn=False, faults=NONE),
    scene(HELD, resume, book, unenroll, torn=False, faults=NONE),
    scene(WAITING, tap, adjust, reopen, torn=False, faults=NONE),
    scene(WAITING, tap, unenroll, enroll, torn=False, faults=NONE),
    scene(LATE, tap, reopen, complete, torn=False, faults=NONE),
    scene(TOUCHED, reopen, reopen_plus_one, unenroll, torn=False, faults=NONE),
    scene(LATER_PACKAGE, complete, reopen, unenroll, torn=False, faults=NONE),
]


def pairs() -> Iterator[Scene]:
    """Each with each, and each with itself; then each alone, with all that may go wrong."""
    for start, everybody in PAIRS:
        for one, other in combinations_with_replacement(everybody, 2):
            yield scene(start, one, other, faults=NONE)
        for one in everybody:
            yield scene(start, one)


def cast(scene: Scene, things: Things) -> list[Role]:
    """The roles of a scene, each in a place of its own."""
    roles: list[Role] = []
    for place, each in enumerate(scene.cast):
        again = sum(role.name.partition(" (")[0] == each.name for role in roles)
        name = f"{each.name} ({again + 1})" if again else each.name
        asked_for = asked_at(10 * place, partial(_does, each, things), after_the_pause=each.after_the_pause)
        roles.append(Role(name, asked_for, key=each.key))
    return roles


def _redo(two: Two, session_id: SessionId) -> Any:
    """With what the stream would make of it."""
    two.reopen(session_id)
    done = two.complete(session_id)
    two.settle(two.due(done))
    return done


def _in_vain(tapped: BookedNow) -> BookedNow:
    """What names another rate or completion than there is books nothing."""
    if tapped.anew:
        raise AssertionError(tapped)
    return tapped


def _anew(two: Two) -> Any:
    two.unenroll()
    return two.enroll()


def _does(each: Asked, things: Things, two: Two) -> Any:
    return each.does(two, things)


def every() -> Iterator[Scene]:
    yield from pairs()
    yield from TRIPLES
