"""Whatever happens in whatever order: the promises that hold for the pairing (design.md, "What is promised")."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from plus_one.domain.decision import Book, Decision, decide
from plus_one.domain.ids import PackageId, ulid
from plus_one.domain.money import Money
from plus_one.domain.packages import Package
from plus_one.domain.pairings import Pairing, complete
from plus_one.domain.renewals import Renewal
from plus_one.domain.sessions import Origin, Outcome, Session, SessionStatus, plus_one_session, sessions_of
from tests.builders import ENDED_BY, NOW, package, pairing, usd

LIMIT = 3
DAY = timedelta(hours=24)
rates = st.sampled_from([usd(0), usd(5000), usd(6667)])
small = st.integers(1, 3)
any_place = st.integers(0, 100)


class History(RuleBasedStateMachine):
    """One pairing; renewals are settled late, in any order, or twice."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.made = NOW, 0
        self.pairing: Pairing = pairing(on_deck=0, enrolled=False, deck_seq=0)
        self.sessions: dict[str, Session] = {}
        self.sold_at: dict[str, Money] = {}
        self.renewals: dict[str, Renewal] = {}
        self.decks_left_zero = 0

    @initialize()
    def first_package(self) -> None:
        self.book_package(1, usd(5000), auto_renewal=True)

    @rule(sessions=small, rate=rates, auto_renewal=st.booleans())
    def book_package(self, sessions: int, rate: Money, auto_renewal: bool) -> None:
        self.made += 1
        package_id = PackageId(ulid(self.now, self.made << 10))
        self._go_on(self.pairing.with_package(self._package(package_id, sessions, rate, auto_renewal)))
        self._add(*sessions_of(self.pairing.last_package))

    @precondition(lambda self: not self.pairing.enrollment.is_on)
    @rule()
    def enroll(self) -> None:
        self._go_on(replace(self.pairing, enrollment=self.pairing.enrollment.turned_on(self.now)))

    @precondition(lambda self: self.pairing.enrollment.is_on)
    @rule()
    def un_enroll(self) -> None:
        ended = self.pairing.enrollment.turned_off(ENDED_BY, self.now)
        self._go_on(replace(self.pairing, enrollment=ended))

    @precondition(lambda self: self.pairing.on_deck > 0)
    @rule(place=any_place)
    def complete_a_session(self, place: int) -> None:
        session = self._booked()[place % self.pairing.on_deck]
        done = complete(self.pairing, session, Outcome.ATTENDED, self.now)
        self.sessions[session.session_id] = done.session
        self._go_on(done.pairing)
        if done.renewal:
            self.renewals[done.renewal.plus_one_id] = done.renewal

    @precondition(lambda self: self.renewals)
    @rule(place=any_place)
    def settle_a_renewal(self, place: int) -> None:
        renewal = list(self.renewals.values())[place % len(self.renewals)]
        decision = self._decision(renewal)
        if isinstance(decision, Book):
            session = plus_one_session(renewal.plus_one_id, decision.rate, self.now)
            self._must_be_right_to_book(renewal, session)
            self._go_on(self.pairing.with_plus_one(session, renewal.booked(self.now)))
            self._add(session)
        else:
            self._go_on(self.pairing.with_settled(renewal.skipped(decision.reason, self.now)))

    @rule(hours=st.sampled_from([1, 7, 24]))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def on_deck_is_the_number_of_booked_sessions(self) -> None:
        assert self.pairing.on_deck == len(self._booked()) >= 0

    @invariant()
    def the_plus_one_on_deck_is_the_one_that_is_booked(self) -> None:
        booked = [session for session in self._booked() if session.origin is Origin.PLUS_ONE]
        assert booked == ([self.pairing.plus_one_on_deck] if self.pairing.plus_one_on_deck else [])

    @invariant()
    def the_deck_number_counts_how_often_on_deck_left_0(self) -> None:
        assert self.pairing.deck_seq == self.decks_left_zero

    @invariant()
    def sessions_keep_what_they_were_sold_at(self) -> None:
        assert {each: session.rate for each, session in self.sessions.items()} == self.sold_at

    def _must_be_right_to_book(self, renewal: Renewal, session: Session) -> None:
        assert session.session_id not in self.sessions, "one completion books at most one +1"
        assert self._booked() == [], "a +1 is booked with nothing on deck"
        assert self.pairing.enrollment.is_on, "after a cancel no +1"
        assert self.pairing.enrollment.enrolled_at is not None
        assert self.pairing.enrollment.enrolled_at <= renewal.completed_at, "only for the enrollment of the completion"
        assert session.rate == self.pairing.last_package.rate != usd(0)
        assert self.pairing.last_package.auto_renewal
        assert sum(at > self.now - DAY for at in self._plus_ones_at()) < LIMIT

    def _decision(self, renewal: Renewal) -> Decision:
        return decide(self.pairing, epoch=renewal.epoch, deck_seq=renewal.deck_seq, velocity_limit=LIMIT, now=self.now)

    def _package(self, package_id: PackageId, sessions: int, rate: Money, auto_renewal: bool) -> Package:
        price = usd(rate.amount * sessions)
        return package(
            package_id=package_id, sessions=sessions, price=price, auto_renewal=auto_renewal, booked_at=self.now
        )

    def _plus_ones_at(self) -> list[datetime]:
        return [session.booked_at for session in self.sessions.values() if session.origin is Origin.PLUS_ONE]

    def _booked(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.status is SessionStatus.BOOKED]

    def _add(self, *sessions: Session) -> None:
        self.sessions |= {session.session_id: session for session in sessions}
        self.sold_at |= {session.session_id: session.rate for session in sessions}

    def _go_on(self, after: Pairing) -> None:
        self.decks_left_zero += self.pairing.on_deck == 0 < after.on_deck
        self.pairing = after


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=60, stateful_step_count=40)
