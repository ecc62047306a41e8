"""The story of events/, told by the real actions in a table of its own, up to the moment of one sample.

Ids and times are those of the samples, so that what a sample names is there, and not yet done. Nobody reads the stream
of this table: what a sample does is its own work, and not that of the running stack.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from plus_one.actions.book_package import book_package
from plus_one.actions.complete_session import complete_session
from plus_one.actions.enroll import Wish, enroll
from plus_one.actions.make_offer import make_offer
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.domain.events import Event
from plus_one.domain.ids import EventId, OfferId, PackageId, UserId, package_session_ids, ulid
from plus_one.domain.money import Money
from plus_one.domain.packages import Terms
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Caller, Profile
from plus_one.domain.renewals import Due
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Outcome
from plus_one.domain.settings import DEFAULTS
from plus_one.store import events, keys, pairings, profiles
from plus_one.store.table import Table

ALEX = Caller(user_id=UserId("5f0c6e0a-8d7f-4a57-9a6c-2f7c0f5e1a11"), name="Alex Rivera", email="alex@example.com")
CASEY = Caller(user_id=UserId("c3b1e6d2-41d0-4c0e-8a55-7b9d6e2f4c22"), name="Casey Morgan", email="casey@example.com")

OFFERED = datetime(2026, 11, 16, 9, tzinfo=UTC)
BOOKED = datetime(2026, 11, 17, 9, tzinfo=UTC)
ENROLLED = datetime(2026, 11, 17, 9, 2, tzinfo=UTC)
TRAINED = [datetime(2026, 11, day, 9, tzinfo=UTC) for day in (19, 21)]
COMPLETED = datetime(2026, 11, 23, 10, 0, 0, 123000, tzinfo=UTC)
SETTLED = datetime(2026, 11, 23, 10, 0, 0, 987000, tzinfo=UTC)

TERMS = Terms(
    title="Three sessions", sessions=3, price=Money(20000, "USD"), auto_renewal=True, client_id=None, expires_at=None
)
VELOCITY_LIMIT = 12


def id_at(moment: datetime) -> str:
    return ulid(moment, 0x2D9E4C31A7F0B65819C4 >> 1)


*EARLIER, LAST = package_session_ids(PackageId(id_at(BOOKED)), TERMS.sessions)


def book(table: Table) -> None:
    """Casey offers three sessions, Alex books them."""
    offer_id = OfferId(id_at(OFFERED))
    make_offer(table, _asks(CASEY, OFFERED), TERMS, offer_id)
    package_id = PackageId(id_at(BOOKED))
    book_package(table, _asks(ALEX, BOOKED), CASEY.user_id, offer_id, package_id, VELOCITY_LIMIT)


def enroll_and_train(table: Table) -> None:
    """Alex turns +1 on; all sessions but the last one are completed."""
    enroll(table, _asks(ALEX, ENROLLED), CASEY.user_id, Wish(DEFAULTS), lambda _: True, VELOCITY_LIMIT, lambda _: None)
    for moment, session_id in zip(TRAINED, EARLIER, strict=True):
        complete_session(table, _asks(CASEY, moment), ALEX.user_id, session_id, Outcome.ATTENDED, VELOCITY_LIMIT)


def complete(table: Table) -> None:
    """Casey completes the last session: a renewal is pending."""
    complete_session(table, _asks(CASEY, COMPLETED), ALEX.user_id, LAST, Outcome.ATTENDED, VELOCITY_LIMIT)


def settle(table: Table) -> None:
    """The +1 is booked: both are to be told."""
    due = Due(ALEX.user_id, CASEY.user_id, LAST, completion=1)
    settle_renewal(table, due, EventId(id_at(SETTLED)), VELOCITY_LIMIT, SETTLED)


STORY: tuple[Callable[[Table], None], ...] = (book, enroll_and_train, complete, settle)

# How much of the story a function finds done.
BEFORE = {
    "account_api": STORY[:0],
    "client_api": STORY[:1],
    "coach_api": STORY[:2],
    "unsubscribe": STORY[:2],
    "book_plus_one": STORY[:3],
    "sweep": STORY[:3],
    "send_notices": STORY[:4],
    "mail_feedback": STORY[:4],
}


def tell(table: Table, function: str) -> None:
    """In an empty table: all that comes before the samples of this function."""
    for step in BEFORE[function]:
        step(table)


def new_table(client: Any, name: str, like: str) -> Table:
    """An empty one with the keys and indexes of another, and no stream."""
    with suppress(client.exceptions.ResourceNotFoundException):
        client.delete_table(TableName=name)
    there = client.describe_table(TableName=like)["Table"]
    indexes = [
        {key: each[key] for key in ("IndexName", "KeySchema", "Projection")} for each in there["GlobalSecondaryIndexes"]
    ]
    said = {key: there[key] for key in ("AttributeDefinitions", "KeySchema")}
    client.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", GlobalSecondaryIndexes=indexes, **said)
    return Table(client, name)


def look(table: Table) -> dict[str, str]:
    """What the samples change, in words."""
    pair = ALEX.user_id, CASEY.user_id
    booked = keys.event(*pair, EventId(id_at(SETTLED)))
    pairing, event, profile = table.get(keys.pairing(*pair), booked, keys.profile(ALEX.user_id))
    seen = {"profile": _profile(profiles.from_item_if_any(profile))}
    seen |= _pairing(pairings.from_item(pairing)) if pairing else {}
    return seen | (_notices(events.from_item(event)) if event else {})


def changes(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """What is not as it was: how it is now."""
    return {name: now for name, now in after.items() if before.get(name) != now}


def _asks(who: Caller, now: datetime) -> Request:
    return Request(caller=who, now=now, event_id=EventId(id_at(now)))


def _profile(profile: Profile | None) -> str:
    if profile is None:
        return "unknown"
    return "gets no mail" if profile.undeliverable else "known"


def _pairing(pairing: Pairing) -> dict[str, str]:
    renewal = pairing.renewal.state.value if pairing.renewal else "none"
    return {"+1": "on" if pairing.enrollment.is_on else "off", "on deck": str(pairing.on_deck), "renewal": renewal}


def _notices(event: Event) -> dict[str, str]:
    """Of the +1 that the story books."""
    return {f"told the {to.value}": notice.feedback or notice.state.value for to, notice in event.notices.items()}
