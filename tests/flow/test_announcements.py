"""What others hear, end to end: a rule of theirs on the stack's bus, and a queue behind it."""

import json
from typing import Any

import pytest

from local.aws import client
from tests.flow.people import newcomer
from tests.flow.stack import Stack, eventually
from tests.flow.test_links_and_feedback import ONE, QUIET, complete_all

BUS = "plus-one"


class Others:
    def __init__(self, url: str) -> None:
        events, self._sqs = client(url, "events"), client(url, "sqs")
        self._queue = self._sqs.create_queue(QueueName="others")["QueueUrl"]
        events.put_rule(Name="others", EventBusName=BUS, EventPattern='{"source":["plus_one"]}')
        target = {"Id": "queue", "Arn": "arn:aws:sqs:us-east-1:123456789012:others"}
        assert events.put_targets(Rule="others", EventBusName=BUS, Targets=[target])["FailedEntryCount"] == 0
        self._heard: list[Any] = []

    def heard(self) -> list[Any]:
        for message in self._sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10).get("Messages", []):
            self._heard.append(json.loads(message["Body"]))
            self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return self._heard


@pytest.fixture
def others(stack: Stack) -> Others:
    return Others(stack.described["aws_endpoint_url"])


def test_others_hear_what_is_due_and_what_is_due_no_more(stack: Stack, others: Others) -> None:
    sam, robin = newcomer(stack, "Sam", "client"), newcomer(stack, "Robin", "coach")
    offer, path = robin.does("POST", "/v1/offers", ONE), f"/v1/coaches/{robin.user_id}"
    sam.does("POST", f"{path}/packages", {"offer_id": offer["offer_id"]})
    sam.does("PUT", f"{path}/enrollment", QUIET)

    plus_one = complete_all(sam, robin)["session_id"]
    [booked] = eventually(others.heard, lambda heard: len(heard) == 1)
    assert booked["detail-type"] == "plus_one.booked"
    assert (booked["detail"]["session_id"], booked["detail"]["due"]) == (plus_one, ONE["price"])

    sam.does("POST", f"{path}/sessions/{plus_one}/cancel", {})
    _, gone = eventually(others.heard, lambda heard: len(heard) == 2)
    assert gone["detail-type"] == "plus_one.cancelled"
    assert (gone["detail"]["session_id"], gone["detail"]["no_longer_due"]) == (plus_one, ONE["price"])
