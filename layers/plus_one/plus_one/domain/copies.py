"""The other side's copies wait: what a mail says of an enrollment or a +1 may be undone before anybody has read it."""

from datetime import datetime

from plus_one.domain.days import rfc3339
from plus_one.domain.events import Event, EventKind, Side
from plus_one.domain.limits import COPY_WAITS
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason


def undoing_copy_leaves(pairing: Pairing) -> datetime:
    """The copy about what was undone last."""
    return pairing.undoings[-1] + COPY_WAITS


def is_true(what: Event, to: Side, pairing: Pairing) -> bool:
    """Whether what this mail says is so still. Only copies can become untrue: each person hears of their own acts."""
    match what.kind, to:
        case EventKind.ENROLLED, Side.COACH:
            return pairing.enrollment.is_on and pairing.enrollment.enrolled_at == what.at
        case EventKind.UNENROLLED, Side.COACH:
            return pairing.enrollment.ended_by == what.event_id
        case EventKind.SESSION_REOPENED, Side.CLIENT:
            return not _booked_again(what, pairing)
        case EventKind.HELD, Side.COACH:
            return _is_held(what, pairing)
        case ((EventKind.HELD | EventKind.RESUMES_SOON), Side.CLIENT):
            return _is_held(what, pairing) and _resumes_then(what, pairing)
        case ((EventKind.COACH_ENDED | EventKind.COACH_RETURNED), Side.CLIENT):
            return pairing.coach_turned_at == what.at
    return True


def _is_held(said: Event, pairing: Pairing) -> bool:
    """The hold that this tells of stands. That is all that a coach reads."""
    hold = pairing.hold
    of = (said.facts["completed_session_id"], said.facts["completion"])
    return hold is not None and (hold.session_id, hold.completion) == of


def _resumes_then(said: Event, pairing: Pairing) -> bool:
    """R15: it resumes when this says so."""
    moment = pairing.hold.resumes_at if pairing.hold else None
    return said.facts.get("resumes_at") == (rfc3339(moment) if moment else None)


def _booked_again(reopened: Event, pairing: Pairing) -> bool:
    """The session whose completion was undone is completed once more, and a +1 is booked in place of the cancelled."""
    latest, said = pairing.renewal, reopened.facts
    if latest is None or latest.reason is not Reason.BOOKED or latest.session_id != said.get("completed_session_id"):
        return False
    return latest.completion > int(said.get("completion") or 0)
