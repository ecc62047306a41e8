"""A renewal is due: keep one session on deck, or say why not."""

from datetime import datetime, timedelta
from typing import NamedTuple

from plus_one.actions.turns import in_turn
from plus_one.domain.decision import Book, decide
from plus_one.domain.events import BOTH, Event, EventKind, event, notify
from plus_one.domain.ids import EventId
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import WORTH_A_NOTICE, Due, Renewal, RenewalState
from plus_one.domain.requests import Asked
from plus_one.store import keys, pairings, profiles, renewals, sessions, suspensions
from plus_one.store.items import Item, text
from plus_one.store.table import Table, Write, until_committed

# Lifting a suspension makes renewals due at once; this is for one that was under way at that moment.
LOOK_AGAIN = timedelta(hours=1)


class _Seen(NamedTuple):
    pairing: Pairing
    renewal: Renewal
    on_hold: bool


def settle_renewal(table: Table, due: Due, event_id: EventId, velocity_limit: int, now: datetime) -> Renewal | None:
    """Settles once. None: there is nothing left to settle, or it waits."""

    asked = Asked(now=now, event_id=event_id)

    def act(seen: _Seen | None, _: _Seen | None) -> Renewal | None:
        if seen is None or seen.renewal.state is not RenewalState.PENDING:
            return None
        if seen.on_hold:
            table.write(renewals.put_waiting(due.client_id, due.coach_id, seen.renewal, now + LOOK_AGAIN))
            return None
        settled, writes = _settle(seen, in_turn(asked, seen.pairing.latest_at), velocity_limit)
        table.commit(*writes)
        return settled

    return until_committed(lambda: _read(table, due), act)


def _read(table: Table, due: Due) -> _Seen | None:
    item, found, client, coach, *holds = table.get(
        keys.pairing(due.client_id, due.coach_id),
        keys.renewal(due.client_id, due.coach_id, due.session_id, due.completion),
        keys.profile(due.client_id),
        keys.profile(due.coach_id),
        keys.suspension(due.client_id),
        keys.suspension(due.coach_id),
    )
    if item is None or found is None:
        return None
    people = map(profiles.from_item_if_any, (client, coach))
    pairing, renewal = pairings.from_item(item).as_people_are(*people), renewals.from_item(found)
    return _Seen(pairing, renewal, _is_on_hold(pairing, renewal, holds))


def _is_on_hold(pairing: Pairing, renewal: Renewal, holds: list[Item | None]) -> bool:
    """While the client or the coach is suspended, unless the enrollment is over: then nothing can be booked anyway."""
    return any(map(suspensions.is_on, holds)) and pairing.enrollment.epoch == renewal.epoch


def _settle(seen: _Seen, asked: Asked, velocity_limit: int) -> tuple[Renewal, list[Write]]:
    pairing, renewal, now = seen.pairing, seen.renewal, asked.now
    decision = decide(pairing, epoch=renewal.epoch, deck_seq=renewal.deck_seq, velocity_limit=velocity_limit, now=now)
    if isinstance(decision, Book):
        return _book(pairing, renewal, decision, asked)
    skipped = renewal.skipped(decision.reason, now)
    what = _event(EventKind.NOT_BOOKED, pairing, skipped, asked)
    if decision.reason in WORTH_A_NOTICE:
        what = notify(what, *BOTH)
    return skipped, _writes(pairing.with_settled(skipped), skipped, what)


def _book(pairing: Pairing, renewal: Renewal, decision: Book, asked: Asked) -> tuple[Renewal, list[Write]]:
    booked = renewal.booked(asked.now)
    session = pairing.next_plus_one(booked.plus_one_id, decision.rate, asked.now)
    after = pairing.with_plus_one(session, booked)
    what = _event(EventKind.PLUS_ONE_BOOKED, after, booked, asked)
    return booked, [*_writes(after, booked, what), sessions.put_new(pairing.client_id, pairing.coach_id, session)]


def _writes(pairing: Pairing, renewal: Renewal, what: Event) -> list[Write]:
    return [
        *pairings.put_with(pairing, what),
        renewals.put_settled(pairing.client_id, pairing.coach_id, renewal),
    ]


def _event(kind: EventKind, pairing: Pairing, renewal: Renewal, asked: Asked) -> Event:
    package = pairing.last_package
    return event(
        kind,
        asked.event_id,
        asked.now,
        pairing.client_id,
        pairing.coach_id,
        reason=renewal.reason,
        session_id=renewal.plus_one_id if renewal.state is RenewalState.BOOKED else None,
        completed_session_id=renewal.session_id,
        completion=renewal.completion,
        completed_at=text(renewal.completed_at),
        on_deck=pairing.on_deck,
        within_24_hours=len(pairing.recent_plus_ones) if renewal.state is RenewalState.BOOKED else None,
        rate=package.rate.amount,
        currency=package.rate.currency,
        package_id=package.package_id,
        package_sessions=package.sessions,
        package_price=package.price.amount,
        package_booked_at=text(package.booked_at),
    )
