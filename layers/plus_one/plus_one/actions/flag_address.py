"""Nothing more is mailed to an address, until its owner says otherwise."""

from contextlib import suppress

from plus_one.actions.follow_profile import follow_profile
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import Busy
from plus_one.store import profiles
from plus_one.store.table import Contended, Table


def flag_address(table: Table, person: Profile) -> None:
    """An address that the person has taken meanwhile is not flagged. A copy that is missed follows with its pairing's
    next write."""
    with suppress(Contended, Busy):
        table.write(profiles.put_undeliverable(person))
        follow_profile(table, person.user_id)
