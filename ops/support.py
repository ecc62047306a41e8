"""What support does: a mail again or no more, an enrollment ended, an address trusted again, an account suspended.

Each act is an event of the pairing, written in the transaction that does it; client and coach can read it, with the
reason that was given. A suspension counts first and is told after that, and its reason is for the person alone.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import batched

from ops import look
from plus_one import clock
from plus_one.actions.unenroll import Unenroll, Unenrolled, unenroll
from plus_one.domain.days import later_than
from plus_one.domain.events import Event, EventKind, Side, Written, event
from plus_one.domain.ids import EventId, UserId
from plus_one.domain.notices import UNSENT, Cause, Notice, NoticeState
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Due
from plus_one.domain.spelling import visible
from plus_one.mail import suppression
from plus_one.store import events, keys, lists, pairings, profiles, renewals, suspensions
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table, Write, until_committed

LONGEST_WHY = 100
MOST_WRITES = 100


class CannotHelp(Exception):
    """Raised when there is nothing to do; the message says why."""


@dataclass(frozen=True, slots=True)
class Help:
    """One act: its moment, and the reason that people read."""

    why: str
    now: datetime

    def after(self, pairing: Pairing) -> "Help":
        return Help(self.why, later_than(self.now, pairing.latest_at))


def helping(why: str, now: datetime) -> Help:
    said = visible(why)
    if not 0 < len(said) <= LONGEST_WHY:
        raise CannotHelp(f"Say why, in at most {LONGEST_WHY} characters; it is in the timeline.")
    return Help(said, now)


def end_enrollment(table: Table, client_id: UserId, coach_id: UserId, help_: Help) -> Unenrolled:
    """As if the client had done it; both get the receipt, which says that it was support."""
    return unenroll(
        table,
        Unenroll(
            client_id=client_id,
            coach_id=coach_id,
            event_id=EventId(clock.new_id(help_.now)),
            now=help_.now,
            support_says=help_.why,
        ),
    )


def resend(table: Table, about: Written, side: Side, help_: Help) -> None:
    """The sweep mails it within a minute, with the same ids as before."""
    act = _about(table, about, side, help_)

    def commit(seen: Event, _: Event) -> None:
        after = seen.with_notice(side, Notice(attempts=_settled(seen, side).attempts))
        table.commit(events.put_new(act), events.put_again(after, seen, help_.now))

    until_committed(lambda: _read(table, about, side), commit)


def drop(table: Table, about: Written, side: Side, help_: Help) -> None:
    """The notice ends as undeliverable. A renewal or an announcement is never dropped: somebody counts on each."""
    act = _about(table, about, side, help_, given_up=True)

    def commit(seen: Event, _: Event) -> None:
        if not seen.notices[side].is_free(help_.now) and seen.notices[side].state is not NoticeState.PENDING:
            raise CannotHelp("It is settled, or somebody is just sending it: see `timeline`.")
        after = seen.with_notice(side, seen.notices[side].undeliverable(Cause.DROPPED))
        table.commit(events.put_new(act), events.put_notices(after, seen, after.look_again_at(help_.now)))

    until_committed(lambda: _with_notice(table, about, side)[0], commit)


def clear_flag(table: Table, user_id: UserId, help_: Help) -> list[Event]:
    """Mail goes to the address of this profile again."""
    [item] = table.get(keys.profile(user_id))
    person = profiles.from_item(item) if item and "email" in item else None
    if person is None or not person.undeliverable:
        raise CannotHelp("No mail to this person is held back.")
    told = [_cleared(pairing, user_id, help_) for pairing in _pairings(table, user_id)]
    suppression.trust(person.email)
    writes: list[Write] = [profiles.put_deliverable(user_id, person.seq, help_.now), *map(events.put_new, told)]
    _commit(table, writes)
    return told


def suspend(table: Table, user_id: UserId, help_: Help) -> list[Event]:
    """From the next request on, all that this person writes is refused, but for leaving and cancelling a +1."""
    try:
        table.write(suspensions.put_suspended(user_id, help_.why, help_.now))
    except Contended:
        raise CannotHelp("This person is suspended already.") from None
    return _tell(table, user_id, help_, "begins")


def resume(table: Table, user_id: UserId, help_: Help) -> list[Event]:
    """What waited is due at once, also when the suspension was lifted before: one may have fallen asleep meanwhile."""
    try:
        table.write(suspensions.put_resumed(user_id, help_.now))
    except Contended:
        _wake(table, user_id, help_.now)
        raise CannotHelp("This person is not suspended.") from None
    _wake(table, user_id, help_.now)
    return _tell(table, user_id, help_, "ends")


def _wake(table: Table, user_id: UserId, now: datetime) -> None:
    for _, key in look.all_due(table):
        what = look.named(key)
        if isinstance(what, Due) and user_id in (what.client_id, what.coach_id):
            with suppress(Contended):  # it does not wait
                table.write(renewals.put_awake(key, now))


def _tell(table: Table, user_id: UserId, help_: Help, hold: str) -> list[Event]:
    told = [_on_hold(pairing, user_id, help_, hold) for pairing in _pairings(table, user_id)]
    _commit(table, list(map(events.put_new, told)))
    return told


def _on_hold(pairing: Pairing, user_id: UserId, help_: Help, hold: str) -> Event:
    """`act` and `why` are for version 0.1.0, which reads such an event as that of a mail."""
    later = replace(help_.after(pairing), why="this was about +1s on hold")
    whom, said = _side(pairing, user_id), {"hold": hold, "said_to_them": help_.why}
    return _event(pairing.client_id, pairing.coach_id, later, act="resend", whom=whom, **said)


def _cleared(pairing: Pairing, user_id: UserId, help_: Help) -> Event:
    later, whom = help_.after(pairing), _side(pairing, user_id)
    return _event(pairing.client_id, pairing.coach_id, later, act="clear", whom=whom)


def _side(pairing: Pairing, user_id: UserId) -> Side:
    return Side.CLIENT if pairing.client_id == user_id else Side.COACH


def _commit(table: Table, writes: list[Write]) -> None:
    for some in batched(writes, MOST_WRITES, strict=False):
        table.commit(*some)


def _read(table: Table, about: Written, side: Side) -> Event:
    event, person = _with_notice(table, about, side)
    if person and person.get("undeliverable"):
        raise CannotHelp(f"Mail to the {side} is held back, because an earlier one was refused: clear-flag first.")
    return event


def _with_notice(table: Table, about: Written, side: Side) -> tuple[Event, Item | None]:
    """With the profile of whom it is for."""
    whom = about.client_id if side is Side.CLIENT else about.coach_id
    item, person = table.get(keys.event(about.client_id, about.coach_id, about.event_id), keys.profile(whom))
    if item is None or side not in item.get("notices", {}):
        raise CannotHelp(f"There is no such event with a notice to the {side}.")
    return events.from_item(item), person


def _settled(seen: Event, side: Side) -> Notice:
    notice = seen.notices[side]
    if notice.state in UNSENT:
        raise CannotHelp("It has not been sent yet, and is due: see `due`.")
    return notice


def _about(table: Table, about: Written, side: Side, help_: Help, **more: bool) -> Event:
    """One act of support about one notice. Version 0.1.0 fails over an `act` that it does not know."""
    [item] = table.get(keys.pairing(about.client_id, about.coach_id))
    later = help_.after(pairings.from_item(item)) if item else help_
    return _event(about.client_id, about.coach_id, later, act="resend", whom=side, about=about.event_id, **more)


def _event(client_id: UserId, coach_id: UserId, help_: Help, **facts: str | bool) -> Event:
    id_ = EventId(clock.new_id(help_.now))
    return event(EventKind.SUPPORT_HELPED, id_, help_.now, client_id, coach_id, why=help_.why, **facts)


def _pairings(table: Table, user_id: UserId) -> Iterator[Pairing]:
    """Of somebody as a client and as a coach."""
    for listing in (lists.client_pairings(user_id), lists.roster(user_id)):
        yield from map(pairings.from_item, lists.whole(table, listing))
