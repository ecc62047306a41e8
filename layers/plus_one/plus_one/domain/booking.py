"""A client books a package: what that makes of the pairing."""

from datetime import datetime

from plus_one.domain import limits
from plus_one.domain.ids import PackageId
from plus_one.domain.packages import Offer, package_from
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import CoachEnded, TooManyPackages


def with_offer(
    pairing: Pairing | None,
    client: Profile,
    coach: Profile | None,
    offer: Offer,
    package_id: PackageId,
    now: datetime,
) -> Pairing:
    """The pairing once its client has booked this offer; the first package makes the pairing."""
    if pairing and pairing.coach_has_ended:
        raise CoachEnded
    if pairing and len(limits.recent(pairing.recent_packages, now)) >= limits.MOST_PACKAGES:
        raise TooManyPackages
    package = package_from(offer, package_id, pairing.rate if pairing else None, now)
    before = pairing or Pairing(
        client_id=client.user_id,
        coach_id=offer.coach_id,
        client_name=client.name,
        coach_name=offer.coach_name,
        last_package=package,
    )
    return before.as_people_are(client, coach).as_of(now).with_package(package)
