"""The drill: the table is lost, AWS restores it beside, and the operator's commands bring everything back."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest

from local.aws import client
from tests.conftest import ROOT
from tests.flow.people import newcomer
from tests.flow.stack import Stack, eventually
from tests.flow.test_links_and_feedback import ONE, QUIET, complete_all, pairing
from tests.flow.test_story import Person

COPY = "as-it-was"
LATER = r"\S+ +in \d+ s  client .*: notices of event \S+  (client|coach)=pending\(0\)\n"
WAITING = re.compile(rf"({LATER}|.*: copies of the profile\n)+")


class Operator:
    def __init__(self, stack: Stack) -> None:
        url = stack.described["aws_endpoint_url"]
        self.table: str = stack.described["table_name"]
        self.dynamodb = client(url, "dynamodb")
        keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
        self._environment = os.environ | keys | {"AWS_ENDPOINT_URL": url, "PYTHONPATH": ".:layers/plus_one"}

    def types(self, module: str, *arguments: str) -> str:
        """In a process of its own; what it says."""
        typed = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(typed, cwd=ROOT, env=self._environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done
        return done.stdout

    def copies(self, whose: Person) -> list[str]:
        """When no mail is under way, only copies to the other side are due, later. Those that concern this client."""
        said = eventually(lambda: self.types("ops", "due", "plus-one"), WAITING.fullmatch)
        return [line.split()[0] for line in said.splitlines() if f"client {whose.user_id}" in line]

    def restores_beside(self) -> None:
        self.dynamodb.restore_table_to_point_in_time(
            SourceTableName=self.table, TargetTableName=COPY, UseLatestRestorableTime=True
        )

    def loses_everything(self) -> None:
        for item in self.items(self.table):
            self.dynamodb.delete_item(TableName=self.table, Key={name: item[name] for name in ("PK", "SK")})

    def items(self, table: str) -> list[Any]:
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        return sorted(
            (item for page in pages for item in page["Items"]), key=lambda item: str((item["PK"], item["SK"]))
        )


@pytest.fixture
def operator(stack: Stack) -> Operator:
    return Operator(stack)


def mailed(stack: Stack) -> list[tuple[str, str]]:
    return [(mail["to"], mail["tags"]["event_id"]) for mail in stack.mails()]


def test_a_lost_table_comes_back_and_the_next_completion_books_exactly_one(stack: Stack, operator: Operator) -> None:
    sam, robin = newcomer(stack, "Sam", "client"), newcomer(stack, "Robin", "coach")
    offer, path = robin.does("POST", "/v1/offers", ONE), f"/v1/coaches/{robin.user_id}"
    sam.does("POST", f"{path}/packages", {"offer_id": offer["offer_id"]})
    sam.does("PUT", f"{path}/enrollment", QUIET)
    assert complete_all(sam, robin)["state"] == "booked"
    [enrolled] = operator.copies(sam)
    operator.restores_beside()
    operator.loses_everything()
    before = mailed(stack)

    operator.types("ops", "stop", "plus-one")
    assert stack.call(sam.token, "GET", path).status in (429, 503)  # the local AWS says 429
    assert "would be added" in operator.types("ops", "restore", "plus-one", "--from", COPY, "--dry-run")
    assert "0 mails, 0 announcements" in operator.types("ops", "restore", "plus-one", "--from", COPY)
    assert operator.items(operator.table) == operator.items(COPY)
    assert operator.types("ops.audit", "plus-one").endswith("violations 0\n")
    operator.types("ops", "start", "plus-one")

    assert complete_all(sam, robin)["state"] == "booked"
    assert pairing(sam, robin)["on_deck"] == 1
    eventually(lambda: mailed(stack), lambda found: {to for to, _ in found[len(before) :]} >= {sam.email, robin.email})
    assert operator.copies(sam) == [enrolled]
    after = mailed(stack)
    assert len(set(after)) == len(after)
    assert sorted(to for to, _ in after[len(before) :] if to in (sam.email, robin.email)) == [robin.email, sam.email]
    assert operator.types("ops.audit", "plus-one").endswith("violations 0\n")
