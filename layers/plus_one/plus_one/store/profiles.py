"""Profiles: USER#<user> / PROFILE."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from plus_one.domain.ids import UserId
from plus_one.domain.profiles import Caller, Profile, profile_of
from plus_one.store import keys
from plus_one.store.items import Item, compact, optional_moment, text
from plus_one.store.table import Write, update

_NEXT = "seq = if_not_exists(seq, :zero) + :one"
_ONE_MORE: Item = {"zero": 0, "one": 1}
# Pairings have copies of what changes, and the sweep renews them.
_DUE = "due_shard = :shard, due_at = :due"
# By then no request is under way that has read the profile before, for none takes longer.
_REQUESTS_TAKE = timedelta(seconds=10)


class Place(NamedTuple):
    """How far the copies are renewed: up to this cursor of a list of the person's pairings, by the profile of `seq`."""

    seq: int
    list: int = 0
    cursor: str | None = None


def put_address(caller: Caller, changed: datetime | None = None) -> Write:
    """A new verified address replaces the old one, and the old one's flag; name and time zone stay as they are.
    An older token, which still lives, puts nothing back. Who signs in as a client is one from then on.
    `changed`: when it replaces another one, which may be flagged meanwhile. Copies of that flag have to go."""
    fresh, due = profile_of(caller), _due(changed) if changed else {}
    as_client = ", is_client = :one_of_them" if caller.is_client else ""
    return update(
        keys.profile(caller.user_id),
        f"SET {_NEXT}, #type = :type, email = :email, email_as_of = :as_of, #name = if_not_exists(#name, :name), "
        f"time_zone = if_not_exists(time_zone, :time_zone){as_client}{f', {_DUE}' if due else ''} "
        "REMOVE undeliverable, mail_retried_at",
        "attribute_not_exists(email) OR "
        "(email <> :email AND (attribute_not_exists(email_as_of) OR email_as_of <= :as_of))",
        {"#type": "type", "#name": "name"},
        type="profile",
        email=fresh.email,
        as_of=caller.as_of,
        name=fresh.name,
        time_zone=fresh.time_zone,
        **({"one_of_them": True} if caller.is_client else {}),
        **due,
        **_ONE_MORE,
    )


def put_is_client(user_id: UserId) -> Write:
    """The same of somebody whose address is known already. No copy of a profile has it, so `seq` stays."""
    return update(keys.profile(user_id), "SET is_client = :true", "attribute_exists(PK)", true=True)


def put_choices(profile: Profile, now: datetime) -> Write:
    """What a person may say of themselves."""
    return update(
        keys.profile(profile.user_id),
        f"SET {_NEXT}, {_DUE}, #name = :name, time_zone = :time_zone",
        "attribute_exists(PK)",
        {"#name": "name"},
        name=profile.name,
        time_zone=profile.time_zone,
        **_due(now),
        **_ONE_MORE,
    )


def put_undeliverable(profile: Profile, now: datetime) -> Write:
    """Nothing is mailed to this address any more; one that is newer is not flagged."""
    return update(
        keys.profile(profile.user_id),
        f"SET {_NEXT}, {_DUE}, undeliverable = :flag",
        "email = :email",
        email=profile.email,
        flag=True,
        **_due(now),
        **_ONE_MORE,
    )


def put_deliverable(client_id: UserId, seq: int, now: datetime) -> Write:
    """The person wants mail at the address of this profile again."""
    return update(
        keys.profile(client_id),
        f"SET {_NEXT}, {_DUE} REMOVE undeliverable",
        "seq = :read",
        read=seq,
        **_due(now),
        **_ONE_MORE,
    )


def put_retried(profile: Profile, now: datetime) -> Write:
    """The same, asked for by the person, and when."""
    return update(
        keys.profile(profile.user_id),
        f"SET {_NEXT}, {_DUE}, mail_retried_at = :now REMOVE undeliverable",
        "seq = :read",
        now=text(now),
        read=profile.seq,
        **_due(now),
        **_ONE_MORE,
    )


def put_place(profile: Profile, place: Place | None, now: datetime) -> Write:
    """What the next turn begins with; None: all copies are renewed. Unless the profile has changed meanwhile: then its
    copies are due from the beginning."""
    key, condition = keys.profile(profile.user_id), "seq = :read AND attribute_exists(due_shard)"
    if place is None:
        return update(key, "REMOVE due_shard, due_at, renewed", condition, read=profile.seq)
    return update(
        key,
        "SET due_at = :now, renewed = :place",
        condition,
        read=profile.seq,
        now=text(now),
        place=compact(place._asdict()),
    )


def place(item: Item) -> Place:
    """Where the next turn begins."""
    known = Place(**item.get("renewed", {"seq": 0}))
    return known if known.seq == item.get("seq", 0) else Place(item.get("seq", 0))


def knows_better(item: Item, caller: Caller) -> bool:
    """The address is that of the caller's token, or of a newer one."""
    return bool(item["email"] == caller.email or item.get("email_as_of", 0) > caller.as_of)


def knows_all(item: Item, caller: Caller) -> bool:
    return knows_better(item, caller) and (item.get("is_client", False) or not caller.is_client)


def after_a_write(item: Item | None, caller: Caller) -> Profile:
    """The profile as the caller's next write leaves it: `put_address`, where the token knows better."""
    if item is None:
        return profile_of(caller)
    known = from_item(item)
    if knows_better(item, caller):
        return known
    return replace(known, email=caller.email, seq=known.seq + 1, undeliverable=False, mail_retried_at=None)


def _due(now: datetime) -> Item:
    return {"shard": keys.PROFILE_SHARD, "due": text(now + _REQUESTS_TAKE)}


def from_item_if_any(item: Item | None) -> Profile | None:
    return from_item(item) if item else None


def from_item(item: Item) -> Profile:
    return Profile(
        user_id=UserId(item["PK"].removeprefix("USER#")),
        name=item["name"],
        email=item["email"],
        seq=item.get("seq", 0),
        time_zone=item["time_zone"],
        undeliverable=item.get("undeliverable", False),
        mail_retried_at=optional_moment(item.get("mail_retried_at")),
        is_client=item.get("is_client", False),
    )
