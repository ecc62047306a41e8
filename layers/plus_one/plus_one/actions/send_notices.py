"""An event asks for notices: mail each of them, normally once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from plus_one.domain.decision import heads_up_is_true
from plus_one.domain.events import Event, EventKind, Notice, Side, Written
from plus_one.domain.ids import UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.mail.compose import Mail, compose
from plus_one.mail.links import Links
from plus_one.mail.sender import MailPostponed, MailRefused
from plus_one.store import events, keys, pairings, profiles
from plus_one.store.table import Table, until_committed

type Outcome = Callable[[Notice], Notice]


class NoticeInFlight(Exception):
    """Raised when another sender holds the lease of a notice: it is sent, or free again, later."""


@dataclass(frozen=True, slots=True)
class Post:
    """How a mail leaves: `send` returns the message id, and raises MailRefused if no attempt can succeed."""

    send: Callable[[Mail], str]
    web_url: str
    unsubscribe_url: Callable[[UserId, UserId], str]
    velocity_limit: int


@dataclass(frozen=True, slots=True)
class _Seen:
    event: Event
    profiles: dict[Side, Profile]
    pairing: Pairing | None


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
        outcome, failure = _send(seen, side, post, now)
        seen = replace(seen, event=_mark(table, seen.event, side, outcome, now))
        failures += [failure] if failure else []
    if failures:
        raise failures[0]
    return {side: seen.event.notices[side] for side in sides}


def _read(table: Table, written: Written) -> _Seen | None:
    event, client, coach, pairing = table.get(
        keys.event(written.client_id, written.coach_id, written.event_id),
        keys.profile(written.client_id),
        keys.profile(written.coach_id),
        keys.pairing(written.client_id, written.coach_id),
    )
    known = {Side.CLIENT: client, Side.COACH: coach}
    people = {side: profiles.from_item(item) for side, item in known.items() if item and "email" in item}
    if event is None:
        return None
    return _Seen(events.from_item(event), people, pairings.from_item(pairing) if pairing else None)


def _claim(table: Table, seen: _Seen, now: datetime) -> tuple[_Seen, list[Side]]:
    sides = seen.event.free(now)
    if not sides and seen.event.unsent:
        raise NoticeInFlight
    event = seen.event
    for side in sides:
        event = event.with_notice(side, event.notices[side].claimed(now))
    if sides:
        table.write(events.put_notices(event, seen.event, event.look_again_at(now)))
    return replace(seen, event=event), sides


def _send(seen: _Seen, side: Side, post: Post, now: datetime) -> tuple[Outcome, Exception | None]:
    """What one attempt makes of the notice, and why it failed if it may be tried again."""
    match seen.profiles:
        case {Side.CLIENT: client, Side.COACH: coach}:
            pass
        case _:
            return Notice.put_back, None  # somebody has never signed in: no address or name is known yet
    if seen.profiles[side].undeliverable:
        return Notice.undeliverable, None
    if seen.event.kind is EventKind.SESSION_COMPLETED and not _still_true(seen, client, post.velocity_limit, now):
        return Notice.stale, None
    unsubscribe_url = post.unsubscribe_url(client.user_id, coach.user_id)
    try:
        message_id = post.send(compose(seen.event, side, client, coach, Links(post.web_url, unsubscribe_url)))
    except MailRefused:
        return Notice.undeliverable, None
    except MailPostponed as failure:
        return Notice.put_back, failure
    return lambda notice: notice.sent(message_id, now), None


def _still_true(seen: _Seen, client: Profile, velocity_limit: int, now: datetime) -> bool:
    """A heads-up says what the next completion does; that may have changed while it waited."""
    if seen.pairing is None or seen.pairing.deck_seq != seen.event.facts.get("deck_seq"):
        return False
    return heads_up_is_true(seen.pairing.as_client_is(client), velocity_limit=velocity_limit, now=now)


def _mark(table: Table, event: Event, side: Side, outcome: Outcome, now: datetime) -> Event:
    """Marks the notice unless its lease was lost meanwhile; what others did to the event stays."""
    claimed, unread = event.notices[side], [event]

    def act(current: Event, _: Event) -> Event:
        notice = current.notices[side]
        if (notice.state, notice.attempts) != (claimed.state, claimed.attempts):
            return current
        after = current.with_notice(side, outcome(notice))
        table.write(events.put_notices(after, current, after.look_again_at(now)))
        return after

    return until_committed(lambda: unread.pop() if unread else _reread(table, event), act)


def _reread(table: Table, event: Event) -> Event:
    [item] = table.get(keys.event(event.client_id, event.coach_id, event.event_id))
    return events.from_item(item) if item else event
