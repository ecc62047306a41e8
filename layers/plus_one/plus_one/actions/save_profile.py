"""A person reads or changes what is known of them."""

from dataclasses import replace

from plus_one.actions.follow_profile import follow_name, follow_profile
from plus_one.actions.reading import read
from plus_one.domain.profiles import Profile
from plus_one.domain.requests import Request
from plus_one.store import profiles
from plus_one.store.table import Table, until_committed


def current(table: Table, request: Request) -> Profile:
    """Reading refreshes the address: pages ask at sign-in."""
    return read(table, request, even_suspended=True).caller


def save_profile(table: Table, request: Request, name: str, time_zone: str) -> Profile:
    """Raises Busy when it is saved and a copy of it is not: saying it again is harmless, and brings the copy."""

    def act(seen: Profile, _: Profile) -> Profile:
        chosen = replace(seen, name=name, time_zone=time_zone)
        table.write(profiles.put_choices(chosen))
        return chosen

    profile = until_committed(lambda: read(table, request).caller, act)
    follow_profile(table, profile.user_id)
    follow_name(table, profile.user_id)
    return profile
