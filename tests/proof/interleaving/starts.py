"""What the participants start from."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from plus_one.actions.save_profile import current
from plus_one.domain.events import Written
from plus_one.domain.ids import EventId, SessionId
from plus_one.domain.packages import Offer
from plus_one.domain.renewals import Due
from plus_one.domain.settings import DEFAULTS, Settings
from tests.integration.acting import renewal_records
from tests.kept import everything
from tests.proof.interleaving.roles import CHATHAM, LAST_PAUSED, Two

TWICE = Settings(stop_after=2)
ONCE = Settings(stop_after=1)
NONE_LEFT = Settings(stop_after=0)
PAUSED = Settings(paused_until=LAST_PAUSED)


@dataclass(frozen=True)
class Things:
    """What there is, for the participants to act on: offers that are open, the sessions of packages, +1s."""

    normal: Offer
    flagged: Offer
    custom: Offer
    mailed: Written
    sessions: tuple[SessionId, ...] = ()
    plus_ones: tuple[SessionId, ...] = ()
    dues: tuple[Due, ...] = ()


type Start = Callable[[Two], Things]


def on_deck(sessions: int = 1, settings: Settings = DEFAULTS, *, enrolled: bool = True) -> Start:
    def start(two: Two) -> Things:
        booked = two.booked(sessions)
        if enrolled:
            two.enroll(settings)
        return replace(never_met(two), sessions=tuple(booked))

    return start


def never_met(two: Two) -> Things:
    """No package was booked; the client has been here before, and was mailed about an offer."""
    current(two.table, two.request(two.client))
    return Things(
        normal=two.offer(rate=9000),
        flagged=two.offer(rate=8000, auto_renewal=False),
        custom=(custom := two.offer(rate=7000, custom=True)),
        # The ids of one moment are one.
        mailed=Written(two.client.user_id, two.coach.user_id, EventId(custom.offer_id)),
    )


def two_open(two: Two) -> Things:
    """Two custom offers are open: one more may be made."""
    things = never_met(two)
    two.offer(rate=6000, custom=True)
    return things


def pending(settings: Settings = DEFAULTS) -> Start:
    """The last session is completed; nothing was delivered."""

    def start(two: Two) -> Things:
        things = on_deck(1, settings)(two)
        two.complete(things.sessions[0])
        return _with_dues(two, things)

    return start


def pending_in_chatham(settings: Settings) -> Start:
    """Where a day ends soon."""

    def start(two: Two) -> Things:
        two.sign_in()
        two.live_in(CHATHAM)
        return pending(settings)(two)

    return start


def held(settings: Settings) -> Start:
    """What the last completion is due is on hold: for good, or until the pause ends."""

    def start(two: Two) -> Things:
        things = pending_in_chatham(settings)(two)
        settled = two.settle(things.dues[0])
        assert settled
        assert settled.is_held
        return things

    return start


def held_after_another(two: Two) -> Things:
    """Two sessions were completed; what the second one is due waits for the client."""
    things = on_deck(2, NONE_LEFT)(two)
    for session in things.sessions:
        two.complete(session)
    things = _with_dues(two, things)
    two.settle(things.dues[0])
    return things


def completed_before_enrolling(two: Two) -> Things:
    """The last session was completed while the client was not enrolled."""
    things = on_deck(1, enrolled=False)(two)
    two.complete(things.sessions[0])
    two.enroll()
    return things


def completed_without_auto_renewal(two: Two) -> Things:
    """The last session of a package without auto-renewal is completed, and the renewal has ended with that."""
    things = on_deck(1)(two)
    [flagged] = two.booked(1, auto_renewal=False)
    for session in (*things.sessions, flagged):
        two.complete(session)
    things = _with_dues(two, replace(things, sessions=(*things.sessions, flagged)))
    two.settle(things.dues[0])
    return things


def plus_one(settings: Settings = DEFAULTS) -> Start:
    """A +1 is on deck."""

    def start(two: Two) -> Things:
        things = pending(settings)(two)
        return replace(things, plus_ones=(_settled(two, things.dues[0]),))

    return start


def plus_one_and_older_completion(two: Two) -> Things:
    """Two sessions were completed, the first of which triggered nothing; the +1 of the second is on deck."""
    things = on_deck(2, TWICE)(two)
    for session in things.sessions:
        two.complete(session)
    things = _with_dues(two, things)
    return replace(things, plus_ones=(_settled(two, things.dues[0]),))


def plus_one_of_a_plus_one(two: Two) -> Things:
    """A +1 was completed, so it is touched; the renewal of that is pending."""
    things = plus_one(TWICE)(two)
    two.complete(things.plus_ones[0])
    return _with_dues(two, things)


def pending_from_before_a_package(two: Two) -> Things:
    """A renewal that nobody has delivered, and a later package with one session left."""
    things = pending()(two)
    return replace(things, sessions=(*things.sessions, *two.booked(1)))


def _with_dues(two: Two, things: Things) -> Things:
    return replace(things, dues=tuple(renewal_records(everything(two.table))))


def _settled(two: Two, due: Due) -> SessionId:
    settled = two.settle(due)
    assert settled
    return settled.plus_one_id
