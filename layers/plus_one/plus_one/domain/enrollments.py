"""The client's standing wish for +1 with one coach."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from plus_one.domain.ids import EventId
from plus_one.domain.renewals import Reason

TERMS_VERSION = "2026-11"


class EnrollmentState(StrEnum):
    ENROLLED = "enrolled"
    NOT_ENROLLED = "not_enrolled"


class Effective(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """`epoch` is raised by enrolling and un-enrolling, and by nothing else.

    `ended_by` is the event of the un-enrolling: it has what was answered.
    """

    state: EnrollmentState = EnrollmentState.NOT_ENROLLED
    epoch: int = 0
    enrolled_at: datetime | None = None
    unenrolled_at: datetime | None = None
    terms_version: str | None = None
    ended_by: EventId | None = None

    @property
    def is_on(self) -> bool:
        return self.state is EnrollmentState.ENROLLED

    def turned_on(self, now: datetime) -> "Enrollment":
        return Enrollment(
            state=EnrollmentState.ENROLLED, epoch=self.epoch + 1, enrolled_at=now, terms_version=TERMS_VERSION
        )

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

    @property
    def etag(self) -> str:
        return '"' + hashlib.sha256(repr(self).encode()).hexdigest()[:32] + '"'
