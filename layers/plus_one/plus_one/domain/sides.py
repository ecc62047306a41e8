"""Who may know what: to a coach, a client's private limits are one code."""

from dataclasses import replace

from plus_one.domain.events import Event, EventKind, Fact, Side
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import SETTINGS

CLIENT_SETTING = "CLIENT_SETTING"
PRIVATE = frozenset({Reason.PAUSED, Reason.STOP_AFTER_REACHED, Reason.SPEND_CAP_REACHED, Reason.RATE_ABOVE_MAXIMUM})
TO_ONE_SIDE = "said_to_them"  # why somebody was suspended: nobody's business but theirs
_KNOWN = frozenset(Reason)
REASON_FACTS = frozenset({"suspended_because", "reason_after", "held_because"})
PRIVATE_FACTS = frozenset({*SETTINGS, "resumes_at", "time_zone", "how"})  # when and how a hold ends shows the limit


def reason_for(side: Side, reason: str | None) -> str | None:
    """The only place where a reason is hidden: pairing, preview, timeline and mail all ask here. One that only another
    version knows may be private, too."""
    if side is Side.CLIENT or reason is None:
        return reason
    return CLIENT_SETTING if reason in PRIVATE or reason not in _KNOWN else reason


def known_to(side: Side, event: Event) -> Event:
    """A coach's event holds no setting of the client and no private reason, so nothing made of it can tell them."""
    facts = {name: _known(side, name, fact) for name, fact in event.facts.items() if _may_know(side, name, event)}
    return replace(event, reason=reason_for(side, event.reason), facts=facts)


def is_for(side: Side, event: Event) -> bool:
    """Whether the event is in the timeline of this side. When a client is reminded, or the hold is looked at again,
    would tell a coach the day."""
    if side is Side.CLIENT:
        return True
    looked_at_again = event.kind is EventKind.HELD and Side.COACH not in event.notices
    return event.kind is not EventKind.RESUMES_SOON and not looked_at_again


def _may_know(side: Side, name: str, event: Event) -> bool:
    if name == TO_ONE_SIDE:
        return event.facts.get("whom") == side
    return side is Side.CLIENT or name not in PRIVATE_FACTS


def _known(side: Side, name: str, fact: Fact) -> Fact:
    return reason_for(side, str(fact)) if name in REASON_FACTS and fact is not None else fact
