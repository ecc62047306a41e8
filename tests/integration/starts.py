"""What there is before a step; each answers what the step is about."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from plus_one.domain.settings import Settings
from tests.integration.acting import Acting, event_records
from tests.kept import everything


def last_on_deck(acting: Acting) -> Any:
    [last] = acting.booked(1)
    acting.enroll()
    return last


def pending(acting: Acting) -> Any:
    return acting.due(acting.complete(last_on_deck(acting)))


def pending_and_booked_again(acting: Acting) -> Any:
    due = pending(acting)
    acting.booked(2)
    return due


def held(acting: Acting) -> Any:
    """It waits for the client: no +1 is allowed."""
    due = pending(acting)
    acting.enroll(Settings(stop_after=0))
    settled = acting.settle(due)
    assert settled
    assert settled.is_held
    return due


def held_and_offered(acting: Acting) -> Any:
    held(acting)
    return acting.offer(3)


def in_a_pause(acting: Acting) -> Any:
    due = pending(acting)
    acting.enroll(Settings(paused_until=acting.now().date()))
    return due


def paused(acting: Acting) -> Any:
    """It waits until tomorrow, which is now."""
    due = in_a_pause(acting)
    acting.settle(due)
    acting.begins += timedelta(days=1)
    return due


def late(acting: Acting) -> Any:
    """The client enrolled after the last session was completed."""
    [last] = acting.booked(1)
    acting.complete(last)
    acting.enroll()
    return last


def custom_offer(acting: Acting) -> Any:
    """The client has been here before, so the notice finds an address."""
    return acting.offer(2, custom=True)


def offered_event(acting: Acting) -> Any:
    """Of a custom offer to a client who has a pairing."""
    acting.booked(1)
    acting.offer(2, custom=True)
    return event_records(item for item in everything(acting.table) if item.get("kind") == "offer_made")[0]


def enrolled_event(acting: Acting) -> Any:
    last_on_deck(acting)
    return event_records(everything(acting.table))[-1]


def package_event(acting: Acting) -> Any:
    acting.booked()
    return event_records(everything(acting.table))[-1]


def plus_one_on_deck(acting: Acting) -> Any:
    """The session whose completion booked it, and the +1."""
    due = pending(acting)
    renewal = acting.settle(due)
    assert renewal
    return due.session_id, renewal.plus_one_id


def flagged_client(acting: Acting) -> Any:
    acting.hear(enrolled_event(acting))


def moved_client(acting: Acting) -> Any:
    """The sweep has not come yet."""
    last_on_deck(acting)
    acting.live_in("Asia/Tokyo")


def booked_event(acting: Acting) -> Any:
    """Of a package of two, so that its price is not its rate; paid in yen."""
    acting = replace(acting, currency="JPY")
    first, last = acting.booked(2)
    acting.enroll()
    acting.complete(first)
    acting.settle(acting.due(acting.complete(last)))
    return event_records(everything(acting.table))[-1]


def taken_back_event(acting: Acting) -> Any:
    """Paid in Kuwaiti dinars."""
    acting = replace(acting, currency="KWD")
    acting.reopen(plus_one_on_deck(acting)[0])
    return event_records(everything(acting.table))[-1]
