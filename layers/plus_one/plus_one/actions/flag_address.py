"""Nothing more is mailed to an address, until its owner says otherwise."""

from contextlib import suppress
from datetime import datetime

from plus_one.domain.profiles import Profile
from plus_one.store import profiles
from plus_one.store.table import Contended, Table


def flag_address(table: Table, person: Profile, now: datetime) -> None:
    """An address that the person has taken meanwhile is not flagged."""
    with suppress(Contended):
        table.write(profiles.put_undeliverable(person, now))
