"""SES reports what became of a mail: the notice remembers it, and nothing more is mailed to an address that refused. Of
a coach whose offer was complained about, no more offers are mailed, and that is all."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plus_one.domain.contacts import Contact
from plus_one.domain.events import Event, Side
from plus_one.domain.feedback import Feedback, ends_offer_mails, heard
from plus_one.domain.ids import UserId
from plus_one.domain.profiles import Profile
from plus_one.mail.addresses import mailable
from plus_one.store import contacts, events, keys, profiles
from plus_one.store.table import Table, Write, until_committed


class _Seen(NamedTuple):
    event: Event
    person: Profile | None
    contact: Contact


def take_feedback(table: Table, feedback: Feedback, now: datetime, *, flags: bool = True) -> Event | None:
    """The event as it is then; None: there is no such notice. Only what is new has a consequence: feedback that comes
    again does not undo what somebody has changed since. `flags`: whether addresses are flagged at all."""

    def act(seen: _Seen | None, _: _Seen | None) -> Event | None:
        if seen is None or feedback.side not in seen.event.notices:
            return None
        notice = heard(seen.event.notices[feedback.side], feedback)
        after = seen.event.with_notice(feedback.side, notice)
        if after != seen.event:
            follows = _follows(seen, feedback, now, flags=flags)
            table.commit(events.put_notices(after, seen.event, after.look_again_at(now)), *follows)
        return after

    return until_committed(lambda: _read(table, feedback), act)


def _read(table: Table, feedback: Feedback) -> _Seen | None:
    about = feedback.written
    event, person, contact = table.get(
        keys.event(about.client_id, about.coach_id, about.event_id),
        keys.profile(_recipient(feedback)),
        keys.contact(about.client_id, about.coach_id),
    )
    if event is None:
        return None
    known = contacts.from_item(contact, about.client_id, about.coach_id)
    return _Seen(events.from_item(event), profiles.from_item_if_any(person), known)


def _follows(seen: _Seen, feedback: Feedback, now: datetime, *, flags: bool) -> list[Write]:
    """One coach's offers are no reason to mail nothing of the others."""
    if ends_offer_mails(seen.event, feedback.verdict):
        return [contacts.put_next(replace(seen.contact, by_mail=False))] if seen.contact.by_mail else []
    return _flag(seen, feedback, now) if flags else []


def _flag(seen: _Seen, feedback: Feedback, now: datetime) -> list[Write]:
    """An address that the person has left meanwhile says nothing about the one that they have now."""
    if not feedback.verdict.ends_mailing or seen.person is None:
        return []
    mailed = mailable(seen.person.email) or ""
    still = mailed.casefold() == feedback.address.casefold()
    return [profiles.put_undeliverable(seen.person, now)] if still else []


def _recipient(feedback: Feedback) -> UserId:
    return feedback.written.client_id if feedback.side is Side.CLIENT else feedback.written.coach_id
