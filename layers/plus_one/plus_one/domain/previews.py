"""What would be if a client booked an offer, saved settings, or did one after the other. `decision` decides."""

from datetime import datetime
from typing import NamedTuple

from plus_one.domain.days import later_than
from plus_one.domain.decision import Foretold, Skip, decide_now, foretold, standing
from plus_one.domain.enrollments import Standing
from plus_one.domain.ids import PackageId
from plus_one.domain.packages import Offer
from plus_one.domain.pairings import Pairing, with_offer
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import NoPackageBooked, NotFound
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import Settings, check_currency

_NO_ID = PackageId("")  # of a package that is not booked


class Change(NamedTuple):
    """What a client thinks of doing, in this order. `offer` is one that the client may book."""

    offer: Offer | None
    settings: Settings | None


class Preview(NamedTuple):
    """A pairing, and what the decision says of it at one moment."""

    pairing: Pairing
    standing: Standing
    decision: Foretold

    def held(self, *, on_hold: bool) -> "Preview":
        return self._replace(decision=foretold(self.decision, on_hold=on_hold))


def preview(pairing: Pairing, *, velocity_limit: int, now: datetime) -> Preview:
    return Preview(
        pairing,
        standing(pairing, velocity_limit=velocity_limit, now=now),
        decide_now(pairing, velocity_limit=velocity_limit, now=now),
    )


def preview_after(
    pairing: Pairing | None, client: Profile, change: Change, *, velocity_limit: int, now: datetime
) -> Preview:
    """Refuses what booking and saving refuse. If enrolling is all that would be refused, the preview says so. Each act
    is later than what happened before it, as it would be if it were done."""
    if change.offer:
        at = later_than(now, pairing.latest_at if pairing else None, change.offer.created_at)
        pairing = with_offer(pairing, client, None, change.offer, _NO_ID, at)
    if pairing is None:
        raise NotFound if change.settings is None else NoPackageBooked
    if change.settings is None:
        return preview(pairing, velocity_limit=velocity_limit, now=now)
    if not pairing.enrollment.is_on and not pairing.can_enroll:
        as_it_is = preview(pairing, velocity_limit=velocity_limit, now=now)
        return as_it_is._replace(decision=Skip(Reason.PACKAGE_NOT_RENEWABLE))
    check_currency(change.settings, pairing.rate.currency)
    at = later_than(now, pairing.latest_at)
    return preview(pairing.as_of(at).with_settings(change.settings, at), velocity_limit=velocity_limit, now=now)
