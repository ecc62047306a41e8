"""A read that is torn: some items as another's commit left them, some as they were before."""

import json
from typing import Any

from plus_one.store.items import Item, marshal, unmarshal
from tests.integration.faults import Call, Fault, Send, answered

type Images = dict[tuple[str, str], Item | None]


def torn(old: Images) -> Fault:
    """Answers a batch read, in which these items are as they were."""

    def answer(send: Send, call: Call) -> Any:
        [(table, asked)] = call.body["RequestItems"].items()
        wanted = {item_key(unmarshal(key)) for key in asked["Keys"]}
        whole = json.loads(send().content)
        fresh = [item for item in whole["Responses"][table] if item_key(unmarshal(item)) not in old]
        stale = [marshal(item) for key, item in old.items() if item and key in wanted]
        return answered(200, whole | {"Responses": {table: fresh + stale}})

    return answer


def changed(before: list[Item], after: list[Item]) -> Images:
    """What the items that are not as before were like. Nobody reads an event or a package to decide."""
    was = {item_key(item): item for item in before}
    others = [item for item in after if item not in before and item["type"] not in {"event", "package"}]
    return {item_key(item): was.get(item_key(item)) for item in others}


def item_key(item: Item) -> tuple[str, str]:
    return item["PK"], item["SK"]
