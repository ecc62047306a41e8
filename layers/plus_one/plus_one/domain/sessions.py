"""One training session: booked, then completed or cancelled."""

from dataclasses import dataclass, replace
from datetime import datetime

from plus_one.domain.ids import PackageId, SessionId, package_session_ids, plus_one_id
from plus_one.domain.money import Money
from plus_one.domain.packages import Package
from plus_one.domain.stored_enum import StoredEnum


class SessionStatus(StoredEnum):
    BOOKED = "booked"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Origin(StoredEnum):
    PACKAGE = "package"
    PLUS_ONE = "plus_one"


class Outcome(StoredEnum):
    ATTENDED = "attended"
    NO_SHOW = "no_show"


class Trigger(StoredEnum):
    """What the latest completion of a session set off."""

    NOTHING = "nothing"
    RENEWAL = "renewal"
    NOT_ENROLLED = "not_enrolled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`completions` counts how often the session was marked complete; reopening does not lower it. A +1 knows the
    settings (`settings_seq`) and the month that it counts in."""

    session_id: SessionId
    status: SessionStatus
    origin: Origin
    rate: Money
    package_id: PackageId | None
    booked_at: datetime
    completed_at: datetime | None = None
    outcome: Outcome | None = None
    cancelled_at: datetime | None = None
    completions: int = 0
    trigger: Trigger = Trigger.NOTHING
    settings_seq: int | None = None
    month: str | None = None

    @property
    def its_plus_one_id(self) -> SessionId | None:
        """The id that the +1 of its latest completion has, or would have."""
        return plus_one_id(self.session_id, self.completions, self.completed_at) if self.completed_at else None

    @property
    def is_untouched_plus_one(self) -> bool:
        return self.origin is Origin.PLUS_ONE and self.status is SessionStatus.BOOKED

    def reopened(self) -> "Session":
        return replace(self, status=SessionStatus.BOOKED, completed_at=None, outcome=None, trigger=Trigger.NOTHING)

    def cancelled(self, now: datetime) -> "Session":
        return replace(self, status=SessionStatus.CANCELLED, cancelled_at=now)

    def completed(self, outcome: Outcome, trigger: Trigger, now: datetime) -> "Session":
        return replace(
            self,
            status=SessionStatus.COMPLETED,
            completed_at=now,
            outcome=outcome,
            completions=self.completions + 1,
            trigger=trigger,
        )


def sessions_of(package: Package) -> list[Session]:
    """The sessions that come with a package, at its rate, for good (R9)."""
    return [
        Session(
            session_id=session_id,
            status=SessionStatus.BOOKED,
            origin=Origin.PACKAGE,
            rate=package.rate,
            package_id=package.package_id,
            booked_at=package.booked_at,
        )
        for session_id in package_session_ids(package.package_id, package.sessions)
    ]


def plus_one_session(
    session_id: SessionId, rate: Money, now: datetime, settings_seq: int | None = None, month: str | None = None
) -> Session:
    return Session(
        session_id=session_id,
        status=SessionStatus.BOOKED,
        origin=Origin.PLUS_ONE,
        rate=rate,
        package_id=None,
        booked_at=now,
        settings_seq=settings_seq,
        month=month,
    )
