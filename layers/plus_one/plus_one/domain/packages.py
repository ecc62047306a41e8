"""What a coach offers and what a client has booked."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from plus_one.domain.days import years_after
from plus_one.domain.ids import OfferId, PackageId, UserId
from plus_one.domain.money import Money, per_session_rate
from plus_one.domain.refusals import CurrencyMismatch, NotFound, OfferClosed, OfferEndsOutOfReach, SamePerson
from plus_one.domain.stored_enum import StoredEnum

LONGEST_OPEN_YEARS = 5
MOST_STANDARD_OFFERS = 100  # of one coach, open at the same time


class OfferState(StoredEnum):
    OPEN = "open"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """N sessions at a price. With a client_id it is custom: for that client only, and bookable once.
    `mailed`: whether the client gets a mail about it. None: a standard offer, or one of 0.1.0, which is in no
    contact."""

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
    mailed: bool | None = None

    @property
    def rate(self) -> Money:
        return per_session_rate(self.price, self.sessions)

    @property
    def is_custom(self) -> bool:
        return self.client_id is not None

    @property
    def is_in_contact(self) -> bool:
        """It counts among the open offers of the two until it is booked, is withdrawn or ends."""
        return self.mailed is not None

    def state(self, now: datetime) -> OfferState:
        """Expiry is not written; it is what the clock says about an open offer."""
        expired = self.expires_at is not None and self.expires_at <= now
        return OfferState.EXPIRED if expired and self.written_state is OfferState.OPEN else self.written_state


class Offered(NamedTuple):
    """An offer as a client sees it. `worked_together`: they have booked something with this coach before."""

    offer: Offer
    worked_together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a coach says of an offer."""

    title: str
    sessions: int
    price: Money
    auto_renewal: bool
    client_id: UserId | None
    expires_at: datetime | None

    def offered(self, offer_id: OfferId, coach_id: UserId, coach_name: str, at: datetime) -> Offer:
        return Offer(
            offer_id=offer_id,
            coach_id=coach_id,
            coach_name=coach_name,
            title=self.title,
            sessions=self.sessions,
            price=self.price,
            auto_renewal=self.auto_renewal,
            client_id=self.client_id,
            written_state=OfferState.OPEN,
            created_at=at,
            expires_at=self.expires_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """`offer_id`: a pairing does not keep that of its last package."""

    package_id: PackageId
    offer_id: OfferId | None = field(compare=False)
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
