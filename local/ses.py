"""SES v2's SendEmail: as strict as SES, since ministack's own takes bad addresses and drops headers and tags."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from local import moments
from local.mails import Mail

MOST_RECIPIENTS = 50
MOST_HEADERS = 15
MOST_TAGS = 50
LONGEST_HEADER_VALUE = 870

ADDRESS = re.compile(r"(?:[ -;=?-~]*<)?([!#$%&'*+/=?^_`{|}~.0-9A-Za-z-]{1,64})@((?:[0-9A-Za-z-]+\.)+[0-9A-Za-z-]+)>?")
HEADER_NAME = re.compile(r"[!-9;-~]{1,126}")
HEADER_VALUE = re.compile(rf"[ -~]{{1,{LONGEST_HEADER_VALUE}}}")
TAG = re.compile(r"[A-Za-z0-9_-]{1,256}")
ONE_LINE = re.compile(r"[^\x00-\x1f\x7f]+")

# SES writes these itself.
RESERVED = frozenset(
    {"bcc", "cc", "content-disposition", "content-type", "date", "from", "message-id"}
    | {"mime-version", "reply-to", "return-path", "subject", "to"}
)


class Refused(Exception):
    """Raised when SES would not take the mail."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


@dataclass(frozen=True)
class Account:
    """What this account has verified and set up."""

    senders: frozenset[str]
    configuration_sets: frozenset[str]


def accept(request: Any, account: Account, now: datetime) -> Mail:
    """The mail that this SendEmail request makes; raises Refused."""
    simple = _object(_object(request, "Content"), "Simple")
    configuration_set = request.get("ConfigurationSetName")
    if configuration_set and configuration_set not in account.configuration_sets:
        raise Refused("NotFoundException", f"Configuration set <{configuration_set}> does not exist.", 404)
    text, html = _bodies(_object(simple, "Body"))
    return Mail(
        message_id=f"{secrets.token_hex(8)}-{uuid4()}-000000",
        sender=_sender(request, account),
        to=_recipients(_object(request, "Destination")),
        subject=_subject(simple),
        text=text,
        html=html,
        headers=_headers(simple.get("Headers") or []),
        tags=_tags(request.get("EmailTags") or []),
        configuration_set=configuration_set,
        sent_at=moments.text(now),
    )


def _object(request: Any, name: str) -> Mapping[str, Any]:
    found = request.get(name) if isinstance(request, Mapping) else None
    if not isinstance(found, Mapping):
        raise Refused("BadRequestException", f"{name} is missing.")
    return found


def _sender(request: Mapping[str, Any], account: Account) -> str:
    sender = request.get("FromEmailAddress")
    bare = _bare_address(sender)
    if bare not in account.senders:
        raise Refused("MessageRejected", f"Email address is not verified: {bare}")
    return str(sender)


def _recipients(destination: Mapping[str, Any]) -> tuple[str, ...]:
    lists = (destination.get(kind) or [] for kind in ("ToAddresses", "CcAddresses", "BccAddresses"))
    recipients = tuple(address for addresses in lists for address in addresses)
    if not recipients:
        raise Refused("BadRequestException", "Destination has no recipient.")
    if len(recipients) > MOST_RECIPIENTS:
        raise Refused("BadRequestException", f"Recipient count exceeds {MOST_RECIPIENTS}.")
    for recipient in recipients:
        _bare_address(recipient)
    return recipients


def _bare_address(address: Any) -> str:
    found = ADDRESS.fullmatch(address) if isinstance(address, str) else None
    if not found or address.count("<") != address.count(">"):
        raise Refused("BadRequestException", "An address is missing, malformed or not ASCII.")
    return f"{found[1]}@{found[2]}"


def _subject(simple: Mapping[str, Any]) -> str:
    subject = _object(simple, "Subject").get("Data")
    if not isinstance(subject, str) or not ONE_LINE.fullmatch(subject):
        raise Refused("BadRequestException", "Subject is empty, or has control characters.")
    return subject


def _bodies(body: Mapping[str, Any]) -> tuple[str | None, str | None]:
    text, html = (_object(body, kind)["Data"] if body.get(kind) else None for kind in ("Text", "Html"))
    if not text and not html:
        raise Refused("BadRequestException", "Body has neither text nor HTML.")
    return text, html


def _headers(headers: list[Mapping[str, Any]]) -> dict[str, str]:
    if len(headers) > MOST_HEADERS:
        raise Refused("BadRequestException", f"More than {MOST_HEADERS} headers.")
    pairs = _pairs(headers, HEADER_NAME, HEADER_VALUE, "header")
    if RESERVED & {name.lower() for name in pairs}:
        raise Refused("BadRequestException", "A header is one that SES writes itself.")
    return pairs


def _tags(tags: list[Mapping[str, Any]]) -> dict[str, str]:
    if len(tags) > MOST_TAGS:
        raise Refused("BadRequestException", f"More than {MOST_TAGS} tags.")
    return _pairs(tags, TAG, TAG, "tag")


def _pairs(
    items: Iterable[Mapping[str, Any]], name_form: re.Pattern[str], value_form: re.Pattern[str], what: str
) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in items:
        name, value = str(item.get("Name", "")), str(item.get("Value", ""))
        if not name_form.fullmatch(name) or not value_form.fullmatch(value):
            raise Refused("BadRequestException", f"The name or the value of {what} {name[:50]!r} is malformed.")
        if name.lower() in map(str.lower, pairs):
            raise Refused("BadRequestException", f"Duplicate {what} {name!r}.")
        pairs[name] = value
    return pairs
