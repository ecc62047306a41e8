"""Plain values to DynamoDB's attribute values and back."""

from datetime import UTC, datetime
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from plus_one.domain.money import Money

type Item = dict[str, Any]


class _Integers(TypeDeserializer):
    def _deserialize_n(self, value: str) -> int:
        return int(value)


_serialize = TypeSerializer().serialize
_deserialize = _Integers().deserialize


def marshal(item: Item) -> dict[str, Any]:
    """Without what is None: absent and null are one thing."""
    return {name: _serialize(value) for name, value in compact(item).items()}


def unmarshal(attributes: dict[str, Any]) -> Item:
    return {name: _deserialize(value) for name, value in attributes.items()}


def compact(item: Item) -> Item:
    return {name: value for name, value in item.items() if value is not None}


def text(at: datetime) -> str:
    """Always UTC with milliseconds, so that texts sort as times do."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def optional_text(at: datetime | None) -> str | None:
    return None if at is None else text(at)


def moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


def optional_moment(value: str | None) -> datetime | None:
    return None if value is None else moment(value)


def optional_money(amount: int | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)
