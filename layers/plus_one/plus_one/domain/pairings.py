"""One client with one coach: what is on deck, the rate, the enrollment. The unit of consistency."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from plus_one.domain.enrollments import NEVER_ENROLLED, Enrollment
from plus_one.domain.ids import UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Package
from plus_one.domain.renewals import Renewal
from plus_one.domain.sessions import Outcome, Session, Trigger

VELOCITY_WINDOW = timedelta(hours=24)
LARGEST_VELOCITY_LIMIT = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`version` is raised by every transaction on the pairing (0: not yet written), `deck_seq` whenever on deck
    leaves 0, `package_seq` by every package. `recent_plus_ones` are the moments of the +1s of the velocity window."""

    client_id: UserId
    coach_id: UserId
    client_name: str
    coach_name: str
    last_package: Package
    version: int = 0
    on_deck: int = 0
    deck_seq: int = 0
    package_seq: int = 0
    enrollment: Enrollment = NEVER_ENROLLED
    renewal: Renewal | None = None
    plus_one_on_deck: Session | None = None
    recent_plus_ones: tuple[datetime, ...] = ()
    client_undeliverable: bool = False

    @property
    def rate(self) -> Money:
        """R4, R9: the rate of the last package booked, at once."""
        return self.last_package.rate

    def with_package(self, package: Package) -> "Pairing":
        return replace(
            self._with_on_deck(self.on_deck + package.sessions),
            last_package=package,
            package_seq=self.package_seq + 1,
        )

    def with_plus_one(self, session: Session, renewal: Renewal) -> "Pairing":
        recent = [at for at in self.recent_plus_ones if at > session.booked_at - VELOCITY_WINDOW]
        return replace(
            self._with_on_deck(self.on_deck + 1),
            plus_one_on_deck=session,
            recent_plus_ones=(*recent, session.booked_at)[-LARGEST_VELOCITY_LIMIT:],
        ).with_settled(renewal)

    def with_settled(self, renewal: Renewal) -> "Pairing":
        """An older renewal that is settled late does not hide the latest one."""
        return replace(self, renewal=renewal) if renewal.same_trigger(self.renewal) else self

    def without(self, session: Session) -> "Pairing":
        was_plus_one = self.plus_one_on_deck is not None and self.plus_one_on_deck.session_id == session.session_id
        return replace(
            self,
            on_deck=self.on_deck - 1,
            plus_one_on_deck=None if was_plus_one else self.plus_one_on_deck,
        )

    def _with_on_deck(self, on_deck: int) -> "Pairing":
        return replace(self, on_deck=on_deck, deck_seq=self.deck_seq + (self.on_deck == 0))


@dataclass(frozen=True, slots=True)
class Completion:
    session: Session
    pairing: Pairing
    renewal: Renewal | None


def complete(pairing: Pairing, session: Session, outcome: Outcome, now: datetime) -> Completion:
    """R2: only a completion that takes on deck from 1 to 0 triggers, and only for an enrolled client."""
    left = pairing.without(session)
    trigger = _trigger_of(left)
    done = session.completed(outcome, trigger, now)
    if trigger is not Trigger.RENEWAL:
        return Completion(done, left, None)
    renewal = Renewal(
        session_id=done.session_id,
        completion=done.completions,
        completed_at=now,
        epoch=left.enrollment.epoch,
        deck_seq=left.deck_seq,
    )
    return Completion(done, replace(left, renewal=renewal), renewal)


def _trigger_of(left: Pairing) -> Trigger:
    if left.on_deck > 0:
        return Trigger.NOTHING
    return Trigger.RENEWAL if left.enrollment.is_on else Trigger.NOT_ENROLLED
