"""One client with one coach: what is on deck, the rate, the enrollment. The unit of consistency."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from plus_one.domain import limits
from plus_one.domain.days import month_of
from plus_one.domain.enrollments import NEVER_ENROLLED, Enrollment
from plus_one.domain.ids import EventId, SessionId, UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Package
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import TooManyEnrollments, TooManyReturns
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.domain.sessions import Session, SessionStatus, plus_one_session
from plus_one.domain.settings import Settings
from plus_one.domain.spending import with_spent


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`version` is raised by every transaction on the pairing (0: not yet written), `deck_seq` whenever on deck
    leaves 0, `package_seq` by every package. `recent_plus_ones` and `recent_packages` are the moments of what was
    booked in the last 24 hours, `undoings` the turns of what was undone, `enrollings` how often +1 was
    turned on, `spent` the amounts of +1s by month,
    `heads_up_seq` the deck_seq of the latest heads-up,
    `client_seq` the seq of the profile that it has copies of, `latest_at` the moment of its latest event.
    `renewal` is that of the latest last completion, also of one whose client was not enrolled. `coach_turned_at`: when
    the coach ended with this client, or last took that back; `returns`: how often that was taken back.
    `stored` is the item that was read; it may hold what only another version knows."""

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
    latest_plus_one: Session | None = None
    recent_plus_ones: tuple[datetime, ...] = ()
    recent_packages: tuple[datetime, ...] = ()
    undoings: tuple[datetime, ...] = ()
    enrollings: limits.Window = limits.NEVER
    spent: dict[str, int] = field(default_factory=dict)
    heads_up_seq: int = 0
    coach_has_ended: bool = False
    coach_turned_at: datetime | None = None
    returns: limits.Window = limits.NEVER
    client_seq: int = 0
    client_undeliverable: bool = False
    client_time_zone: str = "UTC"
    latest_at: datetime | None = None
    stored: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def plus_one_on_deck(self) -> Session | None:
        """The latest +1, while it is booked."""
        latest = self.latest_plus_one
        return latest if latest and latest.status is SessionStatus.BOOKED else None

    @property
    def renewal_is_due(self) -> bool:
        """The latest renewal waits, and neither the enrollment nor the deck has changed since its completion."""
        latest, then = self.renewal, (self.enrollment.epoch, self.deck_seq)
        return latest is not None and latest.state is RenewalState.PENDING and (latest.epoch, latest.deck_seq) == then

    @property
    def hold(self) -> Renewal | None:
        """The renewal that is held. There is at most one: what takes on deck from 0 ends it."""
        return self.renewal if self.renewal and self.renewal.is_held else None

    @property
    def rate(self) -> Money:
        """R4, R9: the rate of the last package booked, at once."""
        return self.last_package.rate

    @property
    def can_enroll(self) -> bool:
        """R8. A client who is enrolled already stays enrolled."""
        return self.last_package.auto_renewal

    def as_client_is(self, client: Profile) -> "Pairing":
        """With what the client's profile says; the pairing has a copy of it, which may be newer than what was read."""
        if client.seq < self.client_seq:
            return self
        return replace(
            self,
            client_name=client.name,
            client_seq=client.seq,
            client_time_zone=client.time_zone,
            client_undeliverable=client.undeliverable,
        )

    def as_people_are(self, client: Profile | None, coach: Profile | None) -> "Pairing":
        """With what the profiles of both say, as far as there are any."""
        known = self.as_client_is(client) if client else self
        return replace(known, coach_name=coach.name) if coach else known

    def as_of(self, at: datetime) -> "Pairing":
        """Something happens to it at this moment."""
        return replace(self, latest_at=at)

    def spent_now(self, now: datetime) -> int:
        return self.spent.get(month_of(now, self.client_time_zone), 0)

    def next_plus_one(self, session_id: SessionId, rate: Money, now: datetime) -> Session:
        """A tap past `stop_after` takes nothing from it, so taking it back gives nothing back."""
        month, enrollment = month_of(now, self.client_time_zone), self.enrollment
        taken_from = None if enrollment.settings.has_stopped else enrollment.settings_seq
        return plus_one_session(session_id, rate, now, taken_from, month)

    def with_hold_ended(self, reason: Reason, now: datetime) -> "Pairing":
        """R14. If there is one."""
        return replace(self, renewal=self.hold.skipped(reason, now)) if self.hold else self

    def with_end(self, now: datetime, *, ended: bool) -> "Pairing":
        """R16: the coach ends with this client, or takes that back. Ending is never refused."""
        turned = replace(self, coach_has_ended=ended, coach_turned_at=now)
        if ended:
            return turned.with_hold_ended(Reason.COACH_ENDED, now)
        if self.returns.is_full(limits.MOST_RETURNS, now):
            raise TooManyReturns
        return replace(turned, returns=self.returns.with_one_more(now))

    def turned_off(self, event_id: EventId, now: datetime) -> "Pairing":
        left = self.with_hold_ended(Reason.NOT_ENROLLED, now)
        return replace(left, enrollment=self.enrollment.turned_off(event_id, now))

    def with_package(self, package: Package) -> "Pairing":
        booked = replace(
            self._with_on_deck(self.on_deck + package.sessions),
            last_package=package,
            package_seq=self.package_seq + 1,
            recent_packages=limits.with_one_more(self.recent_packages, package.booked_at, limits.MOST_PACKAGES),
            heads_up_seq=0,
        )
        return booked.with_hold_ended(Reason.ALREADY_ON_DECK, package.booked_at)

    def with_settings(self, settings: Settings, now: datetime, terms_version: str | None = None) -> "Pairing":
        """Enrolls, or adjusts. A client who saves is willing to get mail, so the flag of a refused address goes."""
        was = self.enrollment
        if was.is_on:
            saved = replace(self, enrollment=was.adjusted(settings, terms_version))
        else:
            saved = self._on(settings, now)
        if not self.client_undeliverable:
            return saved
        return replace(saved, client_undeliverable=False, client_seq=self.client_seq + 1)

    def _on(self, settings: Settings, now: datetime) -> "Pairing":
        if self.enrollings.is_full(limits.MOST_ENROLLINGS, now):
            raise TooManyEnrollments(self.enrollings.ends, self.client_time_zone)
        turned = self.enrollment.turned_on(settings, now)
        return replace(self, enrollment=turned, enrollings=self.enrollings.with_one_more(now))

    def with_plus_one(self, session: Session, renewal: Renewal) -> "Pairing":
        return replace(
            self._with_on_deck(self.on_deck + 1),
            latest_plus_one=session,
            recent_plus_ones=limits.with_one_more(
                self.recent_plus_ones, session.booked_at, limits.LARGEST_VELOCITY_LIMIT
            ),
            enrollment=self.enrollment.with_stop_after(-1),
            spent=with_spent(self.spent, session, session.rate.amount),
        ).with_settled(renewal)

    def with_back(self, session: Session, now: datetime) -> "Pairing":
        """A completed session is booked again."""
        return self._moved(session, +1).with_hold_ended(Reason.ALREADY_ON_DECK, now)

    def without_plus_one(self, session: Session) -> "Pairing":
        """What a taken-back +1 has used up goes back: into the settings and the month that it was taken from. That it
        was booked stays: the velocity guard counts bookings."""
        enrollment = self.enrollment
        if session.settings_seq == enrollment.settings_seq:
            enrollment = enrollment.with_stop_after(+1)
        spent = with_spent(self.spent, session, -session.rate.amount)
        return replace(self.without(session), enrollment=enrollment, spent=spent)

    def with_undoing(self, now: datetime) -> "Pairing":
        """A completion is undone or a +1 is cancelled."""
        return replace(self, undoings=limits.with_turn(self.undoings, now))

    def with_settled(self, renewal: Renewal) -> "Pairing":
        """An older renewal that is settled late does not hide the latest one."""
        return replace(self, renewal=renewal) if renewal.same_trigger(self.renewal) else self

    def without(self, session: Session) -> "Pairing":
        """One less on deck: this session is completed or cancelled now."""
        return self._moved(session, -1)

    def _moved(self, session: Session, change: int) -> "Pairing":
        latest = self.latest_plus_one
        is_latest = latest is not None and latest.session_id == session.session_id
        return replace(self._with_on_deck(self.on_deck + change), latest_plus_one=session if is_latest else latest)

    def _with_on_deck(self, on_deck: int) -> "Pairing":
        return replace(self, on_deck=on_deck, deck_seq=self.deck_seq + (self.on_deck == 0))
