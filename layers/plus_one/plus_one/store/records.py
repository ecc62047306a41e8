"""Which item a record of the table's stream is about. What is true of the item is read from the table."""

from typing import Any

from plus_one.domain.events import Written
from plus_one.domain.ids import EventId, SessionId, UserId
from plus_one.domain.renewals import Due
from plus_one.store.items import Item, unmarshal

type Record = dict[str, Any]


class UnknownRecord(Exception):
    """Raised when a record is not of the kind that the function is for."""


def due_renewal(record: Record) -> Due:
    match _new_image(record):
        case {
            "type": "renewal",
            "client_id": str(client_id),
            "coach_id": str(coach_id),
            "session_id": str(session_id),
            "completion": int(completion),
        }:
            return Due(UserId(client_id), UserId(coach_id), SessionId(session_id), completion)
    raise UnknownRecord


def written_event(record: Record) -> Written:
    match _new_image(record):
        case {"type": "event", "client_id": str(client_id), "coach_id": str(coach_id), "event_id": str(event_id)}:
            return Written(UserId(client_id), UserId(coach_id), EventId(event_id))
    raise UnknownRecord


def _new_image(record: Record) -> Item:
    try:
        return unmarshal(record["dynamodb"]["NewImage"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnknownRecord from error
