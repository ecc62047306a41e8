"""What would be if a client booked an offer, saved settings, or did one after the other. `decision` decides."""

from datetime import datetime
from typing import NamedTuple

from plus_one.domain.book_now import BookNow, book_now
from plus_one.domain.booking import with_offer
from plus_one.domain.days import later_than
from plus_one.domain.decision import Decision, Skip, decide_now, foretold, standing
from plus_one.domain.enrollments import TERMS_VERSION, Standing
from plus_one.domain.holds import Hold, Outcome, outcome
from plus_one.domain.ids import PackageId
from plus_one.domain.packages import Offer
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import NoPackageBooked, NotFound, TermsChanged
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import Settings, check_currency

_NO_ID = PackageId("")  # of a package that is not booked


class Change(NamedTuple):
    """What a client thinks of doing, in this order. `offer` is one that the client may book. `terms_version`: the terms
    that the save would accept."""

    offer: Offer | None
    settings: Settings | None
    terms_version: str | None = None


class Preview(NamedTuple):
    """A pairing, and what the decision says of it at one moment. `tap`: what the client could book then. `saving`: what
    a save would make of what is on hold."""

    pairing: Pairing
    standing: Standing
    decision: Decision
    tap: BookNow
    saving: Outcome | None = None


def preview(pairing: Pairing, *, velocity_limit: int, now: datetime, stopped: bool = False) -> Preview:
    return Preview(
        pairing,
        standing(pairing, velocity_limit=velocity_limit, now=now),
        foretold(decide_now(pairing, velocity_limit=velocity_limit, now=now), stopped=stopped),
        book_now(pairing, velocity_limit=velocity_limit, stopped=stopped, now=now),
    )


def preview_after(
    pairing: Pairing | None,
    client: Profile,
    change: Change,
    *,
    velocity_limit: int,
    now: datetime,
    stopped: bool = False,
) -> Preview:
    """Refuses what booking and saving refuse. If enrolling is all that would be refused, the preview says so. Each act
    is later than what happened before it, as it would be if it were done."""
    if change.offer:
        at = later_than(now, pairing.latest_at if pairing else None, change.offer.created_at)
        pairing = with_offer(pairing, client, None, change.offer, _NO_ID, at)
    if pairing is None:
        raise NotFound if change.settings is None else NoPackageBooked
    if change.settings is None:
        return preview(pairing, velocity_limit=velocity_limit, now=now, stopped=stopped)
    if change.terms_version not in (None, TERMS_VERSION):
        raise TermsChanged
    if not pairing.enrollment.is_on and not pairing.can_enroll:
        as_it_is = preview(pairing, velocity_limit=velocity_limit, now=now, stopped=stopped)
        return as_it_is._replace(decision=Skip(Reason.PACKAGE_NOT_RENEWABLE))
    check_currency(change.settings, pairing.rate.currency)
    at = later_than(now, pairing.latest_at)
    saved = pairing.as_of(at).with_settings(change.settings, at, change.terms_version)
    saving = outcome(saved, saved.hold, velocity_limit=velocity_limit, now=at) if saved.hold else None
    then = preview(_as_decided(saved, saving, at), velocity_limit=velocity_limit, now=now, stopped=stopped)
    return then._replace(saving=saving)


def _as_decided(saved: Pairing, saving: Outcome | None, at: datetime) -> Pairing:
    """With the hold as the save would leave it. A +1 that it would book is not there: a preview is of what comes next,
    whatever is on deck."""
    if saved.hold and isinstance(saving, Hold):
        return saved.with_settled(saved.hold.held(saving.reason, saving.resumes_at, at))
    if saved.hold and isinstance(saving, Skip):
        return saved.with_hold_ended(saving.reason, at)
    return saved
