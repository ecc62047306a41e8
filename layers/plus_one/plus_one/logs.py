"""What a log may say: ids, states, and of a failure its kind and its place, never its message, which can hold what
people wrote. Each line of a cycle names client and coach, and the session or the event that it is about."""

import logging
import traceback
from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger

from plus_one.domain.events import Event, To, Written, timeline_ids
from plus_one.domain.notices import Notice
from plus_one.domain.profiles import Changed
from plus_one.domain.renewals import Due, Reason, Renewal

type Ids = dict[str, Any]

# At DEBUG they write what they pass on: bodies, addresses, route arguments.
for talkative in ("aws_lambda_powertools", "boto3", "botocore", "urllib3"):
    logging.getLogger(talkative).setLevel(logging.WARNING)


def log_failure(logger: Logger, error: Exception, **ids: Any) -> None:
    where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    logger.error("failed", error=type(error).__name__, where=where, **ids)


def log_settled(logger: Logger, due: Due, renewal: Renewal | None) -> None:
    """None: nothing was left to settle, or it waits."""
    reason = renewal.reason if renewal else None
    booked: Ids = {"session_id": renewal.plus_one_id} if renewal and reason is Reason.BOOKED else {}
    logger.info("settled", reason=reason, **ids_of(due), **booked)


def log_mailed(logger: Logger, event: Event, notices: dict[To, Notice]) -> None:
    """The announcement, too."""
    states = {to: notice.state for to, notice in notices.items()}
    logger.info("mailed", kind=event.kind, notices=states, **ids_of_event(event))


def ids_of(what: Due | Written | Changed | None) -> Ids:
    """None: nobody understands what it is about."""
    match what:
        case Due(client_id, coach_id, session_id, completion):
            pair = {"client": client_id, "coach": coach_id}
            return {**pair, "completed_session_id": session_id, "completion": completion}
        case Written(client_id, coach_id, event_id):
            return {"client": client_id, "coach": coach_id, "event_id": event_id}
        case Changed(user_id):
            return {"user": user_id}
    return {}


def ids_of_event(event: Event) -> Ids:
    return {"client": event.client_id, "coach": event.coach_id, **timeline_ids(event)}
