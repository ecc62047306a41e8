"""The wire between botocore and moto, which can fail at any call in any way. What moto has done stays done."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from moto.core.botocore_stubber import BotocoreStubber

from tests.integration.faults import Call, Fault, Send


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
        try:
            yield
        finally:
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


def _call(request: AWSPreparedRequest) -> Call:
    target: Any = request.headers.get("X-Amz-Target", b"")
    name = "SendEmail" if request.url.endswith("/outbound-emails") else str(target.decode()).rpartition(".")[2]
    body: Any = request.body
    return Call(name, json.loads(body) if body else None)
