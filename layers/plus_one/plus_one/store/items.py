"""Plain values to DynamoDB's attribute values and back: the five kinds that the table holds, and no other."""

from datetime import datetime
from typing import Any

from plus_one.domain.days import rfc3339
from plus_one.domain.money import Money

type Item = dict[str, Any]

text = rfc3339  # how the table holds moments
TOO_LARGE = 10**38  # DynamoDB keeps 38 digits


class NotStorable(TypeError):
    """Raised for a value, or an attribute value, of a kind that the table does not hold."""


def marshal(item: Item) -> dict[str, Any]:
    """Without what is None: absent and null are one thing."""
    return {name: _to_attribute(value) for name, value in item.items() if value is not None}


def unmarshal(attributes: dict[str, Any]) -> Item:
    return {name: _from_attribute(attribute) for name, attribute in attributes.items()}


def _to_attribute(value: Any) -> dict[str, Any]:
    match value:
        case str():
            return {"S": value}
        case bool():  # before int, which it is too
            return {"BOOL": value}
        case int() if abs(value) < TOO_LARGE:
            return {"N": str(value)}
        case dict():
            return {"M": marshal(value)}
        case list():
            return {"L": [_to_attribute(each) for each in value]}
    raise NotStorable(type(value).__name__)


def _from_attribute(attribute: dict[str, Any]) -> Any:
    [(kind, value)] = attribute.items()
    match kind:
        case "S" | "BOOL":
            return value
        case "N":
            return int(value)
        case "M":
            return unmarshal(value)
        case "L":
            return [_from_attribute(each) for each in value]
    raise NotStorable(kind)


def compact(item: Item) -> Item:
    return {name: value for name, value in item.items() if value is not None}


def optional_text(at: datetime | None) -> str | None:
    return None if at is None else text(at)


def moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


def optional_moment(value: str | None) -> datetime | None:
    return None if value is None else moment(value)


def optional_money(amount: int | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)
