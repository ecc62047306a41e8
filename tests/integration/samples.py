"""One of everything that the store keeps: with every field set, and with nothing but what must be."""

from dataclasses import MISSING, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from plus_one.domain.contacts import Contact
from plus_one.domain.enrollments import Enrollment, EnrollmentState
from plus_one.domain.events import Event, EventKind, Side
from plus_one.domain.ids import EventId, OfferId, PackageId, SessionId, UserId
from plus_one.domain.limits import Window, full_minute
from plus_one.domain.money import Money
from plus_one.domain.notices import Notice, NoticeState
from plus_one.domain.packages import Offer, OfferState, Package
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Caller, Profile
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.domain.requests import IdempotencyKey, Request
from plus_one.domain.sessions import Origin, Outcome, Session, SessionStatus, Trigger, plus_one_session
from plus_one.domain.settings import Settings
from plus_one.domain.strangers import Strangers

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

AT = datetime(2026, 11, 23, 10, 0, 5, 123000, UTC)
LATER = AT + timedelta(days=1, milliseconds=1)
FULL_MINUTE = full_minute(AT)
CLIENT = UserId("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
COACH = UserId("0c60c80f-961e-4f16-8b9b-9a1b7b0f2d6c")
RATE = Money(6667, "USD")

BOOKED_PLUS_ONE = plus_one_session(SessionId("01KAP1S0000000000000000000"), RATE, AT, 2, "2026-11")

PACKAGE = Package(
    package_id=PackageId("01KAPACKAGE000000000000000"),
    offer_id=OfferId("01KAFFER000000000000000000"),
    sessions=3,
    price=Money(20000, "USD"),
    rate=RATE,
    auto_renewal=True,
    booked_at=AT,
    rate_before=Money(6000, "USD"),
)
FIRST_PACKAGE = Package(
    package_id=PackageId("01KAPACKAGE000000000000001"),
    offer_id=OfferId("01KAFFER000000000000000001"),
    sessions=1,
    price=Money(0, "JPY"),
    rate=Money(0, "JPY"),
    auto_renewal=False,
    booked_at=AT,
    rate_before=None,
)

SESSION = Session(
    session_id=SessionId("01KASESS10N000000000000000"),
    status=SessionStatus.CANCELLED,
    origin=Origin.PACKAGE,
    rate=RATE,
    package_id=PACKAGE.package_id,
    booked_at=AT,
    completed_at=LATER,
    outcome=Outcome.NO_SHOW,
    cancelled_at=LATER,
    completions=2,
    trigger=Trigger.RENEWAL,
    settings_seq=2,
    month="2026-11",
)
BOOKED_SESSION = Session(
    session_id=SessionId("01KASESS10N000000000000001"),
    status=SessionStatus.BOOKED,
    origin=Origin.PLUS_ONE,
    rate=Money(0, "JPY"),
    package_id=None,
    booked_at=AT,
)

RENEWAL = Renewal(
    session_id=SESSION.session_id,
    completion=2,
    completed_at=AT,
    epoch=3,
    deck_seq=4,
    state=RenewalState.SKIPPED,
    reason=Reason.PACKAGE_NOT_RENEWABLE,
    settled_at=LATER,
)
HELD_RENEWAL = replace(
    RENEWAL, state=RenewalState.HELD, reason=Reason.PAUSED, resumes_at=LATER + timedelta(days=30), remind_at=LATER
)
UNWRITTEN_RENEWAL = replace(RENEWAL, reason=Reason.NOT_ENROLLED, unwritten=True)
PENDING_RENEWAL = Renewal(session_id=SESSION.session_id, completion=1, completed_at=AT, epoch=1, deck_seq=1)

ENROLLMENT = Enrollment(
    state=EnrollmentState.ENROLLED,
    epoch=3,
    enrolled_at=AT,
    unenrolled_at=LATER,
    terms_version="2026-11",
    ended_by=EventId("01KAEVENT00000000000000009"),
    settings=Settings(
        paused_until=date(2026, 12, 31),
        stop_after=7,
        monthly_spend_cap=Money(20000, "USD"),
        max_rate=Money(7000, "USD"),
        heads_up=False,
    ),
    settings_seq=2,
)

PAIRING = Pairing(
    client_id=CLIENT,
    coach_id=COACH,
    client_name="Alex",
    coach_name="Zoë Casey",
    last_package=PACKAGE,
    version=7,
    on_deck=2,
    deck_seq=4,
    package_seq=3,
    enrollment=ENROLLMENT,
    renewal=RENEWAL,
    latest_plus_one=BOOKED_PLUS_ONE,
    recent_plus_ones=(FULL_MINUTE, FULL_MINUTE + timedelta(hours=23)),
    recent_packages=(FULL_MINUTE + timedelta(minutes=1),),
    undoings=(FULL_MINUTE, FULL_MINUTE, FULL_MINUTE + timedelta(hours=24)),
    enrollings=Window(FULL_MINUTE, 3),
    spent={"2026-11": 6667},
    coach_has_ended=True,
    coach_turned_at=AT,
    returns=Window(FULL_MINUTE, 2),
    heads_up_seq=4,
    client_seq=3,
    client_time_zone="Europe/Berlin",
    client_undeliverable=True,
    latest_at=LATER,
)
NEW_PAIRING = Pairing(
    client_id=CLIENT, coach_id=COACH, client_name="Alex", coach_name="Casey", last_package=FIRST_PACKAGE
)

OFFER = Offer(
    offer_id=OfferId("01KAFFER000000000000000000"),
    coach_id=COACH,
    coach_name="Casey",
    title="Three sessions “to start”",
    sessions=3,
    price=Money(20000, "USD"),
    auto_renewal=False,
    client_id=CLIENT,
    written_state=OfferState.OPEN,
    created_at=AT,
    expires_at=LATER,
    mailed=True,
)
STANDARD_OFFER = Offer(
    offer_id=OfferId("01KAFFER000000000000000001"),
    coach_id=COACH,
    coach_name="Casey",
    title="One",
    sessions=1,
    price=Money(0, "JPY"),
    auto_renewal=True,
    client_id=None,
    written_state=OfferState.WITHDRAWN,
    created_at=AT,
    expires_at=None,
)

CONTACT = Contact(
    client_id=CLIENT,
    coach_id=COACH,
    version=7,
    open_offers={OFFER.offer_id: LATER, OfferId("01KAFFER000000000000000002"): None},
    older={OfferId("01KAFFER000000000000000003"): LATER, OfferId("01KAFFER000000000000000004"): None},
    mailed=(AT, LATER),
    made=Window(FULL_MINUTE, 20),
    by_mail=False,
    wanted=False,
)
STRANGERS = Strangers(coach_id=COACH, version=7, offered={CLIENT: AT, UserId("somebody-else"): LATER})

SENDING = Notice(state=NoticeState.SENDING, attempts=2, not_before=LATER)
SENT = Notice(state=NoticeState.SENT, attempts=1, message_id="0100-0000", sent_at=LATER, feedback="delivered")
EVENT = Event(
    event_id=EventId("01KAEVENT00000000000000000"),
    kind=EventKind.NOT_BOOKED,
    at=AT,
    client_id=CLIENT,
    coach_id=COACH,
    reason="ZERO_RATE",
    facts={"rate": 0, "currency": "USD", "auto_renewal": True},
    notices={Side.CLIENT: SENDING, Side.COACH: SENT},
)
QUIET_EVENT = Event(
    event_id=EventId("01KAEVENT00000000000000001"),
    kind=EventKind.SESSION_COMPLETED,
    at=AT,
    client_id=CLIENT,
    coach_id=COACH,
)

CALLER = Caller(user_id=CLIENT, name="Alex", email="alex@example.com", is_client=True)
PROFILE = Profile(
    user_id=CLIENT,
    name="Alexandra",
    email="alex@example.com",
    time_zone="Europe/Berlin",
    undeliverable=True,
    is_client=True,
)
KEY = IdempotencyKey(CLIENT, "a key of the caller's own", "0" * 64)
REQUEST = Request(caller=CALLER, now=AT, event_id=EVENT.event_id, key=KEY)


def left_at_default(thing: "DataclassInstance") -> list[str]:
    """Which optional fields a sample does not set, so that a round trip would not show their loss."""
    compared = [field for field in fields(thing) if field.compare]
    return [field.name for field in compared if _is_default(field.default, getattr(thing, field.name))]


def _is_default(default: Any, value: Any) -> bool:
    return value is None or (default is not MISSING and value == default)
