"""moto, fit for many calls: quicker, and one call at a time for code that has threads."""

import threading
from typing import Any

from moto.core.botocore_stubber import BotocoreStubber
from moto.core.serialize import ResponseSerializer

_structure = ResponseSerializer._serialize_type_structure
_answer = BotocoreStubber.__call__
_one_at_a_time = threading.RLock()


def hurry() -> None:
    """Twice as fast, if it does not look for each value of an item under ten types and forty names."""
    ResponseSerializer._serialize_type_structure = _value_as_it_is  # type: ignore[method-assign]
    BotocoreStubber.__call__ = _in_turn  # type: ignore[method-assign]


def _value_as_it_is(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    if shape.name == "AttributeValue" and isinstance(value, dict):
        serialized[self.get_serialized_name(shape, key)] = value
    else:
        _structure(self, serialized, value, shape, key)


def _in_turn(self: BotocoreStubber, *args: Any, **kwargs: Any) -> Any:
    """moto has no lock: a failed transaction would put back what others have written meanwhile."""
    with _one_at_a_time:
        return _answer(self, *args, **kwargs)
