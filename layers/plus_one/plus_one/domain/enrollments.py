"""The client's standing wish for +1 with one coach."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from plus_one.domain.ids import EventId
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import DEFAULTS, Settings

TERMS_VERSION = "2026-12"
TERMS_WITH_HOLDS = "2026-12"


class EnrollmentState(StrEnum):
    ENROLLED = "enrolled"
    NOT_ENROLLED = "not_enrolled"


class Effective(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """`epoch` is raised by enrolling and un-enrolling, and by nothing else; `settings_seq` by each change of settings.

    `ended_by` is the event of the un-enrolling: it has what was answered.
    """

    state: EnrollmentState = EnrollmentState.NOT_ENROLLED
    epoch: int = 0
    enrolled_at: datetime | None = None
    unenrolled_at: datetime | None = None
    terms_version: str | None = None
    settings: Settings = DEFAULTS
    settings_seq: int = 0
    ended_by: EventId | None = None

    @property
    def is_on(self) -> bool:
        return self.state is EnrollmentState.ENROLLED

    @property
    def allows_resuming(self) -> bool:
        """R15: a client who enrolled under older terms is asked."""
        return (self.terms_version or "") >= TERMS_WITH_HOLDS

    def turned_on(self, settings: Settings, now: datetime) -> "Enrollment":
        return Enrollment(
            state=EnrollmentState.ENROLLED,
            epoch=self.epoch + 1,
            enrolled_at=now,
            terms_version=TERMS_VERSION,
            settings=settings,
            settings_seq=self.settings_seq + 1,
        )

    def adjusted(self, settings: Settings, terms_version: str | None = None) -> "Enrollment":
        """`terms_version`: the terms that are accepted with it; None: those of before."""
        terms = terms_version or self.terms_version
        return replace(self, settings=settings, settings_seq=self.settings_seq + 1, terms_version=terms)

    def with_stop_after(self, change: int) -> "Enrollment":
        if self.settings.stop_after is None:
            return self
        left = max(self.settings.stop_after + change, 0)
        return replace(self, settings=replace(self.settings, stop_after=left))

    def turned_off(self, event_id: EventId, now: datetime) -> "Enrollment":
        return replace(
            self,
            state=EnrollmentState.NOT_ENROLLED,
            epoch=self.epoch + 1,
            unenrolled_at=now,
            ended_by=event_id,
        )


NEVER_ENROLLED = Enrollment()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An enrollment as people see it: what is wished, and what a last completion now would make of it."""

    state: EnrollmentState
    effective: Effective
    reason: Reason | None
    enrolled_at: datetime | None
    unenrolled_at: datetime | None
    terms_version: str | None
    settings: Settings
