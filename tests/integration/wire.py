"""The wire between botocore and moto, which can fail at any call in any way. What moto has done stays done."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse

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
    (unprocessed, 1),
    (unprocessed, 12),
    (entry_failed, 1),
    (entry_failed, 12),
]
# What passes before the SDK or the action has given up.
PASSING = [(fault, 1) for fault in (answer_lost, no_connection, broken, broken_after, conflict, unprocessed)]


def can_strike(fault: Fault, call: str) -> bool:
    """A read leaves nothing behind, so to die after it is to die before."""
    if fault is conflict:
        return call == "TransactWriteItems" or call in SINGLE_WRITES
    if fault is unprocessed:
        return call == "BatchGetItem"
    if fault is entry_failed:
        return call == "PutEvents"
    return call != "BatchGetItem" or fault not in (crash_after, broken_after)


@dataclass
class Wire:
    """`mails` counts what SES has taken, by event and side, and what the bus has; `announced` is what the bus heard."""

    calls: list[str] = field(default_factory=list)
    mails: Counter[tuple[str, str]] = field(default_factory=Counter)
    announced: list[Any] = field(default_factory=list)
    _plan: dict[int, Fault] = field(default_factory=dict)

    @contextmanager
    def recording(self) -> Iterator[list[str]]:
        recorded: list[str] = []
        self.calls = recorded
        yield recorded
        self.calls = []

    @contextmanager
    def failing(self, fault: Fault, first: int, times: int) -> Iterator[None]:
        """The calls from `first` on, counted from here, and what is sent again for them."""
        with self.planned(dict.fromkeys(range(first, first + times), fault)):
            yield

    @contextmanager
    def planned(self, plan: dict[int, Fault]) -> Iterator[None]:
        self.calls = []
        self._plan = plan
        yield
        self._plan = {}

    def carry(self, send: Send, request: AWSPreparedRequest) -> AWSResponse:
        call = _call(request)
        fault = self._plan.get(len(self.calls))
        self.calls.append(call.name)

        def through() -> AWSResponse:
            answer = send()
            if call.name == "SendEmail" and answer.status_code == 200:
                tags = {tag["Name"]: tag["Value"] for tag in call.body["EmailTags"]}
                self.mails[tags["event_id"], tags["side"]] += 1
            if call.name == "PutEvents":
                self.announced += [json.loads(entry["Detail"]) for entry in call.body["Entries"]]
                self.mails.update((detail["id"], "bus") for detail in self.announced[-len(call.body["Entries"]) :])
            return answer

        return fault(through, call) if fault else through()


@contextmanager
def wired() -> Iterator[Wire]:
    """Around moto's own stub, which is between botocore and the wire that it mocks."""
    wire, stub = Wire(), BotocoreStubber.__call__

    def answer(self: BotocoreStubber, event_name: str, request: AWSPreparedRequest, **kwargs: Any) -> AWSResponse:
        def send() -> AWSResponse:
            answer = stub(self, event_name, request, **kwargs)
            assert answer
            return answer

        return wire.carry(send, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BotocoreStubber, "__call__", answer)
        yield wire


def answered(status: int, body: Any, error: str = "") -> AWSResponse:
    headers: Any = {"x-amzn-ErrorType": error} if error else {}
    return AWSResponse(URL, status, headers, MockRawResponse(json.dumps(body)))


def error_answer(status: int, code: str, **more: Any) -> AWSResponse:
    return answered(status, {"__type": f"com.amazonaws#{code}", "message": "as planned", **more}, code)


def _call(request: AWSPreparedRequest) -> Call:
    target: Any = request.headers.get("X-Amz-Target", b"")
    name = "SendEmail" if request.url.endswith("/outbound-emails") else str(target.decode()).rpartition(".")[2]
    body: Any = request.body
    return Call(name, json.loads(body) if body else None)
