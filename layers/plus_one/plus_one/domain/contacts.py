"""What one coach may still offer to one client, with or without a pairing between the two."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from plus_one.domain.days import is_recent
from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.limits import NEVER, Window
from plus_one.domain.refusals import NoSuchClient, OffersDeclined, TooManyOffersToOne, TooManyOpenOffers
from plus_one.domain.strangers import Strangers

MOST_OPEN_OFFERS = 3
MOST_OFFERS = 20  # in one window, whatever becomes of them
MOST_OFFER_MAILS = 3
MAIL_WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """`open_offers` are custom offers with their ends (None: no end), `mailed` the moments of the latest offer mails,
    `made` how many were made.
    `older` are those that version 0.1.0 made: lists show them, and they do not count.
    The client decides whether offers come `by_mail`, and whether this coach may make any (`wanted`).
    `version` is raised by every write (0: not yet written)."""

    client_id: UserId
    coach_id: UserId
    version: int = 0
    open_offers: dict[OfferId, datetime | None] = field(default_factory=dict)
    older: dict[OfferId, datetime | None] = field(default_factory=dict)
    mailed: tuple[datetime, ...] = ()
    made: Window = NEVER
    by_mail: bool = True
    wanted: bool = True

    @property
    def wants_mail(self) -> bool:
        return self.by_mail and self.wanted

    def is_full(self, now: datetime) -> bool:
        """No further offer may be made until one is booked, is withdrawn or ends."""
        return len(self._still_open(now)) >= MOST_OPEN_OFFERS

    def may_mail(self, now: datetime) -> bool:
        return self.by_mail and len(self._recent(now)) < MOST_OFFER_MAILS

    def with_offer(self, offer_id: OfferId, expires_at: datetime | None, now: datetime) -> "Contact":
        """One more open offer. It is mailed if `may_mail` says so."""
        mailed = (*self._recent(now), now) if self.may_mail(now) else self.mailed
        made, still_open = self.made.with_one_more(now), self._still_open(now)
        return replace(self, open_offers=still_open | {offer_id: expires_at}, mailed=mailed, made=made)

    def without_offer(self, offer_id: OfferId, now: datetime) -> "Contact":
        """The offer is booked or withdrawn."""
        left = {id_: end for id_, end in self._still_open(now).items() if id_ != offer_id}
        return replace(self, open_offers=left, older={id_: end for id_, end in self.older.items() if id_ != offer_id})

    def with_only(self, open_ones: set[OfferId]) -> "Contact":
        """The others were closed by a version that knows no contacts."""
        return replace(self, open_offers={id_: end for id_, end in self.open_offers.items() if id_ in open_ones})

    def _still_open(self, now: datetime) -> dict[OfferId, datetime | None]:
        return {id_: end for id_, end in self.open_offers.items() if end is None or end > now}

    def _recent(self, now: datetime) -> list[datetime]:
        return [at for at in self.mailed if is_recent(at, MAIL_WINDOW, now)]


def check_offerable(contact: Contact, strangers: Strangers | None, now: datetime, *, is_client: bool) -> None:
    """`strangers`: of the coach, if the two have no pairing. Then nobody learns whether an id is unknown, is that of a
    coach, or of somebody who wants no offers: also not from the limits, which are asked first."""
    if contact.made.is_full(MOST_OFFERS, now):
        raise TooManyOffersToOne(contact.made.ends_in(now))
    if strangers:
        strangers.check_room(contact.client_id, now)
    if strangers and not (is_client and contact.wanted):
        raise NoSuchClient
    if not contact.wanted:
        raise OffersDeclined
    if contact.is_full(now):
        raise TooManyOpenOffers
