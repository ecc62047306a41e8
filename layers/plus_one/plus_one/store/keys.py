"""Every key of the table, in one place. docs/data-model.md has the chart."""

from datetime import datetime, timedelta
from typing import NamedTuple

from plus_one.domain.ids import EventId, OfferId, PackageId, SessionId, UserId
from plus_one.store.items import text

# Shards of GSI2. Nobody can choose one: it follows from an event id, whose bits are drawn at random for the request.
_NUMBERS = range(16)
RENEWAL_SHARDS = tuple(f"RENEWAL#{number}" for number in _NUMBERS)
HOLD_SHARD = "HOLD#0"  # one keeps their order, and takes a thousand a second
NOTICE_SHARDS = tuple(f"NOTICE#{number}" for number in _NUMBERS)
SLOW_SHARD = "SLOW#0"  # one is enough: only the sweep writes there
PROFILE_SHARD = "PROFILE#0"  # people save a profile now and then: one shard takes a thousand of them a second
OLD_SHARDS = tuple(f"DUE#{number}" for number in _NUMBERS)  # renewals and events of version 0.1.0
ALL_SHARDS = (*RENEWAL_SHARDS, HOLD_SHARD, *NOTICE_SHARDS, SLOW_SHARD, PROFILE_SHARD, *OLD_SHARDS)
GRACE = timedelta(minutes=1)


class Key(NamedTuple):
    pk: str
    sk: str

    def item(self) -> dict[str, str]:
        return {"PK": self.pk, "SK": self.sk}


BOOKINGS = Key("TABLE", "BOOKINGS")  # there once an operator has stopped them
BACKFILLED = Key("TABLE", "OPEN_OFFERS")  # there once every open offer of an older version is where lists look for it


def client(client_id: UserId) -> str:
    return f"CLIENT#{client_id}"


def coach(coach_id: UserId) -> str:
    return f"COACH#{coach_id}"


def pairing(client_id: UserId, coach_id: UserId) -> Key:
    return Key(client(client_id), f"PAIRING#{coach_id}")


def package(client_id: UserId, coach_id: UserId, package_id: PackageId | str) -> Key:
    return Key(client(client_id), f"COACH#{coach_id}#PACKAGE#{package_id}")


def session(client_id: UserId, coach_id: UserId, session_id: SessionId | str) -> Key:
    return Key(client(client_id), f"COACH#{coach_id}#SESSION#{session_id}")


def renewal(client_id: UserId, coach_id: UserId, session_id: SessionId, completion: int) -> Key:
    return Key(client(client_id), f"COACH#{coach_id}#RENEWAL#{session_id}.{completion}")


def event(client_id: UserId, coach_id: UserId, event_id: EventId | str) -> Key:
    return Key(client(client_id), f"COACH#{coach_id}#EVENT#{event_id}")


def contact(client_id: UserId, coach_id: UserId) -> Key:
    return Key(client(client_id), f"COACH#{coach_id}#CONTACT")


def offer(coach_id: UserId, offer_id: OfferId | str) -> Key:
    return Key(coach(coach_id), f"OFFER#{offer_id}")


def open_offers(coach_id: UserId) -> str:
    """In GSI1: the coach's open standard offers."""
    return f"OFFERS#{coach_id}"


def open_count(coach_id: UserId) -> Key:
    """How many they are."""
    return Key(coach(coach_id), "OPEN")


def profile(user_id: UserId) -> Key:
    return Key(f"USER#{user_id}", "PROFILE")


def strangers(coach_id: UserId) -> Key:
    return Key(f"USER#{coach_id}", "STRANGERS")


def suspension(user_id: UserId) -> Key:
    return Key(f"USER#{user_id}", "SUSPENSION")


def stops(client_id: UserId, coach_id: UserId) -> tuple[Key, Key, Key]:
    """What keeps renewals of the two from being settled, while it is there."""
    return suspension(client_id), suspension(coach_id), BOOKINGS


def receipt(user_id: UserId, idempotency_key: str) -> Key:
    return Key(f"USER#{user_id}", f"KEY#{idempotency_key}")


def due(shard: str, since: datetime) -> dict[str, str]:
    """In GSI2: the stream has a minute before anybody else may look for it."""
    return {"due_shard": shard, "due_at": text(since + GRACE)}


def renewal_shard(event_id: EventId) -> str:
    """Of the event that wrote the renewal."""
    return RENEWAL_SHARDS[_number(event_id)]


def notice_shard(event_id: EventId) -> str:
    return NOTICE_SHARDS[_number(event_id)]


def _number(event_id: EventId) -> int:
    return sum(event_id.encode()) % len(_NUMBERS)
