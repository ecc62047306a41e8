"""The decision in the order of the reason codes, from product.md alone."""

from datetime import datetime

from tests.model.law_limits import is_young
from tests.model.law_terms import Pairing, Renewal

PRIVATE = {"PAUSED", "STOP_AFTER_REACHED", "SPEND_CAP_REACHED", "RATE_ABOVE_MAXIMUM"}
# What passes, or what the client can pass: R11.
HOLDS = PRIVATE | {"NOTICE_UNDELIVERABLE", "VELOCITY_GUARD"}


def decide(pairing: Pairing, renewal: Renewal, velocity_limit: int, now: datetime) -> str:
    """A renewal is for the deck that its completion emptied: what was put on deck since is `ALREADY_ON_DECK`, even if
    it is gone again, for the next emptying has its own renewal."""
    if not pairing.enrolled:
        return "NOT_ENROLLED"
    if renewal.epoch != pairing.epoch:
        return "ENROLLMENT_CHANGED"
    if renewal.deck != pairing.deck:
        return "ALREADY_ON_DECK"
    return decide_now(pairing, velocity_limit, now)


def decide_now(pairing: Pairing, velocity_limit: int, now: datetime) -> str:
    """What completing the last session now would do, whatever is on deck."""
    if not pairing.enrolled:
        return "NOT_ENROLLED"
    if pairing.ended:
        return "COACH_ENDED"
    return (
        _package_refuses(pairing)
        or _limit_of_the_client(pairing, now)
        or _limit_of_the_house(pairing, velocity_limit, now)
        or "BOOKED"
    )


def cannot_tap(pairing: Pairing, velocity_limit: int, now: datetime, *, stopped: bool) -> str | None:
    """R13: what a tap does not pass, in the order of the page. The client's own limits it passes."""
    if not pairing.enrolled:
        return "NOT_ENROLLED"
    if pairing.on_deck:
        return "ALREADY_ON_DECK"
    if pairing.ended:
        return "COACH_ENDED"
    if stopped:
        return "PROGRAM_STOPPED"
    return _package_refuses(pairing) or _limit_of_the_house(pairing, velocity_limit, now)


def _package_refuses(pairing: Pairing) -> str | None:
    if not pairing.last.auto_renewal:
        return "PACKAGE_NOT_RENEWABLE"
    return "ZERO_RATE" if pairing.rate == 0 else None


def month_of(pairing: Pairing, now: datetime) -> tuple[int, int]:
    today = pairing.client.today(now)
    return today.year, today.month


def _limit_of_the_client(pairing: Pairing, now: datetime) -> str | None:
    asked = pairing.settings
    if asked.paused_until is not None and pairing.client.today(now) <= asked.paused_until:
        return "PAUSED"
    if asked.stop_after == 0:
        return "STOP_AFTER_REACHED"
    if asked.monthly_spend_cap is not None and _spent(pairing, now) + pairing.rate > asked.monthly_spend_cap:
        return "SPEND_CAP_REACHED"
    return "RATE_ABOVE_MAXIMUM" if asked.max_rate is not None and pairing.rate > asked.max_rate else None


def _spent(pairing: Pairing, now: datetime) -> int:
    month = month_of(pairing, now)
    return sum(one.rate for one in pairing.plus_ones if one.month == month and one.status != "cancelled")


def _limit_of_the_house(pairing: Pairing, velocity_limit: int, now: datetime) -> str | None:
    if pairing.client.flagged:
        return "NOTICE_UNDELIVERABLE"
    booked = sum(is_young(one.booked_at, now) for one in pairing.plus_ones)
    return "VELOCITY_GUARD" if 0 < velocity_limit <= booked else None
