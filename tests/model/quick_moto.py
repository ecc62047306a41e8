"""moto is twice as fast if it does not look for each value of an item under ten types and forty names."""

from typing import Any

from moto.core.serialize import ResponseSerializer

_structure = ResponseSerializer._serialize_type_structure


def _value_as_it_is(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    if shape.name == "AttributeValue" and isinstance(value, dict):
        serialized[self.get_serialized_name(shape, key)] = value
    else:
        _structure(self, serialized, value, shape, key)


def hurry() -> None:
    ResponseSerializer._serialize_type_structure = _value_as_it_is  # type: ignore[method-assign]
