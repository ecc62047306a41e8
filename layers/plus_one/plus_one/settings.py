"""The environment of a function, read once at its start. A missing or malformed variable stops the function."""

import os
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class TableSettings:
    table_name: str


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """`velocity_limit`: +1s of one pairing per 24 hours, 0 = no limit."""

    table_name: str
    velocity_limit: int


@dataclass(frozen=True, slots=True)
class MailSettings:
    table_name: str
    sender_address: str
    configuration_set: str
    web_url: str


def from_environment[Settings](settings: type[Settings]) -> Settings:
    values: dict[str, Any] = {field.name: os.environ[field.name.upper()] for field in fields(settings)}  # type: ignore[arg-type]
    return settings(**{field.name: field.type(values[field.name]) for field in fields(settings)})  # type: ignore[arg-type,operator]
