"""Words that the table holds, of which another version may know more."""

from enum import StrEnum
from typing import Self


class StoredEnum(StrEnum):
    @classmethod
    def stored(cls, value: str) -> Self:
        """A word that this version does not know stays as it is: it equals none that it knows, and is written back."""
        if value in cls._value2member_map_:
            return cls(value)
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = value
        return unknown
