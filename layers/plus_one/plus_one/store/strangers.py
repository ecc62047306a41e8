"""To which strangers a coach made offers: USER#<coach> / STRANGERS, with a TTL.

Twenty of them are to fit into one write unit of 1 KB: moments are milliseconds."""

from plus_one.domain.ids import UserId
from plus_one.domain.strangers import STRANGERS_WINDOW, Strangers
from plus_one.store import keys
from plus_one.store.items import Item
from plus_one.store.pairing_maps import at, ms
from plus_one.store.table import ABSENT, Write, put


def put_next(strangers: Strangers) -> Write:
    """The successor of the version that was read."""
    key, item = keys.strangers(strangers.coach_id), _to_item(strangers)
    if strangers.version == 0:
        return put(key, item, ABSENT)
    return put(key, item, "version = :read", read=strangers.version)


def from_item(item: Item | None, coach_id: UserId) -> Strangers:
    if item is None:
        return Strangers(coach_id=coach_id)
    offered = {UserId(client_id): at(moment) for client_id, moment in item["offered"].items()}
    return Strangers(coach_id=coach_id, version=item["version"], offered=offered)


def _to_item(strangers: Strangers) -> Item:
    """DynamoDB removes it once all of them have left the window."""
    last = max(strangers.offered.values()) + STRANGERS_WINDOW
    return {
        "type": "strangers",
        "version": strangers.version + 1,
        "offered": {client_id: ms(moment) for client_id, moment in strangers.offered.items()},
        "ttl": int(last.timestamp()) + 1,
    }
