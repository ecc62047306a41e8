"""An event asks for notices: mail each of them, and announce on the bus what is due, normally once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from plus_one.actions.flag_address import flag_address
from plus_one.domain import copies
from plus_one.domain.decision import heads_up_is_true
from plus_one.domain.events import (
    Bus,
    Event,
    EventKind,
    Side,
    To,
    Written,
)
from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.notices import Cause, Notice
from plus_one.domain.packages import OfferState
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Profile
from plus_one.domain.tokens import Purpose
from plus_one.mail.addresses import mailable
from plus_one.mail.compose import Mail, compose
from plus_one.mail.links import Links
from plus_one.mail.sender import MailPostponed, MailRefused
from plus_one.store import contacts, events, keys, offers, pairings, profiles
from plus_one.store.items import Item
from plus_one.store.table import Table, until_committed

type Outcome = Callable[[Notice], Notice]


@dataclass(frozen=True, slots=True)
class Post:
    """How a mail leaves, and an announcement: both return the message id; `send` raises MailRefused if no attempt can
    succeed; `report` hears of every failure. `flags`: whether addresses are flagged at all."""

    send: Callable[[Mail], str]
    announce: Callable[[Event], str]
    web_url: str
    unsubscribe_url: Callable[[UserId, UserId, Purpose], str]
    velocity_limit: int
    report: Callable[[Exception, Event], None]
    flags: bool


class Tried(NamedTuple):
    """The notices of an event that had their turn."""

    event: Event
    notices: dict[To, Notice]


class _Seen(NamedTuple):
    event: Event
    profiles: dict[Side, Profile]
    pairing: Pairing | None
    offer: Item | None
    mine: list[To]


def send_notices(table: Table, written: Written, post: Post, now: datetime) -> Tried | None:
    """What is not free now, or fails, is due again later. None: there is no such event."""

    def claim(seen: _Seen | None, _: _Seen | None) -> _Seen | None:
        return _claim(table, seen, now) if seen else None

    seen = until_committed(lambda: _read(table, written), claim)
    if seen is None:
        return None
    event = seen.event
    for to in seen.mine:
        if event.notices[to] == seen.event.notices[to]:  # else the lease was lost while another one was sent
            outcome = _announce(event, post, now) if isinstance(to, Bus) else _send(table, seen, to, post, now)
            event = _mark(table, event, to, outcome, now)
    return Tried(event, {to: event.notices[to] for to in seen.mine})


def _read(table: Table, written: Written) -> _Seen | None:
    item, client, coach, pairing = table.get(
        keys.event(written.client_id, written.coach_id, written.event_id),
        keys.profile(written.client_id),
        keys.profile(written.coach_id),
        keys.pairing(written.client_id, written.coach_id),
    )
    if item is None:
        return None
    known = {Side.CLIENT: client, Side.COACH: coach}
    people = {side: profiles.from_item(found) for side, found in known.items() if found and "email" in found}
    event = events.from_item(item)
    offer = _offer(table, event) if event.unsent else None
    return _Seen(event, people, pairings.from_item(pairing) if pairing else None, offer, [])


def _offer(table: Table, event: Event) -> Item | None:
    """Which one it is about, only the event knows. None, too, if the client has turned such mails off since."""
    if event.kind is not EventKind.OFFER_MADE:
        return None
    contact = keys.contact(event.client_id, event.coach_id)
    offer, known = table.get(keys.offer(event.coach_id, OfferId(str(event.facts["offer_id"]))), contact)
    return offer if contacts.from_item(known, event.client_id, event.coach_id).wants_mail else None


def _claim(table: Table, seen: _Seen, now: datetime) -> _Seen:
    event, mine = seen.event, seen.event.free(now)
    for to in mine:
        event = event.with_notice(to, event.notices[to].claimed(now))
    if mine:
        table.write(events.put_notices(event, seen.event, event.look_again_at(now)))
    return seen._replace(event=event, mine=mine)


def _announce(event: Event, post: Post, now: datetime) -> Outcome:
    """It needs no address, and goes after the mails: a bus that hangs holds none of them up."""
    try:
        message_id = post.announce(event)
    except Exception as failure:  # noqa: BLE001  the booking stands, and mails that failed have their turn
        post.report(failure, event)
        return lambda notice: notice.put_back(now)
    return lambda notice: notice.sent(message_id, now)


def _send(table: Table, seen: _Seen, side: Side, post: Post, now: datetime) -> Outcome:
    """What one attempt makes of the notice."""
    people = seen.profiles
    if Side.CLIENT not in people or Side.COACH not in people:
        return _unknown(seen, now)
    if people[side].undeliverable:
        return Notice.undeliverable
    address = mailable(people[side].email)
    if address is None:  # SES would refuse each mail to it, so it is as good as one that bounces
        if post.flags:
            flag_address(table, people[side], now)
        return lambda notice: notice.undeliverable(Cause.UNMAILABLE)
    try:
        mail = None if _is_stale(seen, side, post.velocity_limit, now) else _composed(seen, side, address, post)
    except Exception as failure:  # noqa: BLE001  the booking stands, and the other notice has its turn
        post.report(failure, seen.event)
        return lambda notice: notice.not_yet(Cause.NOT_COMPOSED, seen.event.at, now)
    return _posted(seen.event, mail, post, now) if mail else Notice.stale


def _unknown(seen: _Seen, now: datetime) -> Outcome:
    """Somebody has never signed in: no address or name is known yet."""
    if seen.event.kind is EventKind.OFFER_MADE and not _is_open(seen, now):
        return Notice.stale
    return lambda notice: notice.not_yet(Cause.NO_ADDRESS, seen.event.at, now)


def _posted(event: Event, mail: Mail, post: Post, now: datetime) -> Outcome:
    try:
        message_id = post.send(mail)
    except MailRefused as refusal:
        code = str(refusal)
        post.report(refusal, event)
        return lambda notice: notice.undeliverable(code)
    except Exception as failure:  # noqa: BLE001  the booking stands, and the other notice has its turn
        why = str(failure) if isinstance(failure, MailPostponed) else None
        post.report(failure, event)
        return lambda notice: notice.put_back(now, why)
    return lambda notice: notice.sent(message_id, now)


def _composed(seen: _Seen, side: Side, address: str, post: Post) -> Mail:
    client, coach = seen.profiles[Side.CLIENT], seen.profiles[Side.COACH]
    purpose = Purpose.OFFER_MAILS if seen.event.kind is EventKind.OFFER_MADE else Purpose.PLUS_ONE
    links = Links(post.web_url, post.unsubscribe_url(client.user_id, coach.user_id, purpose))
    return compose(seen.event, side, client, coach, links, address, strangers=seen.pairing is None)


def _is_stale(seen: _Seen, side: Side, velocity_limit: int, now: datetime) -> bool:
    """Mails that say what can be booked, or what the next completion does, and the other side's copies: what they say
    can change while they wait."""
    if seen.pairing and not copies.is_true(seen.event, side, seen.pairing):
        return True
    if seen.event.kind is EventKind.OFFER_MADE:
        return not _is_open(seen, now)
    return seen.event.kind is EventKind.SESSION_COMPLETED and not _still_true(seen, velocity_limit, now)


def _is_open(seen: _Seen, now: datetime) -> bool:
    return seen.offer is not None and offers.from_item(seen.offer).state(now) is OfferState.OPEN


def _still_true(seen: _Seen, velocity_limit: int, now: datetime) -> bool:
    said, pairing = seen.event.facts, seen.pairing
    if pairing is None or (pairing.deck_seq, pairing.rate.amount) != (said.get("deck_seq"), said.get("rate")):
        return False
    return heads_up_is_true(pairing.as_client_is(seen.profiles[Side.CLIENT]), velocity_limit=velocity_limit, now=now)


def _mark(table: Table, event: Event, to: To, outcome: Outcome, now: datetime) -> Event:
    """Marks the notice unless its lease was lost meanwhile; what others did to the event stays."""
    claimed, unread = event.notices[to], [event]

    def act(current: Event, _: Event) -> Event:
        notice = current.notices[to]
        if (notice.state, notice.attempts) != (claimed.state, claimed.attempts):
            return current
        after = current.with_notice(to, outcome(notice))
        table.write(events.put_notices(after, current, after.look_again_at(now)))
        return after

    return until_committed(lambda: unread.pop() if unread else _reread(table, event), act)


def _reread(table: Table, event: Event) -> Event:
    [item] = table.get(keys.event(event.client_id, event.coach_id, event.event_id))
    return events.from_item(item) if item else event
