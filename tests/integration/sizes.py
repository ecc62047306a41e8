"""How large DynamoDB says an item is (developer guide, "DynamoDB item sizes and formats"), and what that costs.

Numbers: the guide says "approximately"; this is its formula, so a size can be a byte off per number.
"""

from collections.abc import Mapping
from math import ceil
from typing import Any

KB = 1024
type Attribute = Mapping[str, Any]


def item_size(attributes: Mapping[str, Attribute]) -> int:
    """Bytes: names and values. What storage adds per item (100 bytes) counts for no capacity unit."""
    return sum(_text(name) + _value(value) for name, value in attributes.items())


def write_units(size: int) -> int:
    return max(1, ceil(size / KB))


def read_units(size: int) -> int:
    """Of a strongly consistent read; what is not there costs one, too."""
    return max(1, ceil(size / (4 * KB)))


def _value(attribute: Attribute) -> int:
    match dict(attribute):
        case {"S": str(text)}:
            return _text(text)
        case {"N": str(number)}:
            return _number(number)
        case {"BOOL": _} | {"NULL": _}:
            return 1
        case {"L": list(elements)}:
            return 3 + sum(1 + _value(element) for element in elements)
        case {"M": dict(members)}:
            return 3 + sum(1 + _text(name) + _value(value) for name, value in members.items())
    raise TypeError(attribute)


def _text(text: str) -> int:
    return len(text.encode())


def _number(number: str) -> int:
    """Two significant digits a byte, one byte more, and one for a minus sign."""
    digits = number.lstrip("-").replace(".", "").strip("0")
    return ceil(len(digits) / 2) + 1 + number.startswith("-")
