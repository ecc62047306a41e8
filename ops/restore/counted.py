"""How many standard offers a coach has open is counted in an item of its own. After a copy it is counted again: the
count of the stack does not include the offers that were added."""

from plus_one.domain.ids import UserId
from plus_one.store import keys, lists, open_offers
from plus_one.store.table import Table, Write, until_committed, update


def count_again(target: Table, coach_id: UserId) -> bool:
    """Whether the count was another one."""

    def act(correction: Write | None, _: Write | None) -> bool:
        if correction:
            target.write(correction)
        return correction is not None

    return until_committed(lambda: _correction(target, coach_id), act)


def _correction(target: Table, coach_id: UserId) -> Write | None:
    key, offers = keys.open_count(coach_id), lists.whole(target, lists.coach_offers(coach_id))
    counted, [count] = sum(map(open_offers.is_counted, offers)), target.get(key)
    if count is None or count["open"] == counted:
        return None
    names, seq = {"#open": "open"}, count["seq"]
    return update(key, "SET #open = :open, seq = :next", "seq = :seq", names, open=counted, next=seq + 1, seq=seq)
