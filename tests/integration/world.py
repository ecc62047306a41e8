"""One table and one SES on a wire that can fail, and who repeats until it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import batched, count
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from local.render import Template
from ops.audit.audit import violations
from ops.audit.pairs import pairs
from plus_one.actions.follow_profile import follow_profile
from plus_one.actions.send_notices import Post, send_notices
from plus_one.bus import announcer
from plus_one.bus.announcement import announcement
from plus_one.domain.events import Event, To, Written
from plus_one.domain.notices import UNSENT, Notice
from plus_one.domain.refusals import Busy
from plus_one.domain.renewals import Due, Renewal
from plus_one.mail import sender
from plus_one.store.items import Item, marshal, unmarshal
from plus_one.store.table import connect
from tests.announced import create_bus, told_by, wrong_announcements
from tests.conftest import BUS, create_table
from tests.integration.acting import Acting, event_records, post_to, renew_copies, renewal_records
from tests.integration.faults import Crash
from tests.integration.samples import AT
from tests.integration.steps import Step
from tests.integration.wire import Wire, wired
from tests.kept import unfinished


class StillUnsent(Exception):
    """A notice waits: the sweep comes again when it is due."""


class NeverDone(Exception):
    """Whatever is repeated, it is not done."""


EXPECTED = (Crash, ClientError, BotoCoreError, Busy, StillUnsent)
MOST_ATTEMPTS = 20
LONGER_THAN_A_LEASE = 180
ALL_COPIES_HAVE_LEFT = timedelta(hours=3)


@dataclass
class World:
    wire: Wire
    acting: Acting
    post: Post
    template: Template
    attempts: int = 0
    scenes: dict[str, tuple[Any, list[Item], datetime]] = field(default_factory=dict)
    recorded: dict[str, list[str]] = field(default_factory=dict)

    def calls(self, step: Step) -> list[str]:
        """What the step calls when nothing fails."""
        if step.name not in self.recorded:
            subject, _ = self.prepared(step)
            with self.wire.recording() as calls:
                step.act(self, subject)
            self.recorded[step.name] = calls
        return self.recorded[step.name]

    def prepared(self, step: Step) -> tuple[Any, list[Item]]:
        """What the step is done to, always at the same moment; all mails before it have been sent."""
        if step.name not in self.scenes:
            self.fill([])
            subject = step.prepare(self.acting)
            for written in event_records(self.items()):
                if written != subject:
                    self.send(written)
            self.scenes[step.name] = subject, self.items(), self.acting.now()
        subject, items, self.acting.begins = self.scenes[step.name]
        self.acting.seconds = count()
        self.fill(items)
        self.wire.mails.clear()
        self.wire.announced.clear()
        return subject, items

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
            for _ in range(LONGER_THAN_A_LEASE * (1 - self.attempts % 2)):
                self.acting.now()
        raise NeverDone

    def settle(self, due: Due) -> Renewal | None:
        return self.acting.settle(due)

    def follow(self) -> None:
        """One turn of the sweep."""
        follow_profile(self.acting.table, self.acting.client.user_id, 0, self.acting.now())

    def send(self, written: Written) -> dict[To, Notice]:
        """As the stream does it at first, and the sweep until nothing is unsent."""
        notices = self._tried(written)
        if any(map(_is_a_copy_that_waits, self._of(written))):
            self.acting.begins += ALL_COPIES_HAVE_LEFT
            notices |= self._tried(written)
        if any("due_at" in item for item in self._of(written)):
            raise StillUnsent
        return notices

    def _tried(self, written: Written) -> dict[To, Notice]:
        tried = send_notices(self.acting.table, written, self.post, self.acting.now())
        return tried.notices if tried else {}

    def _of(self, written: Written) -> list[Item]:
        return [item for item in self.items() if item.get("event_id") == written.event_id]

    def deliver(self, before: list[Item]) -> None:
        """What the stream has of the step (of renewals, all; of events, the new ones), and the copies of profiles."""
        for due in renewal_records(self.items()):
            self.until_done(partial(self.settle, due))
        for written in event_records(item for item in self.items() if item not in before):
            self.until_done(partial(self.send, written))
        renew_copies(self.acting.table, self.acting.now())

    def wrong(self, step: Step, answer: Any, before: list[Item], *, may_mail_twice: bool) -> Iterator[str]:
        """What is wrong once all that the step wrote has been delivered."""
        items = self.items()
        yield from violations(items)
        yield from unfinished(items)
        [pair] = pairs(items).values()
        if not step.holds(pair, answer):
            yield f"this does not hold of {answer}"
        if set(self.wire.mails) != sent(items) - sent(before):
            yield f"SES has taken {set(self.wire.mails)}, marked as sent is {sent(items) - sent(before)}"
        if not set(self.wire.mails.values()) <= ({1, 2, 3} if may_mail_twice else {1}):
            yield f"so often was mailed: {self.wire.mails}"
        yield from wrong_announcements(items, self.wire.announced)

    def wrong_after_more(self, before: list[Item]) -> Iterator[str]:
        """Records that come twice more change nothing and mail nothing."""
        items, mails = self.items(), self.wire.mails.copy()
        for _ in range(2):
            self.deliver(before)
        if (self.items(), self.wire.mails) != (items, mails):
            yield "what was delivered again changed something"


@contextmanager
def new_world(template: Template) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, mock_aws(), wired() as wire:
        sender_address = "plus-one@example.com"
        patch.delenv("AWS_ENDPOINT_URL_SESV2")
        patch.setattr("time.sleep", lambda seconds: None)
        table, ses = connect("faults"), sender.connect()
        create_table(table.client, template, table.name)
        ses.create_email_identity(EmailIdentity=sender_address)
        bus = announcer.connect()
        create_bus(bus)

        def announce(event: Event) -> str:
            return announcer.put(bus, announcement(event), BUS)

        post = post_to(lambda mail: sender.send(ses, mail, sender_address, "mail"), announce)
        yield World(wire, Acting(table, begins=AT), post, template)


def _is_a_copy_that_waits(event: Item) -> bool:
    """The other notices of it have left."""
    states = [(each["state"], each["attempts"]) for each in told_by(event).values() if each["state"] in UNSENT]
    return states == [("pending", 0)]


def sent(items: list[Item]) -> set[tuple[str, str]]:
    """By event and side; and what was announced on the bus."""
    told = [(item["event_id"], told_by(item)) for item in items if "notices" in item]
    return {(event_id, to) for event_id, notices in told for to in notices if notices[to]["state"] == "sent"}
