"""The default event bus: ministack takes no events of AWS services, so we match them against the deployed rules."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.aws import Aws
from local.console import Tell, line
from local.filters import Pattern, matches, parse_pattern
from local.function import name_of


@dataclass(frozen=True)
class Rule:
    pattern: Pattern
    function_arns: tuple[str, ...]


def read_rules(aws: Aws) -> list[Rule]:
    """As they were deployed, so that template.yaml alone declares them. Rules of a schedule have no pattern."""
    events = aws.client("events")
    return [
        Rule(parse_pattern(rule["EventPattern"]), _functions(events, rule["Name"]))
        for rule in events.list_rules()["Rules"]
        if "EventPattern" in rule and rule["State"] == "ENABLED"
    ]


def _functions(events: Any, rule: str) -> tuple[str, ...]:
    arns = [target["Arn"] for target in events.list_targets_by_rule(Rule=rule)["Targets"]]
    return tuple(arn for arn in arns if arn.split(":")[2] == "lambda")


@dataclass(frozen=True)
class Bus:
    aws: Aws
    rules: list[Rule]
    tell: Tell

    def put(self, event: Mapping[str, Any]) -> None:
        """Handed over asynchronously, as EventBridge does: retries and the failure queue are Lambda's affair."""
        for rule in self.rules:
            if matches(event, rule.pattern):
                for arn in rule.function_arns:
                    self._hand_over(arn, json.dumps(event))

    def _hand_over(self, arn: str, payload: str) -> None:
        try:
            self.aws.client("lambda").invoke(FunctionName=arn, InvocationType="Event", Payload=payload)
        except (BotoCoreError, ClientError) as error:
            self.tell(line("unreached", f"{name_of(arn)}: {type(error).__name__}"))
