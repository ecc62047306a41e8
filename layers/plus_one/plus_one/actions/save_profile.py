"""A person reads or changes what is known of them."""

from dataclasses import replace

from plus_one.actions.reading import read
from plus_one.domain.profiles import Profile
from plus_one.domain.requests import Request
from plus_one.store import profiles
from plus_one.store.table import Table, until_committed


def current(table: Table, request: Request) -> Profile:
    """Reading refreshes the address: pages ask at sign-in."""
    return read(table, request, even_suspended=True).caller


def save_profile(table: Table, request: Request, name: str, time_zone: str) -> Profile:
    """Its copies in pairings follow by the sweep."""

    def act(seen: Profile, _: Profile) -> Profile:
        chosen = replace(seen, name=name, time_zone=time_zone)
        table.write(profiles.put_choices(chosen, request.now))
        return chosen

    return until_committed(lambda: read(table, request).caller, act)
