"""What a participant was answered, against what was true between its first read and its answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from plus_one.actions.book_package import Booking
from plus_one.actions.cancel_plus_one import Cancelled
from plus_one.actions.enroll import Enrolled
from plus_one.actions.unenroll import Unenrolled
from plus_one.domain.completions import Completion, Reopening
from plus_one.domain.contacts import MOST_OPEN_OFFERS
from plus_one.domain.ids import SessionId
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import Busy, Refusal
from plus_one.domain.renewals import Reason, Renewal
from plus_one.store import packages, pairings, renewals, sessions
from plus_one.store.items import Item, text
from tests.proof.interleaving.told import Told

type Wrong = Iterator[str]


@dataclass(frozen=True)
class Moments:
    """The table at each moment of a participant, what it wrote itself, and what others wrote after its answer."""

    tables: list[dict[Any, Item]]
    own: list[Told]
    later: list[Told]

    def kept(self, kind: str) -> list[Item]:
        return [item for table in self.tables for item in table.values() if item["type"] == kind]

    def event(self, event_id: str) -> Item:
        return next(each for each in self.kept("event") if each["event_id"] == event_id)


def wrong_answer(answer: Any, moments: Moments) -> Wrong:
    if isinstance(answer, Exception):
        yield from _refused(answer, moments)
        return
    yield from _as_kept(answer, moments)
    told: dict[type, Callable[[Any, Moments], Wrong]] = {
        Completion: _completed,
        Reopening: _reopened,
        Cancelled: _cancelled,
        Unenrolled: _unenrolled,
        Enrolled: _enrolled,
        Booking: _booked,
        Renewal: _settled,
        type(None): _settled,
    }
    check = told.get(type(answer))
    if check:
        yield from check(answer, moments)


def _refused(answer: Exception, moments: Moments) -> Wrong:
    if not isinstance(answer, Refusal) or isinstance(answer, Busy):
        yield f"failed with {answer!r}"
    elif moments.own:
        yield f"answers {answer!r}, but has acted"
    elif not any(map(REFUSED.get(type(answer).__name__, lambda _: False), moments.tables)):
        yield f"answers {answer!r} without a reason"


def _as_kept(answer: Any, moments: Moments) -> Wrong:
    """The pairing and the session are each those of a moment."""
    pairing, session = getattr(answer, "pairing", None), getattr(answer, "session", None)
    if pairing and _plain(pairing) not in [_plain(pairings.from_item(item)) for item in moments.kept("pairing")]:
        yield f"this pairing never was: {pairing}"
    if session and session not in [sessions.from_item(item) for item in moments.kept("session")]:
        yield f"this session never was: {session}"


def _plain(pairing: Pairing) -> tuple[Pairing, SessionId | None]:
    """As it is kept: the version that was read is the one before, the client is as the profile says, and of the latest
    +1 it is known whether it is booked."""
    on_deck = pairing.plus_one_on_deck
    kept = replace(
        pairing, version=0, latest_plus_one=None, client_seq=0, client_undeliverable=False, client_time_zone=""
    )
    return kept, on_deck.session_id if on_deck else None


def _completed(answer: Completion, moments: Moments) -> Wrong:
    """Reopened meanwhile: there is no renewal to speak of."""
    renewal, completed = answer.renewal, answer.session.status == "completed"
    own = [each for each in moments.own if each.kind == "session_completed"]
    if own and completed and (renewal is not None) != (own[-1].facts["trigger"] != "nothing"):
        yield f"answers renewal {renewal}"
    if (
        renewal
        and not renewal.unwritten
        and renewal not in [renewals.from_item(item) for item in moments.kept("renewal")]
    ):
        yield f"this renewal never was: {renewal}"


def _reopened(answer: Reopening, moments: Moments) -> Wrong:
    named = answer.taken_back.session_id if answer.taken_back else None
    if moments.own and named != moments.own[-1].facts.get("session_id"):
        yield f"answers {named} as taken back"
    if answer.taken_back and answer.taken_back.status != "cancelled":
        yield f"answers as taken back: {answer.taken_back}"


def _cancelled(answer: Cancelled, _: Moments) -> Wrong:
    if answer.session.status != "cancelled":
        yield f"answers {answer.session}"


def _unenrolled(answer: Unenrolled, moments: Moments) -> Wrong:
    named = answer.last_plus_one.session_id if answer.last_plus_one else None
    said = text(answer.unenrolled_at) if answer.unenrolled_at else None, named
    if said not in [_ended(item, moments) for item in moments.kept("pairing")]:
        yield f"answers {said}, which no un-enrolling was"
    for each in moments.later:
        if each.kind == "enrolled":
            return
        if each.kind == "plus_one_booked":
            yield "a +1 appears after the answer to a cancel"


def _ended(item: Item, moments: Moments) -> tuple[str | None, str | None]:
    ended_by = pairings.from_item(item).enrollment.ended_by
    if ended_by is None:
        return None, None
    event = moments.event(ended_by)
    return event["at"], event["facts"].get("last_plus_one_id")


def _enrolled(answer: Enrolled, moments: Moments) -> Wrong:
    if answer.anew != (moments.own[-1].kind == "enrolled" if moments.own else None):
        yield f"answers {answer}, having written {[each.kind for each in moments.own]}"


def _booked(answer: Booking, moments: Moments) -> Wrong:
    if answer.package not in [packages.from_item(item) for item in moments.kept("package")]:
        yield f"this package never was: {answer.package}"
    known = [sessions.from_item(item) for item in moments.kept("session")]
    if len(answer.sessions) != answer.package.sessions or any(each not in known for each in answer.sessions):
        yield f"answers the sessions {answer.sessions}"


def _settled(answer: Renewal | None, moments: Moments) -> Wrong:
    """Nothing is answered by who finds it settled, be it by an own write whose answer was lost."""
    if answer and [answer.reason] != [each.reason for each in moments.own]:
        yield f"answers {answer}, having written {[each.reason for each in moments.own]}"
    if answer and answer.reason is Reason.BOOKED and all(map(_any("profile", undeliverable=True), moments.tables)):
        yield "books, though the address had refused mail before"


def _any(what: str, /, **said: Any) -> Callable[[dict[Any, Item]], bool]:
    def holds(table: dict[Any, Item]) -> bool:
        items = [item for item in table.values() if item["type"] == what]
        return any(all(item.get(name) == value for name, value in said.items()) for item in items)

    return holds


def _count(table: dict[Any, Item], what: str) -> int:
    return sum(item["type"] == what for item in table.values())


def _open_offers(table: dict[Any, Item]) -> int:
    custom = [item for item in table.values() if item["type"] == "offer" and "client_id" in item]
    return sum(item["state"] == "open" for item in custom)


# When a refusal may be given: at some moment of the participant this was so.
REFUSED: dict[str, Callable[[dict[Any, Item]], bool]] = {
    "NotCompleted": lambda table: _any("session", status="booked")(table) or _any("session", status="cancelled")(table),
    "NotCancellable": _any("session", origin="plus_one", status="completed"),
    "SessionCancelled": _any("session", status="cancelled"),
    "PlusOneInUse": _any("session", origin="plus_one", status="completed"),
    "PackageNotRenewable": _any("package", auto_renewal=False),
    "AlreadyOnDeck": _any("session", status="booked"),
    "NotEnrolled": lambda table: not _any("event", kind="enrolled")(table) or _any("event", kind="unenrolled")(table),
    "NothingToBook": lambda table: (
        _any("event", kind="session_reopened")(table) or _count(table, "package") > 1 or _count(table, "session") > 1
    ),
    "PlusOneUsed": _any("session", origin="plus_one", status="cancelled"),
    "RateChanged": lambda table: True,
    "OfferClosed": lambda table: _any("offer", state="booked")(table) or _any("offer", state="withdrawn")(table),
    "TooManyOpenOffers": lambda table: _open_offers(table) == MOST_OPEN_OFFERS,
    "EnrollmentChanged": _any("event", kind="unenrolled"),
    "NoPackageBooked": lambda table: not _any("pairing")(table),
    "NotFound": lambda table: not _any("pairing")(table),
}
