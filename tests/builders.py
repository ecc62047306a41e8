"""Values with defaults: a test names only what it is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from plus_one.domain.enrollments import NEVER_ENROLLED
from plus_one.domain.events import Event, EventKind, Fact
from plus_one.domain.events import event as new_event
from plus_one.domain.ids import EventId, OfferId, PackageId, SessionId, UserId, ulid
from plus_one.domain.money import Money, per_session_rate
from plus_one.domain.packages import Offer, OfferState, Package
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Renewal
from plus_one.domain.sessions import Origin, Session, SessionStatus
from plus_one.domain.settings import DEFAULTS

NOW = datetime(2026, 11, 23, 10, 0, 0, 123000, UTC)
MS = timedelta(milliseconds=1)
YESTERDAY = NOW - timedelta(days=1)
CLIENT, COACH = UserId("client-1"), UserId("coach-1")
PACKAGE_ID = PackageId(ulid(YESTERDAY, 0))
LAST_SESSION_ID = SessionId(ulid(YESTERDAY, 10))


def usd(amount: int) -> Money:
    return Money(amount, "USD")


RATE = usd(6667)
ENDED_BY = EventId(ulid(YESTERDAY, 99))
ENROLLED = NEVER_ENROLLED.turned_on(DEFAULTS, YESTERDAY)


def offer(**given: Any) -> Offer:
    """A standard offer, open for good."""
    return replace(_OFFER, **given)


def package(**given: Any) -> Package:
    """Its rate follows from price and sessions, unless it is given."""
    made = replace(_PACKAGE, **given)
    return made if "rate" in given else replace(made, rate=per_session_rate(made.price, made.sessions))


def session(**given: Any) -> Session:
    """A booked session of the package."""
    return replace(_SESSION, **given)


def plus_one(**given: Any) -> Session:
    """A booked +1."""
    made = {"session_id": SessionId(ulid(NOW, 1)), "origin": Origin.PLUS_ONE, "package_id": None, "booked_at": NOW}
    return replace(_SESSION, **made | given)


def renewal(**given: Any) -> Renewal:
    """Pending, for the completion that left `pairing(on_deck=0)`."""
    return replace(_RENEWAL, **given)


def pairing(
    on_deck: int = 1, *, enrolled: bool = True, rate: Money = RATE, auto_renewal: bool = True, **given: Any
) -> Pairing:
    """One package was booked; nothing keeps the last completion from booking a +1."""
    made: dict[str, Any] = {
        "on_deck": on_deck,
        "last_package": package(rate=rate, auto_renewal=auto_renewal),
        "enrollment": ENROLLED if enrolled else NEVER_ENROLLED,
    }
    return replace(_PAIRING, **made | given)


def event(kind: EventKind = EventKind.PLUS_ONE_BOOKED, **facts: Fact) -> Event:
    """With the notices of its kind."""
    return new_event(kind, EventId(ulid(NOW, 0)), NOW, CLIENT, COACH, **facts)


_OFFER = Offer(
    offer_id=OfferId(ulid(YESTERDAY, 0)),
    coach_id=COACH,
    coach_name="Maya Chen",
    title="Strength block",
    sessions=10,
    price=usd(66_670),
    auto_renewal=True,
    client_id=None,
    written_state=OfferState.OPEN,
    created_at=YESTERDAY,
    expires_at=None,
)
_PACKAGE = Package(
    package_id=PACKAGE_ID,
    offer_id=_OFFER.offer_id,
    sessions=_OFFER.sessions,
    price=_OFFER.price,
    rate=RATE,
    auto_renewal=True,
    booked_at=YESTERDAY,
    rate_before=None,
)
_SESSION = Session(
    session_id=LAST_SESSION_ID,
    status=SessionStatus.BOOKED,
    origin=Origin.PACKAGE,
    rate=RATE,
    package_id=PACKAGE_ID,
    booked_at=YESTERDAY,
)
_RENEWAL = Renewal(session_id=LAST_SESSION_ID, completion=1, completed_at=NOW, epoch=1, deck_seq=1)
_PAIRING = Pairing(
    client_id=CLIENT,
    coach_id=COACH,
    client_name="Iris Novak",
    coach_name="Maya Chen",
    last_package=_PACKAGE,
    version=1,
    deck_seq=1,
    package_seq=1,
)
