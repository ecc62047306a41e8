"""From SES to mail_feedback: what is asked for, what gets through, and where it goes if nobody can take it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from local.filters import matches, parse_pattern
from local.render import Template, resources

EVENTS = Path(__file__).parents[2] / "events"
OURS = "mail"
PLAIN_HTTP = {"Bool": {"aws:SecureTransport": "false"}}
QUEUE = {"Fn::GetAtt": ["FailureQueue", "Arn"]}
SAMPLES = sorted(EVENTS.glob("mail_feedback_*.json"))


def rule(template: Template) -> Any:
    return resources(template, "AWS::Events::Rule")["MailFeedbackFunctionMailEvent"]


def gets_through(template: Template, event: Mapping[str, Any]) -> bool:
    deployed = json.dumps(rule(template)["EventPattern"]).replace('{"Ref": "MailConfigurationSet"}', f'"{OURS}"')
    return matches(event, parse_pattern(deployed))


def sample(path: Path, **changes: Any) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return event | changes


def test_ses_tells_the_default_bus_about_deliveries_bounces_and_complaints(template: Template) -> None:
    (destination,) = resources(template, "AWS::SES::ConfigurationSetEventDestination").values()
    bus = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"

    assert destination["ConfigurationSetName"] == {"Ref": "MailConfigurationSet"}
    assert destination["EventDestination"] == {
        "Enabled": True,
        "MatchingEventTypes": ["delivery", "bounce", "complaint"],
        "EventBridgeDestination": {"EventBusArn": {"Fn::Sub": bus}},
    }


def test_ses_counts_the_bounces_of_our_mails_apart(template: Template) -> None:
    """The alarms on the rates watch this stack's, not the account's."""
    (mail,) = resources(template, "AWS::SES::ConfigurationSet").values()

    assert mail["ReputationOptions"] == {"ReputationMetricsEnabled": True}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_of_them_gets_through(template: Template, path: Path) -> None:
    assert gets_through(template, sample(path))


def test_there_is_a_sample_of_each_kind(template: Template) -> None:
    assert {sample(path)["detail-type"] for path in SAMPLES} == set(rule(template)["EventPattern"]["detail-type"])


def test_what_is_not_about_our_mails_does_not_get_through(template: Template) -> None:
    delivery = sample(EVENTS / "mail_feedback_delivery.json")
    others = json.loads(json.dumps(delivery).replace(f'"ses:configuration-set": ["{OURS}"]', '"ses:x": ["y"]'))

    assert not gets_through(template, others)
    assert not gets_through(template, delivery | {"source": "somebody.else"})
    assert not gets_through(template, delivery | {"detail-type": "Email Opened"})


def test_the_rule_wakes_mail_feedback_and_nothing_else(template: Template) -> None:
    (target,) = rule(template)["Targets"]

    assert target["Arn"] == {"Fn::GetAtt": ["MailFeedbackFunction", "Arn"]}


def test_an_event_that_nobody_can_take_goes_to_the_failure_queue(template: Template) -> None:
    (target,) = rule(template)["Targets"]
    (asynchronous,) = resources(template, "AWS::Lambda::EventInvokeConfig").values()

    assert target["DeadLetterConfig"] == {"Arn": QUEUE}
    assert asynchronous["FunctionName"] == {"Ref": "MailFeedbackFunction"}
    assert asynchronous["MaximumRetryAttempts"] == 2
    assert asynchronous["DestinationConfig"] == {"OnFailure": {"Destination": QUEUE}}


def test_the_failure_queue_takes_from_that_rule_only(template: Template) -> None:
    (policy,) = resources(template, "AWS::SQS::QueuePolicy").values()
    statement, plain_http = policy["PolicyDocument"]["Statement"]

    assert policy["Queues"] == [{"Ref": "FailureQueue"}]
    assert statement["Principal"] == {"Service": "events.amazonaws.com"}
    assert (statement["Action"], statement["Resource"]) == ("sqs:SendMessage", QUEUE)
    assert statement["Condition"] == {
        "ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["MailFeedbackFunctionMailEvent", "Arn"]}}
    }
    assert (plain_http["Effect"], plain_http["Action"], plain_http["Condition"]) == ("Deny", "sqs:*", PLAIN_HTTP)


def test_the_alarm_topic_takes_alarms_of_this_account_one_rule_and_nothing_over_plain_http(template: Template) -> None:
    (policy,) = resources(template, "AWS::SNS::TopicPolicy").values()
    alarms, by_events, plain_http = policy["PolicyDocument"]["Statement"]

    assert policy["Topics"] == [{"Ref": "AlarmTopic"}]
    assert (alarms["Effect"], alarms["Principal"]) == ("Allow", {"Service": "cloudwatch.amazonaws.com"})
    assert alarms["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    assert (by_events["Effect"], by_events["Principal"]) == ("Allow", {"Service": "events.amazonaws.com"})
    assert by_events["Condition"] == {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["MailPausedRule", "Arn"]}}}
    assert (plain_http["Effect"], plain_http["Action"], plain_http["Condition"]) == ("Deny", "sns:Publish", PLAIN_HTTP)
