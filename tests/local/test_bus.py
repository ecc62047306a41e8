"""Events reach what the deployed rules say, and nothing else."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.aws import Aws
from local.bus import Bus, Rule, read_rules
from local.deploy import Deployed
from local.filters import parse_pattern
from local.settings import PROJECT

EVENTS = PROJECT / "events"
PATIENCE_SECONDS = 30


@pytest.fixture(scope="module")
def rules(aws: Aws, deployed: Deployed) -> list[Rule]:
    return read_rules(aws)


def sample(kind: str, configuration_set: str) -> Any:
    text = Path(EVENTS / f"mail_feedback_{kind}.json").read_text(encoding="utf-8")
    event = json.loads(text)
    event["detail"]["mail"]["tags"]["ses:configuration-set"] = [configuration_set]
    return event


def test_the_rules_are_those_of_the_template(rules: list[Rule], deployed: Deployed) -> None:
    [rule] = [each for each in rules if each.function_arns]  # another one tells people that SES has paused
    [arn] = rule.function_arns
    assert arn.rpartition(":")[2] == deployed.resources["MailFeedbackFunction"]
    assert rule.pattern["detail"]["mail"]["tags"] == {
        "ses:configuration-set": [deployed.resources["MailConfigurationSet"]]
    }


class Invoked:
    """Stands for AWS: keeps what is invoked."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    def client(self, service: str) -> "Invoked":
        assert service == "lambda"
        return self

    def invoke(self, **call: Any) -> None:
        self.calls.append(call)


@pytest.mark.parametrize("kind", ["delivery", "bounce", "complaint"])
def test_news_of_our_mails_is_handed_over_asynchronously(rules: list[Rule], deployed: Deployed, kind: str) -> None:
    invoked, event = Invoked(), sample(kind, deployed.resources["MailConfigurationSet"])
    Bus(invoked, rules, print).put(event)  # type: ignore[arg-type]
    [call] = invoked.calls
    assert (call["InvocationType"], json.loads(call["Payload"])) == ("Event", event)


def test_news_of_others_is_not(rules: list[Rule]) -> None:
    invoked = Invoked()
    Bus(invoked, rules, print).put(sample("bounce", "somebody-elses"))  # type: ignore[arg-type]
    assert invoked.calls == []


def test_a_function_that_cannot_be_reached_is_told(aws: Aws) -> None:
    said: list[str] = []
    gone = Rule(parse_pattern('{"source": ["aws.ses"]}'), ("arn:aws:lambda:us-east-1:123456789012:function:a-Gone-b",))
    Bus(aws, [gone], said.append).put({"source": "aws.ses"})
    assert said == ["unreached    Gone: ResourceNotFoundException"]


def test_what_the_function_cannot_take_ends_in_the_failure_queue(
    aws: Aws, rules: list[Rule], deployed: Deployed
) -> None:
    """By Lambda itself: three tries, then the destination of the template. The stub fails at this event."""
    event = sample("bounce", deployed.resources["MailConfigurationSet"]) | {"fail": True}
    Bus(aws, rules, print).put(event)
    assert event in given_up(aws, deployed.outputs["FailureQueueUrl"])


def given_up(aws: Aws, queue: str) -> Iterator[Any]:
    """Events, ours among them: the scheduled sweep fails beside us on a slow machine."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for message in aws.client("sqs").receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages", []):
            yield json.loads(message["Body"]).get("requestPayload")
