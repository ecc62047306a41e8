"""What a coach offers and what a client has booked."""

from dataclasses import dataclass
from datetime import datetime

from plus_one.domain.days import years_after
from plus_one.domain.ids import OfferId, PackageId, UserId
from plus_one.domain.money import Money, per_session_rate
from plus_one.domain.refusals import CurrencyMismatch, NotFound, OfferClosed, OfferEndsOutOfReach, SamePerson
from plus_one.domain.stored_enum import StoredEnum

LONGEST_OPEN_YEARS = 5


class OfferState(StoredEnum):
    OPEN = "open"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """N sessions at a price. With a client_id it is custom: for that client only, and bookable once."""

    offer_id: OfferId
    coach_id: UserId
    coach_name: str
    title: str
    sessions: int
    price: Money
    auto_renewal: bool
    client_id: UserId | None
    written_state: OfferState
    created_at: datetime
    expires_at: datetime | None

    @property
    def rate(self) -> Money:
        return per_session_rate(self.price, self.sessions)

    @property
    def is_custom(self) -> bool:
        return self.client_id is not None

    def state(self, now: datetime) -> OfferState:
        """Expiry is not written; it is what the clock says about an open offer."""
        expired = self.expires_at is not None and self.expires_at <= now
        return OfferState.EXPIRED if expired and self.written_state is OfferState.OPEN else self.written_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    package_id: PackageId
    offer_id: OfferId
    sessions: int
    price: Money
    rate: Money
    auto_renewal: bool
    booked_at: datetime
    rate_before: Money | None


def check_end(expires_at: datetime | None, now: datetime) -> None:
    """Nobody can book what has ended, and no calendar is needed beyond what people plan for."""
    if expires_at is not None and not now < expires_at <= years_after(now, LONGEST_OPEN_YEARS):
        raise OfferEndsOutOfReach


def check_bookable(offer: Offer | None, client_id: UserId, now: datetime) -> Offer:
    """Which offers a client may book; another client's custom offer does not exist."""
    if offer is None or offer.client_id not in (None, client_id):
        raise NotFound
    if offer.coach_id == client_id:
        raise SamePerson
    if offer.state(now) is not OfferState.OPEN:
        raise OfferClosed
    return offer


def check_same_currency(rate_before: Money | None, price: Money) -> None:
    """One pairing has one currency."""
    if rate_before is not None and rate_before.currency != price.currency:
        raise CurrencyMismatch


def package_from(offer: Offer, package_id: PackageId, rate_before: Money | None, now: datetime) -> Package:
    """Booking fixes price and rate."""
    check_same_currency(rate_before, offer.price)
    return Package(
        package_id=package_id,
        offer_id=offer.offer_id,
        sessions=offer.sessions,
        price=offer.price,
        rate=offer.rate,
        auto_renewal=offer.auto_renewal,
        booked_at=now,
        rate_before=rate_before,
    )
