"""An event asks for notices: mail each of them, normally once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from plus_one.domain.events import Event, Notice, Side, Written
from plus_one.domain.profiles import Profile
from plus_one.mail.compose import Mail, compose
from plus_one.mail.sender import MailPostponed, MailRefused
from plus_one.store import events, keys, profiles
from plus_one.store.table import Table, until_committed


class NoticeInFlight(Exception):
    """Raised when another sender holds the lease of a notice: it is sent, or free again, later."""


@dataclass(frozen=True, slots=True)
class Post:
    """How a mail leaves: `send` returns the message id, and raises MailRefused if no attempt can succeed."""

    send: Callable[[Mail], str]
    web_url: str


@dataclass(frozen=True, slots=True)
class _Seen:
    event: Event
    profiles: dict[Side, Profile]


def send_notices(table: Table, written: Written, post: Post, now: datetime) -> dict[Side, Notice]:
    """The notices that had their turn. Each has it before the first failure is raised."""

    def claim(seen: _Seen | None, _: _Seen | None) -> tuple[_Seen, list[Side]] | None:
        return _claim(table, seen, now) if seen else None

    claimed = until_committed(lambda: _read(table, written), claim)
    if claimed is None:
        return {}
    seen, sides = claimed
    failures = []
    for side in sides:
        notice, failure = _send(seen, side, post, now)
        seen = replace(seen, event=_mark(table, seen.event, side, notice, now))
        failures += [failure] if failure else []
    if failures:
        raise failures[0]
    return {side: seen.event.notices[side] for side in sides}


def _read(table: Table, written: Written) -> _Seen | None:
    event, client, coach = table.get(
        keys.event(written.client_id, written.coach_id, written.event_id),
        keys.profile(written.client_id),
        keys.profile(written.coach_id),
    )
    known = {Side.CLIENT: client, Side.COACH: coach}
    people = {side: profiles.from_item(item) for side, item in known.items() if item and "email" in item}
    return _Seen(events.from_item(event), people) if event else None


def _claim(table: Table, seen: _Seen, now: datetime) -> tuple[_Seen, list[Side]]:
    sides = seen.event.free(now)
    if not sides and seen.event.unsent:
        raise NoticeInFlight
    event = seen.event
    for side in sides:
        event = event.with_notice(side, event.notices[side].claimed(now))
    if sides:
        table.write(events.put_notices(event, seen.event, event.look_again_at(now)))
    return _Seen(event, seen.profiles), sides


def _send(seen: _Seen, side: Side, post: Post, now: datetime) -> tuple[Notice, Exception | None]:
    """The notice after one attempt, and why it failed if it may be tried again."""
    notice = seen.event.notices[side]
    match seen.profiles:
        case {Side.CLIENT: client, Side.COACH: coach}:
            pass
        case _:
            return notice.put_back(), None  # somebody has never signed in: no address or name is known yet
    if seen.profiles[side].undeliverable:
        return notice.undeliverable(), None
    try:
        return notice.sent(post.send(compose(seen.event, side, client, coach, post.web_url)), now), None
    except MailRefused:
        return notice.undeliverable(), None
    except MailPostponed as failure:
        return notice.put_back(), failure


def _mark(table: Table, event: Event, side: Side, notice: Notice, now: datetime) -> Event:
    """Marks the notice unless its lease was lost meanwhile; what others did to the event stays."""
    claimed, unread = event.notices[side], [event]

    def act(current: Event, _: Event) -> Event:
        if current.notices[side] != claimed:
            return current
        after = current.with_notice(side, notice)
        table.write(events.put_notices(after, current, after.look_again_at(now)))
        return after

    return until_committed(lambda: unread.pop() if unread else _reread(table, event), act)


def _reread(table: Table, event: Event) -> Event:
    [item] = table.get(keys.event(event.client_id, event.coach_id, event.event_id))
    return events.from_item(item) if item else event
