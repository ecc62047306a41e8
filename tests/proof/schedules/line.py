"""The way from a function to DynamoDB, SES and the bus: it can fail at any call. What was done stays done."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError

from tests.integration.faults import Crash

type Send = Callable[[], Any]
type Fault = Callable[[str, Send], Any]
type Notice = tuple[str, str]

MAILING = ("send_email", "put_events")
SOONEST_AGAIN = 60  # seconds: the shortest pause after a failed attempt


def crash_before(verb: str, send: Send) -> Any:
    raise Crash


def crash_after(verb: str, send: Send) -> Any:
    send()
    raise Crash


def answer_lost(verb: str, send: Send) -> Any:
    """For the last of the SDK's tries, too."""
    send()
    raise ReadTimeoutError(endpoint_url="https://amazonaws.com")


def throttled(verb: str, send: Send) -> Any:
    raise _error("TooManyRequestsException" if verb == "send_email" else "ProvisionedThroughputExceededException", verb)


def conflict(verb: str, send: Send) -> Any:
    if verb == "transact_write_items":
        raise _error("TransactionCanceledException", verb, CancellationReasons=[{"Code": "TransactionConflict"}])
    if verb in ("put_item", "update_item"):
        raise _error("TransactionConflictException", verb)
    return send()


FAULTS: list[Fault] = [crash_before, crash_after, answer_lost, throttled, conflict]


@dataclass
class Mailed:
    """Of each notice: when it was tried, and when SES took a mail, or the bus the announcement, and with which ids."""

    taken: dict[Notice, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    tried: dict[Notice, list[int]] = field(default_factory=lambda: defaultdict(list))
    may_repeat: Counter[Notice] = field(default_factory=Counter)
    any_may_repeat: int = 0

    def wrong(self, sent: set[Notice]) -> list[str]:
        wrong = [f"{notice} is sent, and no mail was" for notice in sent - self.taken.keys()]
        for notice, mails in self.taken.items():
            most = 1 + self.may_repeat[notice] + self.any_may_repeat
            if len(mails) > most or len({ids for _, ids in mails}) != 1:
                wrong.append(f"{notice} may be mailed {most} times, and was: {mails}")
        return [*wrong, *self._too_soon()]

    def _too_soon(self) -> list[str]:
        """One that slept through its lease comes when it wakes."""
        found = [] if self.any_may_repeat else [each for each in self.tried.items() if not _apart(each[1])]
        return [f"{notice} was tried again before its lease or pause was over: {at}" for notice, at in found]


@dataclass
class Line:
    """`faults` strike at the calls with these numbers, counted from the start of each invocation. `has_died`: the
    latest one did."""

    now: Callable[[], int]
    mailed: Mailed = field(default_factory=Mailed)
    faults: dict[int, Fault] = field(default_factory=dict)
    calls: int = 0
    has_died: bool = False
    _unmarked: Notice | None = None
    _dead: bool = False

    def invocation(self, faults: dict[int, Fault], act: Callable[[], Any]) -> Any:
        """Within another one, too: that one is paused meanwhile."""
        outer = self.faults, self.calls, self._unmarked, self._dead
        self.faults, self.calls, self._unmarked, self._dead = faults, 0, None, False
        try:
            return act()
        finally:
            self.has_died = self._dead
            self.faults, self.calls, self._unmarked, self._dead = outer

    def carry(self, verb: str, request: dict[str, Any], deed: Send) -> Any:
        if self._dead:
            raise Crash
        fault = self.faults.get(self.calls)
        self.calls += 1
        if verb in MAILING:
            self.mailed.tried[_noticed(verb, request)[0]].append(self.now())
        try:
            return fault(verb, lambda: self._do(verb, request, deed)) if fault else self._do(verb, request, deed)
        except Crash:
            self._dead = True
            raise
        finally:
            if fault and self._unmarked:
                self.mailed.may_repeat[self._unmarked] += 1

    def send_email(self, **request: Any) -> Any:
        return self.carry("send_email", request, lambda: {"MessageId": f"0100-{len(self.mailed.taken)}"})

    def put_events(self, **request: Any) -> Any:
        return self.carry("put_events", request, lambda: {"Entries": [{"EventId": f"{len(self.mailed.taken)}"}]})

    def _do(self, verb: str, request: dict[str, Any], deed: Send) -> Any:
        answer = deed()
        if verb in MAILING:
            self._unmarked, ids = _noticed(verb, request)
            self.mailed.taken[self._unmarked].append((self.now(), ids))
        if verb == "update_item":
            self._unmarked = None
        return answer


def _apart(moments: list[int]) -> bool:
    return all(later - earlier >= SOONEST_AGAIN for earlier, later in pairwise(moments))


def _noticed(verb: str, request: dict[str, Any]) -> tuple[Notice, str]:
    return _sent(request) if verb == "send_email" else _announced(request)


def _sent(request: dict[str, Any]) -> tuple[Notice, str]:
    """Which notice, and with which ids."""
    tags = {tag["Name"]: tag["Value"] for tag in request["EmailTags"]}
    headers = {each["Name"]: each["Value"] for each in request["Content"]["Simple"]["Headers"]}
    return (tags["event_id"], tags["side"]), f"{headers['X-Plus-One-Event']} {headers.get('X-Plus-One-Booking')}"


def _announced(request: dict[str, Any]) -> tuple[Notice, str]:
    """The same in full: an announcement that comes twice is the same."""
    [entry] = request["Entries"]
    return (json.loads(entry["Detail"])["id"], "bus"), entry["Detail"]


def _error(code: str, verb: str, **more: Any) -> ClientError:
    said: Any = {"Error": {"Code": code, "Message": "as planned"}, **more}
    return ClientError(said, verb)
