"""Announcements through EventBridge. It knows no idempotency: what comes twice has the same id in its detail."""

import json
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from plus_one.bus.announcement import Announcement

SOURCE = "plus_one"


class NotAnnounced(Exception):
    """Raised when EventBridge took no announcement, or did not say that it has."""


def connect() -> Any:
    """One attempt, and a short one: other mails wait behind it."""
    config = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1})
    return boto3.client("events", config=config)


def put(events: Any, what: Announcement, bus: str) -> str:
    """EventBridge's own id for it. An answer of 200 may say that the entry has failed."""
    entry = {"Source": SOURCE, "DetailType": what.kind, "Detail": json.dumps(what.detail), "EventBusName": bus}
    try:
        [answer] = events.put_events(Entries=[entry])["Entries"]
    except ClientError as error:
        raise NotAnnounced(error.response["Error"]["Code"]) from None
    except BotoCoreError as error:
        raise NotAnnounced(type(error).__name__) from None
    taken_as: str | None = answer.get("EventId")
    if not taken_as:
        raise NotAnnounced(answer.get("ErrorCode"))
    return taken_as
