"""What must be true of what belongs to one person: a coach's open standard offers with their count, and a profile."""

from collections.abc import Iterable, Iterator

from ops.audit.due import DUE
from plus_one.domain.ids import UserId
from plus_one.store import keys, lists, open_offers
from plus_one.store.items import Item, marshal, unmarshal
from plus_one.store.table import Table

OWNED = ("profile", "offer", "open_offers")


def audit_people(table: Table) -> Iterator[str]:
    """Beside all that writes to the table."""
    coaches = set[UserId]()
    for item in _scan(table):
        if item["type"] == "profile":
            yield from _of_a_profile(item)
        else:
            coaches.add(UserId(item["PK"].removeprefix("COACH#")))
    for coach_id in sorted(coaches):
        yield from _of_a_coach(coach_id, *_snapshot(table, coach_id))


def violations_of_people(items: Iterable[Item]) -> Iterator[str]:
    """In a whole table that nobody is writing to."""
    coaches: dict[str, list[Item]] = {}
    for item in items:
        if item.get("type") == "profile":
            yield from _of_a_profile(item)
        elif item.get("type") in OWNED:
            coaches.setdefault(item["PK"], []).append(item)
    for owner, owned in coaches.items():
        count = next((item for item in owned if item["type"] == "open_offers"), None)
        yield from _of_a_coach(UserId(owner.removeprefix("COACH#")), count, owned)


def _of_a_coach(coach_id: UserId, count: Item | None, items: list[Item]) -> Iterator[str]:
    counted = [item for item in items if item["type"] == "offer" and open_offers.is_counted(item)]
    said = count["open"] if count else 0
    if said != len(counted):
        yield f"coach {coach_id} has a count of {said} open standard offers, and {len(counted)} have the keys"
    for item in counted:
        if (item["GSI1PK"], item["GSI1SK"]) != (keys.open_offers(coach_id), item["SK"]):
            yield f"coach {coach_id}: offer {item['offer_id']} is in the index under {item['GSI1PK']}"
        if item["state"] != "open":
            yield f"coach {coach_id}: offer {item['offer_id']} is {item['state']} and among the open ones"


def _of_a_profile(item: Item) -> Iterator[str]:
    has = DUE & item.keys()
    if len(has) == 1 or item.get("due_shard", keys.PROFILE_SHARD) != keys.PROFILE_SHARD:
        yield f"user {item['PK'].removeprefix('USER#')} is due by {sorted(has)} in {item.get('due_shard')}"
    if "renewed" in item and not has:
        yield f"user {item['PK'].removeprefix('USER#')} remembers how far copies are renewed, and is not due"


def _snapshot(table: Table, coach_id: UserId) -> tuple[Item | None, list[Item]]:
    """A query of several pages is no snapshot; but each change of the index raises the `seq` of the count."""
    while True:
        [before] = table.get(keys.open_count(coach_id))
        found = list(lists.whole(table, lists.coach_offers(coach_id)))
        [after] = table.get(keys.open_count(coach_id))
        if before == after:
            return after, found


def _scan(table: Table) -> Iterator[Item]:
    pages = table.client.get_paginator("scan").paginate(
        TableName=table.name,
        FilterExpression="#type IN (:profile, :offer, :open_offers)",
        ExpressionAttributeNames={"#type": "type"},
        ExpressionAttributeValues=marshal({f":{name}": name for name in OWNED}),
        ConsistentRead=True,
    )
    return (unmarshal(attributes) for page in pages for attributes in page["Items"])
