"""What can become of one call to AWS. What moto has done stays done."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from moto.core.botocore_stubber import MockRawResponse

type Send = Callable[[], AWSResponse]


type Fault = Callable[[Send, Call], AWSResponse]

URL = "https://amazonaws.com"
SINGLE_WRITES = ("PutItem", "UpdateItem", "DeleteItem")


@dataclass(frozen=True)
class Call:
    name: str
    body: Any


class Crash(BaseException):
    """Raised where a process dies: nothing of ours may catch it."""


def crash_before(send: Send, call: Call) -> AWSResponse:
    raise Crash


def crash_after(send: Send, call: Call) -> AWSResponse:
    send()
    raise Crash


def answer_lost(send: Send, call: Call) -> AWSResponse:
    send()
    raise ReadTimeoutError(endpoint_url=URL)


def no_connection(send: Send, call: Call) -> AWSResponse:
    raise EndpointConnectionError(endpoint_url=URL)


def throttled(send: Send, call: Call) -> AWSResponse:
    if call.name == "SendEmail":
        return error_answer(429, "TooManyRequestsException")
    if call.name == "PutEvents":
        return error_answer(400, "ThrottlingException")
    return error_answer(400, "ProvisionedThroughputExceededException")


def broken(send: Send, call: Call) -> AWSResponse:
    return error_answer(500, "InternalServerError")


def broken_after(send: Send, call: Call) -> AWSResponse:
    send()
    return error_answer(500, "InternalServerError")


def denied(send: Send, call: Call) -> AWSResponse:
    return error_answer(400, "AccessDeniedException")


def conflict(send: Send, call: Call) -> AWSResponse:
    """What no emulator does: another transaction is on the same item."""
    if call.name in SINGLE_WRITES:
        return error_answer(400, "TransactionConflictException")
    if call.name != "TransactWriteItems":
        return send()
    reasons = [{"Code": "None"}, {"Code": "TransactionConflict"}]
    return error_answer(400, "TransactionCanceledException", CancellationReasons=reasons)


def out_of_room(send: Send, call: Call) -> AWSResponse:
    """DynamoDB cancels a transaction for what its items are short of, too."""
    if call.name != "TransactWriteItems":
        return send()
    reasons = [{"Code": "None"}, {"Code": "ThrottlingError"}, {"Code": "ProvisionedThroughputExceeded"}]
    return error_answer(400, "TransactionCanceledException", CancellationReasons=reasons)


def still_under_way(send: Send, call: Call) -> AWSResponse:
    """What the SDK sends again comes while its first send commits; it sends twice."""
    answer = send()
    if call.name != "TransactWriteItems":
        return answer
    return error_answer(400, "TransactionInProgressException")


def unprocessed(send: Send, call: Call) -> AWSResponse:
    """DynamoDB had no room for any of the keys."""
    if call.name != "BatchGetItem":
        return send()
    return answered(200, {"Responses": {}, "UnprocessedKeys": call.body["RequestItems"]})


def entry_failed(send: Send, call: Call) -> AWSResponse:
    """EventBridge answers 200, and has not taken what was put."""
    if call.name != "PutEvents":
        return send()
    return answered(200, {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InternalFailure", "ErrorMessage": "-"}]})


def nothing_matches(send: Send, call: Call) -> AWSResponse:
    """DynamoDB has looked at many items of a list, its filter lets none of them through, and there are more."""
    asked = call.body.get("ExpressionAttributeValues", {})
    if call.name != "Query" or "FilterExpression" not in call.body:
        return send()
    before_all = {"PK": asked[":pk"], "SK": {"S": asked[":prefix"]["S"] + "z"}}
    return answered(200, {"Items": [], "Count": 0, "ScannedCount": 9, "LastEvaluatedKey": before_all})


# A fault, and how many calls in a row it strikes: once, and more often than the SDK sends and an action reads again.
FAULTS: list[tuple[Fault, int]] = [
    (crash_before, 1),
    (crash_after, 1),
    (crash_after, 3),
    (answer_lost, 1),
    (answer_lost, 12),
    (no_connection, 1),
    (throttled, 12),
    (broken, 1),
    (broken_after, 1),
    (denied, 1),
    (conflict, 1),
    (conflict, 12),
    (out_of_room, 1),
    (out_of_room, 12),
    (still_under_way, 2),
    (unprocessed, 1),
    (unprocessed, 12),
    (entry_failed, 1),
    (entry_failed, 12),
    (nothing_matches, 1),
    (nothing_matches, 12),
]


# What passes before the SDK or the action has given up.
PASSING = [
    *((fault, 1) for fault in (answer_lost, no_connection, broken, broken_after, conflict, out_of_room, unprocessed)),
    *((nothing_matches, times) for times in (1, 12)),
    (still_under_way, 2),
]


def can_strike(fault: Fault, call: str) -> bool:
    """A read leaves nothing behind, so to die after it is to die before."""
    if fault is conflict:
        return call == "TransactWriteItems" or call in SINGLE_WRITES
    if fault in (out_of_room, still_under_way):
        return call == "TransactWriteItems"
    if fault is unprocessed:
        return call == "BatchGetItem"
    if fault is entry_failed:
        return call == "PutEvents"
    if fault is nothing_matches:
        return call == "Query"
    return call != "BatchGetItem" or fault not in (crash_after, broken_after)


def answered(status: int, body: Any, error: str = "") -> AWSResponse:
    headers: Any = {"x-amzn-ErrorType": error} if error else {}
    return AWSResponse(URL, status, headers, MockRawResponse(json.dumps(body)))


def error_answer(status: int, code: str, **more: Any) -> AWSResponse:
    return answered(status, {"__type": f"com.amazonaws#{code}", "message": "as planned", **more}, code)
