"""May a copy of a pairing be added to what the stack has of it? Only if the two are parts of one history."""

from ops.audit.pairs import Two
from plus_one.store import keys
from plus_one.store.items import Item, marshal
from plus_one.store.table import Table


def why_apart(source: Table, target: Table, whose: Two) -> str | None:
    """None: the target has nothing of the pairing, or a part of it, or went on from what the source has."""
    key = keys.pairing(*whose)
    [theirs], [ours] = source.get(key), target.get(key)
    if theirs is None:
        return None
    if ours is None:
        return _behind(target, whose, theirs["version"])
    if ours["version"] < theirs["version"]:
        return f"the stack has another pairing, of version {ours['version']}, and the copy has {theirs['version']}"
    return _forked(source, target, whose)


def _behind(target: Table, whose: Two, version: int) -> str | None:
    newest = _newest(target, whose)
    if newest and newest["version"] > version:
        return f"the stack has version {newest['version']} of its events, and the copy of the pairing is {version}"
    return None


def _forked(source: Table, target: Table, whose: Two) -> str | None:
    """The same version, told by two events: both tables went on from an older one, each by itself."""
    told = _newest(source, whose)
    same = _newest(target, whose, "version = :version", version=told["version"]) if told else None
    if told and same and same["SK"] != told["SK"]:
        return f"version {told['version']} is {same['SK']} in the stack, and {told['SK']} in the copy"
    return None


def _newest(table: Table, whose: Two, condition: str = "attribute_exists(version)", **values: int) -> Item | None:
    """The last event in the order of commit. Those of 0.1.0 name no version, so nothing is known by them."""
    more: Item = {}
    while True:
        found, last = table.query(
            KeyConditionExpression="PK = :client AND begins_with(SK, :events)",
            FilterExpression=condition,
            ExpressionAttributeValues=marshal(
                {
                    ":client": keys.client(whose.client_id),
                    ":events": keys.event(*whose, "").sk,
                    **{f":{name}": value for name, value in values.items()},
                }
            ),
            ScanIndexForward=False,
            ConsistentRead=True,
            **more,
        )
        if found or last is None:
            return found[0] if found else None
        more = {"ExclusiveStartKey": marshal(last)}
