"""The environment of a function, read once at its start. A missing or malformed variable stops the function."""

import os
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class TableSettings:
    table_name: str


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """`velocity_limit`: +1s of one pairing per 24 hours, 0 = no limit."""

    table_name: str
    velocity_limit: int


@dataclass(frozen=True, slots=True)
class FeedbackSettings:
    """`flag_undeliverable`: "true" or "false", whether an address that refuses mail gets no more."""

    table_name: str
    flag_undeliverable: str


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """`link_keys_arn`: the secret with the keys that sign the unsubscribe links."""

    table_name: str
    web_url: str
    link_keys_arn: str


@dataclass(frozen=True, slots=True)
class MailSettings:
    """`web_url` and `api_url` are where the links of the mails lead: the page, and the link that needs no sign-in."""

    table_name: str
    velocity_limit: int
    sender_address: str
    configuration_set: str
    web_url: str
    api_url: str
    link_keys_arn: str


def from_environment[Settings](settings: type[Settings]) -> Settings:
    values: dict[str, Any] = {field.name: os.environ[field.name.upper()] for field in fields(settings)}  # type: ignore[arg-type]
    return settings(**{field.name: field.type(values[field.name]) for field in fields(settings)})  # type: ignore[arg-type,operator]
