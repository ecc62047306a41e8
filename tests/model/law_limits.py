"""How often one pairing may do something, from product.md ("Limits") alone. Moments are full minutes, rounded up."""

from datetime import datetime, timedelta

from tests.model.law_terms import Contact, Pairing

DAY, MINUTE = timedelta(hours=24), timedelta(minutes=1)
PACKAGES_A_DAY, REOPENINGS_OF_A_SESSION, UNDONE_A_DAY = 5, 3, 6
ENROLLINGS_A_WINDOW, OFFERS_A_WINDOW, RETURNS_A_WINDOW = 10, 20, 10


def minute_up(at: datetime) -> datetime:
    rest = timedelta(seconds=at.second, microseconds=at.microsecond)
    return at - rest + (MINUTE if rest else rest)


def is_young(moment: datetime, now: datetime) -> bool:
    return now - DAY < minute_up(moment) < now + DAY


def too_many_packages(pairing: Pairing, now: datetime) -> bool:
    return sum(is_young(at, now) for at in pairing.booked_at) >= PACKAGES_A_DAY


def window(moments: list[datetime], now: datetime) -> list[datetime]:
    """Those since the last window began, if it is still open. Each begins with the first after the one before."""
    opened: list[datetime] = []
    for at in moments:
        opened = [*opened, at] if opened and at < minute_up(opened[0]) + DAY else [at]
    return opened if opened and now < minute_up(opened[0]) + DAY else []


def too_many_enrollings(pairing: Pairing, now: datetime) -> bool:
    return len(window(pairing.turned_on, now)) >= ENROLLINGS_A_WINDOW


def too_many_returns(pairing: Pairing, now: datetime) -> bool:
    """Of the coach, to this client."""
    return len(window(pairing.returned, now)) >= RETURNS_A_WINDOW


def too_many_offers(contact: Contact, now: datetime) -> bool:
    """To this client, whatever became of them."""
    return len(window(contact.made, now)) >= OFFERS_A_WINDOW


def all_is_undone(pairing: Pairing, now: datetime) -> bool:
    return len(_turns(pairing, now)) >= UNDONE_A_DAY


def undo(pairing: Pairing, now: datetime) -> datetime:
    """Takes a turn: at most six in any 24 hours, and who comes too often comes later."""
    turns, turn = _turns(pairing, now), now
    if len(turns) >= UNDONE_A_DAY:
        turn = max(now, turns[-UNDONE_A_DAY] + DAY)
    pairing.turns.append(minute_up(turn))
    return pairing.turns[-1]


def _turns(pairing: Pairing, now: datetime) -> list[datetime]:
    """The clocks of these histories are never days ahead."""
    return [turn for turn in pairing.turns if turn > now - DAY]
