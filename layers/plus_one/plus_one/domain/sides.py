"""Who may know what: to a coach, a client's private limits are one code."""

from plus_one.domain.events import Side
from plus_one.domain.renewals import Reason

CLIENT_SETTING = "CLIENT_SETTING"
PRIVATE = frozenset({Reason.PAUSED, Reason.STOP_AFTER_REACHED, Reason.SPEND_CAP_REACHED, Reason.RATE_ABOVE_MAXIMUM})


def reason_for(side: Side, reason: str | None) -> str | None:
    """The only place where a reason is hidden: pairing, preview, timeline and mail all ask here."""
    return CLIENT_SETTING if side is Side.COACH and reason in PRIVATE else reason
