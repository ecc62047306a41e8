"""The environment of a function, read once at its start. A missing or malformed variable stops the function."""

import os
from typing import Any, NamedTuple


class TableSettings(NamedTuple):
    table_name: str


class RuleSettings(NamedTuple):
    """`velocity_limit`: +1s of one pairing per 24 hours, 0 = no limit."""

    table_name: str
    velocity_limit: int


class FeedbackSettings(NamedTuple):
    """`flag_undeliverable`: "true" or "false", whether an address that refuses mail gets no more."""

    table_name: str
    flag_undeliverable: str


class LinkSettings(NamedTuple):
    """`link_keys_arn`: the secret with the keys that sign the unsubscribe links."""

    table_name: str
    web_url: str
    link_keys_arn: str


class MailSettings(NamedTuple):
    """`web_url` and `api_url` are where the links of the mails lead: the page, and the link that needs no sign-in.
    `bus_name`: where is announced what is due. `flag_undeliverable`: as for the feedback."""

    table_name: str
    velocity_limit: int
    sender_address: str
    configuration_set: str
    web_url: str
    api_url: str
    link_keys_arn: str
    bus_name: str
    flag_undeliverable: str


def from_environment[Settings: tuple[Any, ...]](settings: type[Settings]) -> Settings:
    kinds = settings.__annotations__.items()
    return settings(**{name: _read(kind, os.environ[name.upper()]) for name, kind in kinds})


def _read(kind: type, text: str) -> Any:
    """Python would read 1_0, +5 and digits of any script as a number."""
    if kind is int and not (text.isascii() and text.isdecimal()):
        raise ValueError(f"not a whole number: {text}")
    return kind(text)
