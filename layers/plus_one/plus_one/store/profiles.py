"""Profiles: USER#<user> / PROFILE."""

from plus_one.domain.ids import UserId
from plus_one.domain.profiles import Caller, Profile, profile_of
from plus_one.store import keys
from plus_one.store.items import Item
from plus_one.store.table import Write, update


def put_address(caller: Caller) -> Write:
    """A new verified address replaces the old one, and the old one's flag; name and time zone stay as they are."""
    fresh = profile_of(caller)
    return update(
        keys.profile(caller.user_id),
        "SET #type = :type, email = :email, #name = if_not_exists(#name, :name), "
        "time_zone = if_not_exists(time_zone, :time_zone) REMOVE undeliverable",
        "attribute_not_exists(email) OR email <> :email",
        {"#type": "type", "#name": "name"},
        type="profile",
        email=fresh.email,
        name=fresh.name,
        time_zone=fresh.time_zone,
    )


def put_choices(profile: Profile) -> Write:
    """What a person may say of themselves."""
    return update(
        keys.profile(profile.user_id),
        "SET #name = :name, time_zone = :time_zone",
        "attribute_exists(PK)",
        {"#name": "name"},
        name=profile.name,
        time_zone=profile.time_zone,
    )


def put_undeliverable(profile: Profile) -> Write:
    """Nothing is mailed to this address any more; one that is newer is not flagged."""
    key = keys.profile(profile.user_id)
    return update(key, "SET undeliverable = :flag", "email = :email", email=profile.email, flag=True)


def put_deliverable(caller: Caller) -> Write:
    """The person wants mail at this address again."""
    return update(keys.profile(caller.user_id), "REMOVE undeliverable", "email = :email", email=caller.email)


def from_item(item: Item) -> Profile:
    return Profile(
        user_id=UserId(item["PK"].removeprefix("USER#")),
        name=item["name"],
        email=item["email"],
        time_zone=item["time_zone"],
        undeliverable=item.get("undeliverable", False),
    )
