"""The bodies that we answer (api.md, "Shapes")."""

from datetime import date
from typing import Annotated, Literal

from pydantic import WithJsonSchema

from plus_one.domain.enrollments import Effective, EnrollmentState
from plus_one.domain.events import EventKind
from plus_one.domain.packages import OfferState
from plus_one.domain.renewals import Reason, RenewalState
from plus_one.domain.sessions import Origin, Outcome, SessionStatus
from plus_one.domain.sides import CLIENT_SETTING
from plus_one.http.fields import Answer, MomentAnswer, MoneyAnswer

type ReasonCode = Annotated[str, WithJsonSchema({"type": "string", "enum": [*Reason, CLIENT_SETTING]})]
type MailState = Literal["ok", "refused"]


class LastPackageAnswer(Answer):
    package_id: str
    sessions: int
    price: MoneyAnswer
    rate: MoneyAnswer
    auto_renewal: bool
    booked_at: MomentAnswer


class PackageAnswer(LastPackageAnswer):
    offer_id: str


class SessionAnswer(Answer):
    session_id: str
    status: SessionStatus
    origin: Origin
    rate: MoneyAnswer
    package_id: str | None
    booked_at: MomentAnswer
    completed_at: MomentAnswer | None
    outcome: Outcome | None
    cancelled_at: MomentAnswer | None


class RenewalAnswer(Answer):
    """`session_id` is the +1. `resumes_at`: when one that is held is decided again; null if it waits for the client.
    A coach gets null always."""

    state: RenewalState
    reason: ReasonCode | None
    at: MomentAnswer
    session_id: str | None
    resumes_at: MomentAnswer | None


class BookNowAnswer(Answer):
    """What the client can book now, and what to send for it."""

    completed_session_id: str
    completion: int
    rate: MoneyAnswer


class PairingEnrollmentAnswer(Answer):
    """`effective` is suspended if completing the last session now would book nothing; `reason` says why."""

    state: EnrollmentState
    effective: Effective
    reason: ReasonCode | None
    enrolled_at: MomentAnswer | None


class SettingsAnswer(Answer):
    """What the client has set; `stop_after` is how many +1s remain."""

    paused_until: date | None
    stop_after: int | None
    monthly_spend_cap: MoneyAnswer | None
    max_rate: MoneyAnswer | None
    heads_up: bool


class ClientsEnrollmentAnswer(SettingsAnswer, PairingEnrollmentAnswer):
    """With the settings, which only the client sees."""


class EnrollmentAnswer(ClientsEnrollmentAnswer):
    unenrolled_at: MomentAnswer | None
    terms_version: str | None


class SavedEnrollmentAnswer(EnrollmentAnswer):
    """`plus_one`: it was on hold, and this save booked it."""

    plus_one: SessionAnswer | None


class PairingAnswer(Answer):
    """`ended`: the coach has ended with this client, so no package, offer or +1 can be booked."""

    name: str
    on_deck: int
    rate: MoneyAnswer
    last_package: LastPackageAnswer
    can_enroll: bool
    cannot_enroll_reason: ReasonCode | None
    renewal: RenewalAnswer | None
    ended: bool


class CoachAnswer(PairingAnswer):
    """A pairing as its client sees it."""

    coach_id: str
    enrollment: ClientsEnrollmentAnswer
    book_now: BookNowAnswer | None


class ClientAnswer(PairingAnswer):
    """A pairing as its coach sees it."""

    client_id: str
    enrollment: PairingEnrollmentAnswer


class OfferAnswer(Answer):
    offer_id: str
    coach_id: str
    coach_name: str
    title: str
    sessions: int
    price: MoneyAnswer
    rate: MoneyAnswer
    auto_renewal: bool
    client_id: str | None
    state: OfferState
    created_at: MomentAnswer
    expires_at: MomentAnswer | None


class MadeOfferAnswer(OfferAnswer):
    """`mailed`: whether the client gets a mail about it; null for a standard offer."""

    mailed: bool | None


class RatesAnswer(Answer):
    """`rate_before` is null before the first package."""

    rate_before: MoneyAnswer | None
    rate_after: MoneyAnswer


class BookingAnswer(RatesAnswer):
    package: PackageAnswer
    sessions: list[SessionAnswer]
    pairing: CoachAnswer


class CompletionAnswer(Answer):
    session: SessionAnswer
    pairing: ClientAnswer
    renewal: RenewalAnswer | None


class ReopeningAnswer(Answer):
    session: SessionAnswer
    cancelled_plus_one: SessionAnswer | None
    pairing: ClientAnswer


class BookedNowAnswer(Answer):
    session: SessionAnswer
    pairing: CoachAnswer


class CancelledByClientAnswer(Answer):
    session: SessionAnswer
    pairing: CoachAnswer


class CancelledByCoachAnswer(Answer):
    session: SessionAnswer
    pairing: ClientAnswer


class TimelineEntry(Answer):
    at: MomentAnswer
    kind: EventKind
    says: str
    reason: ReasonCode | None
    ids: dict[str, str]


class UnenrolledAnswer(Answer):
    """`ended_hold`: a +1 was on hold, and is not booked."""

    unenrolled_at: MomentAnswer | None
    last_plus_one: SessionAnswer | None
    ended_hold: bool


class ProfileAnswer(Answer):
    """`mail` is refused while we mail nothing to the address: it refused our mail, or none can be sent to it."""

    user_id: str
    name: str
    email: str
    email_verified: bool
    time_zone: str
    mail: MailState


class Page[Item](Answer):
    items: list[Item]
    next: str | None
