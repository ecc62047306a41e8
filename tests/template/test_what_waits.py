"""What waits rings, and so does SES when it pauses."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from local.filters import matches, parse_pattern
from local.render import Template, resources
from plus_one.domain.notices import LONGEST_PAUSE
from plus_one.store.due import LATER
from plus_one.store.waiting import LATE, Kind
from tests.template.test_alarms import RUNBOOK, alarms, drawn


@pytest.mark.parametrize(
    ("kind", "pause"), [(Kind.RENEWAL, LATER), (Kind.NOTICE, LONGEST_PAUSE), (Kind.ANNOUNCEMENT, LONGEST_PAUSE)]
)
def test_what_is_late_for_the_operator_rings_and_rings_until_it_is_done(
    template: Template, kind: Kind, pause: timedelta
) -> None:
    """Between two attempts it may be behind younger heads. Where these are late, too, they ring themselves."""
    [alarm] = [
        each
        for each in alarms(template).values()
        if each.get("MetricName") == kind and each["ComparisonOperator"] == "GreaterThanThreshold"
    ]

    assert (alarm["Statistic"], alarm["DatapointsToAlarm"]) == ("Maximum", 1)
    assert alarm["Threshold"] == LATE[kind].total_seconds()
    assert alarm["Period"] * alarm["EvaluationPeriods"] >= (LATE[kind] + pause).total_seconds()
    assert kind in drawn(template, "What waits")


def rule(template: Template) -> Any:
    return resources(template, "AWS::Events::Rule")["MailPausedRule"]


@pytest.mark.parametrize(
    ("change", "gets_through"),
    [
        ({"detail-type": "Sending Status Disabled"}, True),
        ({"detail-type": "Sending Status Enabled"}, True),
        ({"detail-type": "Email Bounced"}, False),
        ({"detail-type": "Sending Status Disabled", "source": "somebody.else"}, False),
    ],
)
def test_ses_rings_itself_when_it_pauses_or_resumes(template: Template, change: Any, gets_through: bool) -> None:
    event = {"source": "aws.ses", "region": "us-east-1", "resources": ["arn:aws:ses:us-east-1:1:x"], "detail": {}}

    assert matches(event | change, parse_pattern(json.dumps(rule(template)["EventPattern"]))) is gets_through


def test_what_ses_says_reaches_the_topic_as_a_sentence_that_names_its_entry(template: Template) -> None:
    [target] = rule(template)["Targets"]
    sentence = target["InputTransformer"]["InputTemplate"]

    assert target["Arn"] == {"Ref": "AlarmTopic"}
    assert re.fullmatch(r'".*<region>.*<what>.*MailPausedRule in docs/runbook.md."', sentence)
    assert "## MailPausedRule" in RUNBOOK.read_text(encoding="utf-8")
