"""The same things on two sides of a pairing, as rules compare them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from plus_one.store.items import Item


def each_once(things: list[Any], what: str, others: list[Any], of_them: str) -> Iterator[str]:
    """The same things on both sides, each of them once."""
    left, right = Counter(things), Counter(others)
    for thing in left.keys() | right.keys():
        if (left[thing], right[thing]) != (1, 1):
            yield f"{thing} has {left[thing]} {what} and {right[thing]} {of_them}"


def completion(facts: Item) -> tuple[str, int]:
    return facts["session_id"], facts["completion"]


def of_completion(event: Item) -> tuple[str, int]:
    return event["facts"]["completed_session_id"], event["facts"]["completion"]
