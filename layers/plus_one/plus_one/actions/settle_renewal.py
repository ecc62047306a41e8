"""A renewal is due: keep one session on deck, hold the +1 back, or say why there is none."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from plus_one.actions.plus_ones import How, book, facts_of
from plus_one.actions.turns import in_turn
from plus_one.domain.decision import Book
from plus_one.domain.events import (
    BOTH,
    Event,
    EventKind,
    event,
    notify,
)
from plus_one.domain.holds import Hold, outcome, who_hears
from plus_one.domain.ids import EventId
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import WORTH_A_NOTICE, Due, Renewal, RenewalState
from plus_one.domain.requests import Asked
from plus_one.store import bookings, keys, pairings, profiles, renewals, suspensions
from plus_one.store.items import Item, optional_text
from plus_one.store.table import Contended, Table, Write, until_committed

# Lifting a suspension makes renewals due at once; this is for one that was under way at that moment.
LOOK_AGAIN = timedelta(hours=1)


class _Seen(NamedTuple):
    """`stored`: the pairing without what the profiles say now."""

    pairing: Pairing
    stored: Pairing
    renewal: Renewal
    is_suspended: bool
    is_stopped: bool


def settle_renewal(
    table: Table, due: Due, event_id: EventId, velocity_limit: int, now: datetime, *, resumes: bool = False
) -> Renewal | None:
    """Settles a pending one, and with `resumes` one on hold whose moment has come. None: nothing is left to settle, or
    it waits."""

    asked = Asked(now=now, event_id=event_id)

    def act(seen: _Seen | None, _: _Seen | None) -> Renewal | None:
        if seen is None or seen.is_stopped or not _is_due(seen.renewal, resumes=resumes):
            return None
        if seen.renewal.is_held and not _has_come(seen.renewal, now):
            with suppress(Contended):  # the index was behind, or a save moves it just now
                table.write(renewals.put_looked_at(due.client_id, due.coach_id, seen.renewal, now))
            return None
        if seen.is_suspended:
            table.write(renewals.put_waiting(due.client_id, due.coach_id, seen.renewal, now + LOOK_AGAIN))
            return None
        settled, writes = _settle(seen, in_turn(asked, seen.pairing.latest_at), velocity_limit)
        table.commit(*writes)
        return settled

    return until_committed(lambda: _read(table, due), act)


def _is_due(renewal: Renewal, *, resumes: bool) -> bool:
    return renewal.state is RenewalState.PENDING or (resumes and renewal.is_held and renewal.resumes_at is not None)


def _has_come(held: Renewal, now: datetime) -> bool:
    """The moment at which it resumes, or that of its reminder."""
    moment = held.remind_at or held.resumes_at
    return moment is not None and moment <= now


def _read(table: Table, due: Due) -> _Seen | None:
    item, found, client, coach, stop, *suspended = table.get(
        keys.pairing(due.client_id, due.coach_id),
        keys.renewal(due.client_id, due.coach_id, due.session_id, due.completion),
        keys.profile(due.client_id),
        keys.profile(due.coach_id),
        keys.BOOKINGS,
        keys.suspension(due.client_id),
        keys.suspension(due.coach_id),
    )
    if item is None or found is None:
        return None
    people = map(profiles.from_item_if_any, (client, coach))
    stored, renewal = pairings.from_item(item), renewals.from_item(found)
    pairing = stored.as_people_are(*people)
    return _Seen(pairing, stored, renewal, _is_suspended(pairing, renewal, suspended), bookings.are_stopped(stop))


def _is_suspended(pairing: Pairing, renewal: Renewal, suspended: list[Item | None]) -> bool:
    """The client or the coach, unless the enrollment is over: then nothing can be booked anyway."""
    return any(map(suspensions.is_on, suspended)) and pairing.enrollment.epoch == renewal.epoch


def _settle(seen: _Seen, asked: Asked, velocity_limit: int) -> tuple[Renewal | None, list[Write]]:
    pairing, renewal, now = seen.pairing, seen.renewal, asked.now
    if renewal.same_trigger(seen.stored.renewal) and renewal.resumes_at and now < renewal.resumes_at:
        if renewal != seen.stored.hold:
            raise Contended  # a batch read is no snapshot: a save has moved it
        return None, _remind(seen.stored, renewal, asked)
    decision = outcome(pairing, renewal, velocity_limit=velocity_limit, now=now)
    if isinstance(decision, Book):
        booked = book(pairing, renewal, asked, How.RESUMED if renewal.is_held else How.COMPLETED)
        return booked.renewal, [*pairings.put_with(booked.pairing, booked.event), *booked.writes]
    if isinstance(decision, Hold):
        return _hold(pairing, renewal, decision, asked)
    skipped = renewal.skipped(decision.reason, now)
    what = _event(EventKind.NOT_BOOKED, pairing, skipped, asked)
    if decision.reason in WORTH_A_NOTICE:
        what = notify(what, *BOTH)
    return skipped, _writes(pairing, skipped, renewal, what)


def _hold(pairing: Pairing, renewal: Renewal, hold: Hold, asked: Asked) -> tuple[Renewal, list[Write]]:
    held = renewal.held(hold.reason, hold.resumes_at, asked.now)
    what = _event(EventKind.HELD, pairing, held, asked)
    told = notify(what, *who_hears(renewal, held, pairing.client_time_zone))
    return held, _writes(pairing, held, renewal, told)


def _remind(pairing: Pairing, held: Renewal, asked: Asked) -> list[Write]:
    """R15: three days before. The pairing is written with it, so a save that moves the moment comes before or after.
    No copy is renewed: where the time zone is another one, the moment has to move with it."""
    reminded = replace(held, remind_at=None)
    return _writes(pairing, reminded, held, _event(EventKind.RESUMES_SOON, pairing, reminded, asked))


def _writes(pairing: Pairing, renewal: Renewal, was: Renewal, what: Event) -> list[Write]:
    return [
        *pairings.put_with(pairing.with_settled(renewal), what),
        renewals.put_settled(pairing.client_id, pairing.coach_id, renewal, was),
    ]


def _event(kind: EventKind, pairing: Pairing, renewal: Renewal, asked: Asked) -> Event:
    return event(
        kind,
        asked.event_id,
        asked.now,
        pairing.client_id,
        pairing.coach_id,
        reason=renewal.reason,
        resumes_at=optional_text(renewal.resumes_at),
        time_zone=pairing.client_time_zone if renewal.resumes_at else None,
        **facts_of(pairing, renewal),
    )
