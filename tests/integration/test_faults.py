"""Every AWS call of every action fails in every way, once and again and again; what was begun is repeated until it
is done. Then, before any spare delivery could repair it, all must be as if nothing had failed."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import batched
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from local.render import Template
from plus_one.actions.save_profile import current
from plus_one.actions.send_notices import Post, send_notices
from plus_one.domain.events import Notice, Side, Written
from plus_one.domain.refusals import Busy
from plus_one.domain.renewals import Due, Reason, Renewal
from plus_one.mail import sender
from plus_one.store.items import Item, marshal, unmarshal
from plus_one.store.table import connect
from tests.conftest import create_table
from tests.integration.acting import Acting, event_records, post_to, renewal_records
from tests.integration.wire import FAULTS, PASSING, Crash, Fault, Wire, conflict, wired
from tests.invariants import unfinished, violations
from tests.kept import Pair, everything, pairs

SENDER = "plus-one@example.com"
EXPECTED = (Crash, ClientError, BotoCoreError, Busy)
MOST_ATTEMPTS = 20
LONGER_THAN_A_LEASE = 180


@dataclass
class World:
    """One table and one SES, on a wire that can fail."""

    wire: Wire
    acting: Acting
    post: Post
    template: Template
    attempts: int = 0
    scenes: dict[str, tuple[Any, list[Item]]] = field(default_factory=dict)
    recorded: dict[str, list[str]] = field(default_factory=dict)

    def calls(self, step: "Step") -> list[str]:
        """What the step calls when nothing fails."""
        if step.name not in self.recorded:
            subject, _ = self.prepared(step)
            with self.wire.recording() as calls:
                step.act(self, subject)
            self.recorded[step.name] = calls
        return self.recorded[step.name]

    def prepared(self, step: "Step") -> tuple[Any, list[Item]]:
        """What the step is done to; all mails before it have been sent."""
        if step.name not in self.scenes:
            self.fill([])
            subject = step.prepare(self.acting)
            for written in event_records(self.items()):
                if written != subject:
                    self.send(written)
            self.scenes[step.name] = subject, self.items()
        self.fill(self.scenes[step.name][1])
        self.wire.mails.clear()
        return self.scenes[step.name]

    def items(self) -> list[Item]:
        """From moto's memory: its scan takes longer than all the rest."""
        kept = dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].tables[self.acting.table.name]
        return [unmarshal(item.to_json()["Attributes"]) for item in kept.all_items()]

    def fill(self, items: list[Item]) -> None:
        """A new table with these items: moto copies all that it has, at every transaction."""
        table = self.acting.table
        table.client.delete_table(TableName=table.name)
        create_table(table.client, self.template, table.name)
        for chunk in batched(items, 25, strict=False):
            puts: Any = [{"PutRequest": {"Item": marshal(item)}} for item in chunk]
            table.client.batch_write_item(RequestItems={table.name: puts})

    def until_done(self, act: Callable[[], Any]) -> Any:
        """As Lambda delivers a record again, and a person repeats a request: at once, then later."""
        for self.attempts in range(1, MOST_ATTEMPTS):
            with suppress(*EXPECTED):
                return act()
            for _ in range(LONGER_THAN_A_LEASE * (self.attempts % 2)):
                self.acting.now()
        raise AssertionError("it is never done")

    def settle(self, due: Due) -> Renewal | None:
        return self.acting.settle(due)

    def send(self, written: Written) -> dict[Side, Notice]:
        return send_notices(self.acting.table, written, self.post, self.acting.now())

    def deliver(self, before: list[Item]) -> None:
        """What the stream has of the step: of renewals, all; of events, the new ones."""
        for due in renewal_records(self.items()):
            self.until_done(partial(self.settle, due))
        for written in event_records(item for item in self.items() if item not in before):
            self.until_done(partial(self.send, written))

    def examine(self, step: "Step", answer: Any, *, may_mail_twice: bool) -> None:
        items = self.items()
        assert violations(items) + unfinished(items) == []
        [pair] = pairs(items).values()
        assert step.holds(pair, answer)
        asked = {(event["event_id"], side) for event in pair.of_type["event"] for side in event.get("notices", {})}
        assert set(self.wire.mails) <= asked
        assert set(self.wire.mails.values()) <= ({1, 2, 3} if may_mail_twice else {1})

    def nothing_more(self, before: list[Item]) -> None:
        """Records that come twice more change nothing and mail nothing."""
        items, mails = self.items(), self.wire.mails.copy()
        for _ in range(2):
            self.deliver(before)
        assert (self.items(), self.wire.mails) == (items, mails)


@dataclass(frozen=True)
class Step:
    """`act` is one request or one delivery of one record; `holds` what is true when all is done."""

    name: str
    prepare: Callable[[Acting], Any]
    act: Callable[[World, Any], Any]
    holds: Callable[[Pair, Any], bool]

    def __str__(self) -> str:
        return self.name


def last_on_deck(acting: Acting) -> Any:
    [last] = acting.booked(1)
    acting.enroll()
    return last


def pending(acting: Acting) -> Any:
    return acting.due(acting.complete(last_on_deck(acting)))


def pending_and_booked_again(acting: Acting) -> Any:
    due = pending(acting)
    acting.booked(2)
    return due


def custom_offer(acting: Acting) -> Any:
    """The client has been here before, so the notice finds an address."""
    current(acting.table, acting.request(acting.client))
    return acting.offer(2, custom=True)


def enrolled_event(acting: Acting) -> Any:
    last_on_deck(acting)
    return event_records(everything(acting.table))[-1]


def plus_one_books(pair: Pair, _: Any = None) -> bool:
    states = [(item["state"], item["reason"]) for item in pair.renewals]
    return states == [("booked", Reason.BOOKED)] and len(pair.plus_ones()) == 1 == len(pair.booked())


def one_package(sessions: int) -> Callable[[Pair, Any], bool]:
    def holds(pair: Pair, booking: Any) -> bool:
        [package] = pair.packages
        answered = (booking.package.package_id, len(booking.sessions), booking.pairing.on_deck)
        return answered == (package["package_id"], sessions, sessions) and len(pair.booked()) == sessions

    return holds


def cancelled(pair: Pair, answer: Any) -> bool:
    assert pair.pairing
    told = pair.events("unenrolled")[-1]["facts"].get("last_plus_one_id")
    named = answer.last_plus_one.session_id if answer.last_plus_one else None
    return bool(answer.unenrolled_at == pair.pairing.enrollment.unenrolled_at and named == told)


MAIL = Step(
    "mail",
    enrolled_event,
    lambda world, written: world.send(written),
    lambda pair, _: [each["state"] for each in pair.events("enrolled")[0]["notices"].values()] == ["sent"] * 2,
)
FIRST_MAIL = 2  # before it the event is read and claimed
STEPS = [
    Step("book the +1", pending, lambda world, due: world.settle(due), plus_one_books),
    Step(
        "skip",
        pending_and_booked_again,
        lambda world, due: world.settle(due),
        lambda pair, _: [item["reason"] for item in pair.renewals] == [Reason.ALREADY_ON_DECK],
    ),
    Step(
        "complete the last session",
        last_on_deck,
        lambda world, last: world.acting.complete(last),
        lambda pair, done: plus_one_books(pair) and done.renewal is not None,
    ),
    Step(
        "complete the last session, with a key",
        last_on_deck,
        lambda world, last: world.acting.complete(last, "a key"),
        lambda pair, done: plus_one_books(pair) and done.renewal is not None,
    ),
    Step(
        "enroll",
        lambda acting: acting.booked(1),
        lambda world, _: world.acting.enroll(),
        lambda pair, enrolled: len(pair.events("enrolled")) == 1 and enrolled.standing.effective == "active",
    ),
    Step(
        "un-enroll, with a +1 on deck",
        lambda acting: acting.settle(pending(acting)),
        lambda world, _: world.acting.unenroll(),
        lambda pair, answer: cancelled(pair, answer) and answer.last_plus_one is not None,
    ),
    Step(
        "un-enroll, with a renewal pending",
        pending,
        lambda world, _: world.acting.unenroll(),
        lambda pair, answer: cancelled(pair, answer) and answer.last_plus_one is None and not pair.plus_ones(),
    ),
    Step(
        "book the first package, as the first request of all",
        lambda acting: acting.offer(3),
        lambda world, offer: world.acting.book(offer, "a key"),
        one_package(3),
    ),
    Step(
        "book a custom package",
        custom_offer,
        lambda world, offer: world.acting.book(offer, "a key"),
        one_package(2),
    ),
    MAIL,
]


@pytest.fixture(scope="module")
def world(template: Template) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, mock_aws(), wired() as wire:
        patch.delenv("AWS_ENDPOINT_URL_SESV2")
        patch.setattr("time.sleep", lambda seconds: None)
        table, ses = connect("faults"), sender.connect()
        create_table(table.client, template, table.name)
        ses.create_email_identity(EmailIdentity=SENDER)
        post = post_to(lambda mail: sender.send(ses, mail, SENDER, "mail"))
        yield World(wire, Acting(table), post, template)


@pytest.mark.parametrize("step", STEPS, ids=str)
@pytest.mark.parametrize(("fault", "times"), FAULTS, ids=lambda given: getattr(given, "__name__", None))
def test_whatever_fails_a_step_is_done_once(world: World, step: Step, fault: Fault, times: int) -> None:
    for number, call in enumerate(world.calls(step)):
        if fault is conflict and call != "TransactWriteItems":
            continue
        subject, before = world.prepared(step)
        with world.wire.failing(fault, number, times):
            answer = world.until_done(partial(step.act, world, subject))
        if call != "SendEmail" and step is not MAIL and (fault, times) in PASSING:
            assert world.attempts == 1, "the caller saw what passes by itself"
        world.deliver(before)
        world.examine(step, answer, may_mail_twice=step is MAIL and number >= FIRST_MAIL)
        world.nothing_more(before)
