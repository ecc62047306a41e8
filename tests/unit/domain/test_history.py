"""Whatever happens in whatever order: the promises that hold for the pairing (guarantees.md, "What is promised")."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from plus_one.domain.completions import complete
from plus_one.domain.decision import Book, decide
from plus_one.domain.ids import PackageId, ulid
from plus_one.domain.limits import full_minute
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Renewal
from plus_one.domain.sessions import Origin, Outcome, Session, SessionStatus, plus_one_session, sessions_of
from plus_one.domain.settings import DEFAULTS
from tests.builders import ENDED_BY, MS, NOW, package, pairing, usd

LIMIT = 2
DAY = timedelta(hours=24)


class History:
    """One pairing; its renewals are settled late, in any order, and over again."""

    def __init__(self) -> None:
        self.now, self.packages, self.decks_left_zero = NOW, 0, 0
        self.pairing: Pairing = pairing(on_deck=0, enrolled=False, deck_seq=0)
        self.sessions: dict[str, Session] = {}
        self.sold_at: dict[str, Money] = {}
        self.renewals: list[Renewal] = []

    def book_package(self, sessions: int = 1, rate: int = 5000, auto_renewal: bool = True) -> None:
        self.packages += 1
        booked = package(
            package_id=PackageId(ulid(self.now, self.packages << 10)),
            sessions=sessions,
            price=usd(rate * sessions),
            auto_renewal=auto_renewal,
            booked_at=self.now,
        )
        self._go_on(self.pairing.with_package(booked), *sessions_of(booked))

    def enroll(self) -> None:
        if not self.pairing.enrollment.is_on:
            self._go_on(replace(self.pairing, enrollment=self.pairing.enrollment.turned_on(DEFAULTS, self.now)))

    def un_enroll(self) -> None:
        if self.pairing.enrollment.is_on:
            self._go_on(replace(self.pairing, enrollment=self.pairing.enrollment.turned_off(ENDED_BY, self.now)))

    def enroll_anew(self) -> None:
        self.un_enroll()
        self.enroll()

    def complete_oldest(self) -> None:
        for session in self.booked()[:1]:
            done = complete(self.pairing, session, Outcome.ATTENDED, self.now)
            self.renewals += [done.renewal] if done.renewal else []
            self._go_on(done.pairing, done.session)

    def complete_all(self) -> None:
        for _ in self.booked():
            self.complete_oldest()

    def settle_latest(self) -> None:
        for renewal in self.renewals[-1:]:
            self._settle(renewal)

    def settle_all(self) -> None:
        for renewal in list(self.renewals):
            self._settle(renewal)

    def go_round(self) -> None:
        self.complete_all()
        self.settle_latest()

    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def booked(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.status is SessionStatus.BOOKED]

    def plus_ones_at(self) -> list[datetime]:
        return [session.booked_at for session in self.sessions.values() if session.origin is Origin.PLUS_ONE]

    def _settle(self, renewal: Renewal) -> None:
        decision = decide(
            self.pairing, epoch=renewal.epoch, deck_seq=renewal.deck_seq, velocity_limit=LIMIT, now=self.now
        )
        assert isinstance(decision, Book) == (obstacles(self, renewal) == [])
        if isinstance(decision, Book):
            session = plus_one_session(renewal.plus_one_id, decision.rate, self.now)
            self._go_on(self.pairing.with_plus_one(session, renewal.booked(self.now)), session)
        else:
            self._go_on(self.pairing.with_settled(renewal.skipped(decision.reason, self.now)))

    def _go_on(self, after: Pairing, *sessions: Session) -> None:
        self.decks_left_zero += self.pairing.on_deck == 0 < after.on_deck
        self.sold_at = {session.session_id: session.rate for session in sessions} | self.sold_at
        self.sessions |= {session.session_id: session for session in sessions}
        self.pairing = after
        self.now += MS


def obstacles(history: History, renewal: Renewal) -> list[str]:
    """What speaks against a +1, told from what has happened and not from the pairing's numbers."""
    enrolled_at, last = history.pairing.enrollment.enrolled_at, history.pairing.last_package
    told = {
        "not enrolled": not history.pairing.enrollment.is_on,
        "enrolled after the completion": enrolled_at is None or enrolled_at > renewal.completed_at,
        "booked since": any(session.booked_at > renewal.completed_at for session in history.sessions.values()),
        "not renewable": not last.auto_renewal,
        "free": last.price == usd(0),
        "too many": sum(full_minute(at) > history.now - DAY for at in history.plus_ones_at()) >= LIMIT,
    }
    return [obstacle for obstacle, there in told.items() if there]


def check_that_the_deck_adds_up(history: History) -> None:
    booked, known = history.booked(), history.pairing
    plus_ones = [session for session in booked if session.origin is Origin.PLUS_ONE]
    assert known.on_deck == len(booked)
    assert len(history.plus_ones_at()) <= len(history.renewals)
    assert plus_ones == ([known.plus_one_on_deck] if known.plus_one_on_deck else [])
    assert known.deck_seq == history.decks_left_zero
    assert history.sold_at == {session_id: session.rate for session_id, session in history.sessions.items()}


STEPS: list[Callable[[History], None]] = [
    History.book_package,
    lambda history: history.book_package(sessions=2, rate=6667),
    lambda history: history.book_package(rate=0),
    lambda history: history.book_package(auto_renewal=False),
    History.enroll,
    History.un_enroll,
    History.enroll_anew,
    History.complete_oldest,
    History.complete_all,
    History.settle_latest,
    History.settle_all,
    *[History.go_round] * 6,
    lambda history: history.wait(7),
    lambda history: history.wait(24),
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(STEPS), min_size=30, max_size=40))
def test_in_any_history_a_plus_one_is_booked_exactly_when_nothing_speaks_against_it(
    steps: list[Callable[[History], None]],
) -> None:
    history = History()
    history.book_package()
    history.enroll()
    for step in steps:
        step(history)
        check_that_the_deck_adds_up(history)
