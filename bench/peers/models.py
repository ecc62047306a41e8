"""The bodies and answers of the peers that validate with pydantic."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from plus_one.domain.enrollments import Effective, EnrollmentState
from plus_one.domain.events import EventKind
from plus_one.domain.money import LARGEST_AMOUNT
from plus_one.domain.packages import OfferState
from plus_one.domain.renewals import Reason, RenewalState
from plus_one.domain.sessions import Origin, Outcome, SessionStatus

ID = r"^[A-Za-z0-9-]{1,64}$"
type ReasonCode = Reason | Literal["CLIENT_SETTING"]


class MoneyBody(BaseModel):
    model_config = ConfigDict(extra="forbid")
    amount: int = Field(strict=True, ge=0, le=LARGEST_AMOUNT)
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class OfferBody(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: Annotated[str, Field(min_length=1, max_length=100)]
    sessions: int = Field(strict=True, ge=1, le=50)
    price: MoneyBody
    client_id: Annotated[str, Field(pattern=ID)] | None = None
    auto_renewal: bool = True
    expires_at: datetime | None = None


class OfferPreviewBody(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sessions: int = Field(strict=True, ge=1, le=50)
    price: MoneyBody
    client_id: Annotated[str, Field(pattern=ID)] | None = None


class CompleteBody(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outcome: Outcome = Outcome.ATTENDED


class Money(BaseModel):
    amount: int
    currency: str


class LastPackage(BaseModel):
    package_id: str
    sessions: int
    price: Money
    rate: Money
    auto_renewal: bool
    booked_at: str


class Package(LastPackage):
    offer_id: str


class Session(BaseModel):
    session_id: str
    status: SessionStatus
    origin: Origin
    rate: Money
    package_id: str | None
    booked_at: str
    completed_at: str | None
    outcome: Outcome | None
    cancelled_at: str | None


class Renewal(BaseModel):
    state: RenewalState
    reason: ReasonCode | None
    at: str
    session_id: str | None
    resumes_at: str | None


class Enrollment(BaseModel):
    state: EnrollmentState
    effective: Effective
    reason: ReasonCode | None
    enrolled_at: str | None


class Client(BaseModel):
    ended: bool
    client_id: str
    name: str
    enrollment: Enrollment
    on_deck: int
    rate: Money
    last_package: LastPackage
    can_enroll: bool
    cannot_enroll_reason: Reason | None
    renewal: Renewal | None


class Offer(BaseModel):
    offer_id: str
    coach_id: str
    coach_name: str
    title: str
    sessions: int
    price: Money
    rate: Money
    auto_renewal: bool
    client_id: str | None
    state: OfferState
    created_at: str
    expires_at: str | None


class MadeOffer(Offer):
    mailed: bool | None


class Rates(BaseModel):
    rate_before: Money | None
    rate_after: Money


class Completion(BaseModel):
    session: Session
    pairing: Client
    renewal: Renewal | None


class Reopening(BaseModel):
    session: Session
    cancelled_plus_one: Session | None
    pairing: Client


class Cancelled(BaseModel):
    session: Session
    pairing: Client


class Preview(BaseModel):
    on_deck: int
    books: bool
    reason: ReasonCode
    rate: Money | None
    says: str


class TimelineEntry(BaseModel):
    at: str
    kind: EventKind
    says: str
    reason: ReasonCode | None
    ids: dict[str, str]


class Page[Item](BaseModel):
    items: list[Item]
    next: str | None
