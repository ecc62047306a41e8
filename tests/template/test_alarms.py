"""When somebody must look: every alarm reaches the topic, watches what is really emitted, and is in the runbook."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import Mock

import pytest
from aws_lambda_powertools import Metrics

from local.render import Template, resources
from ops.audit.audit import OVERDUE
from plus_one.domain.events import Bus, Side
from plus_one.domain.feedback import Verdict
from plus_one.domain.notices import LONGEST_PAUSE, Cause, Notice, NoticeState
from plus_one.domain.renewals import HOLDS, Reason
from plus_one.figures import count_notices

ROOT = Path(__file__).parents[2]
RUNBOOK = ROOT / "docs" / "runbook.md"
OURS = {"Fn::Sub": "PlusOne/${AWS::StackName}"}
WATCHED = {
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    ("AWS/Lambda", "IteratorAge"),
    ("AWS/Lambda", "Throttles"),
    ("AWS/DynamoDB", "ReadThrottleEvents"),
    ("AWS/DynamoDB", "WriteThrottleEvents"),
    ("AWS/ApiGateway", "5xx"),
    ("AWS/ApiGateway", "Latency"),
    ("AWS/SES", "Reputation.BounceRate"),
    ("AWS/SES", "Reputation.ComplaintRate"),
    ("PlusOne", "OldestDueRenewal"),
    ("PlusOne", "OldestUnsentNotice"),
    ("PlusOne", "OldestUnsentAnnouncement"),
    ("PlusOne", "StreamMissed"),
    ("PlusOne", "TimeToBooked"),
    ("PlusOne", "NoticeNotComposed"),
    ("PlusOne", "NoticeRefused"),
    ("PlusOne", "TooManyRequests"),
    ("PlusOne", "MailSent"),
}


# A silent sweep is a dead one. SES gives no rate while no mail leaves, as when it has stopped our mail.
MISSING = {"SweepSilentAlarm": "breaching", "BounceRateAlarm": "ignore", "ComplaintRateAlarm": "ignore"}


class Published(NamedTuple):
    """What AWS documents of a metric: the dimensions that it has together, and the statistics that make sense."""

    source: str
    dimensions: set[tuple[str, ...]]
    statistics: set[str]


_THROTTLED = Published(
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
    {("TableName",), ("TableName", "GlobalSecondaryIndexName")},
    {"Sum", "SampleCount"},
)
_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html"
_HTTP = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html"
_SES = "https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html"
_SQS = (
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html"
)
PUBLISHED = {
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): Published(_SQS, {("QueueName",)}, {"Maximum", "Average", "Sum"}),
    ("AWS/Lambda", "IteratorAge"): Published(_LAMBDA, {("FunctionName",)}, {"Maximum", "Average"}),
    ("AWS/Lambda", "Throttles"): Published(_LAMBDA, {("FunctionName",), ()}, {"Sum"}),
    ("AWS/DynamoDB", "ReadThrottleEvents"): _THROTTLED,
    ("AWS/DynamoDB", "WriteThrottleEvents"): _THROTTLED,
    ("AWS/ApiGateway", "5xx"): Published(_HTTP, {("ApiId",), ("ApiId", "Stage")}, {"Sum", "Average", "SampleCount"}),
    ("AWS/ApiGateway", "Latency"): Published(_HTTP, {("ApiId",), ("ApiId", "Stage")}, {"Average", "p99"}),
    ("AWS/SES", "Reputation.BounceRate"): Published(_SES, {("ses:configuration-set",), ()}, {"Average", "Maximum"}),
    ("AWS/SES", "Reputation.ComplaintRate"): Published(_SES, {("ses:configuration-set",), ()}, {"Average", "Maximum"}),
}


def alarms(template: Template) -> dict[str, Any]:
    return resources(template, "AWS::CloudWatch::Alarm")


class Watched(NamedTuple):
    """One metric of an alarm. `dimensions`: their names."""

    namespace: str
    name: str
    dimensions: tuple[str, ...]
    statistic: str


def watched(alarm: Any) -> list[Watched]:
    """An alarm on an expression watches several."""
    each = [query["MetricStat"] for query in alarm.get("Metrics", []) if "MetricStat" in query]
    found = [(stat["Metric"], stat["Stat"]) for stat in each]
    if "MetricName" in alarm:
        found = [(alarm, alarm.get("Statistic") or alarm["ExtendedStatistic"])]
    return [
        Watched(
            "PlusOne" if metric["Namespace"] == OURS else metric["Namespace"],
            metric["MetricName"],
            tuple(dimension["Name"] for dimension in metric.get("Dimensions", ())),
            statistic,
        )
        for metric, statistic in found
    ]


def dashboard(template: Template) -> Any:
    """With its references left as text: `${Api}`."""
    [found] = resources(template, "AWS::CloudWatch::Dashboard").values()
    return json.loads(found["DashboardBody"]["Fn::Sub"])


def drawn(template: Template, title: str) -> str:
    [widget] = [each for each in dashboard(template)["widgets"] if each["properties"]["title"] == title]
    return json.dumps(widget["properties"]["metrics"])


def entries() -> dict[str, str]:
    """Alarm -> what the runbook says of it."""
    text = RUNBOOK.read_text(encoding="utf-8")
    parts = re.split(r"^## (\w+Alarm)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], (re.split(r"^## ", each, flags=re.MULTILINE)[0] for each in parts[1::2]), strict=True))


def test_what_may_go_wrong_is_watched(template: Template) -> None:
    found = [metric for each in alarms(template).values() for metric in watched(each)]

    assert {(metric.namespace, metric.name) for metric in found} == WATCHED


def test_what_aws_counts_is_watched_by_dimensions_and_statistics_that_aws_publishes(template: Template) -> None:
    for name, alarm in alarms(template).items():
        for metric in watched(alarm):
            if metric.namespace != "PlusOne":
                published = PUBLISHED[metric.namespace, metric.name]
                assert metric.dimensions in published.dimensions, name
                assert metric.statistic in published.statistics, name


def test_our_own_figures_are_watched_where_they_are_emitted(template: Template) -> None:
    """Powertools gives a figure one dimension, the service; the metric filter of the log gives none."""
    services = {
        each["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"]
        for each in resources(template, "AWS::Lambda::Function").values()
    }
    for name, alarm in alarms(template).items():
        if alarm.get("Namespace") == OURS and name != "TooManyRequestsAlarm":
            [dimension] = alarm["Dimensions"]
            assert dimension["Name"] == "service", name
            assert dimension["Value"] in {*services, "mail"}, name


def test_a_throttled_index_rings_like_the_table_itself(template: Template) -> None:
    [table] = resources(template, "AWS::DynamoDB::Table").values()
    indexes = {index["IndexName"] for index in table["GlobalSecondaryIndexes"]}
    for name in ("ReadThrottleAlarm", "WriteThrottleAlarm"):
        summed, *parts = alarms(template)[name]["Metrics"]
        named = [part["MetricStat"]["Metric"]["Dimensions"] for part in parts]

        assert all(dimensions[0]["Value"] == {"Ref": "Table"} for dimensions in named)
        assert {dimension["Value"] for dimensions in named for dimension in dimensions[1:]} == indexes
        assert summed["Expression"] == " + ".join(f"FILL({part['Id']}, 0)" for part in parts)
        assert not any(part["ReturnData"] for part in parts)


def test_the_dashboard_quotes_a_namespace_that_has_a_hyphen(template: Template) -> None:
    """CloudWatch's search syntax: a name in the braces with anything but letters and digits is in double quotes."""
    searched = re.findall(r"SEARCH\('(\{.*?service\})", json.dumps(dashboard(template)).replace('\\"', '"'))

    assert searched
    assert set(searched) == {'{"PlusOne/${AWS::StackName}",service}'}


def test_every_alarm_reaches_the_topic_and_says_when_it_is_over(template: Template) -> None:
    for name, alarm in alarms(template).items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "AlarmTopic"}], name
        assert alarm["TreatMissingData"] == MISSING.get(name, "notBreaching"), name


def test_the_topic_mails_to_the_address_that_is_given_and_to_nobody_without_one(template: Template) -> None:
    [subscription] = [each for each in template["Resources"].values() if each["Type"] == "AWS::SNS::Subscription"]

    assert subscription["Condition"] == "HasAlarmEmail"
    assert subscription["Properties"]["Endpoint"] == {"Ref": "AlarmEmail"}
    assert template["Conditions"]["HasAlarmEmail"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "AlarmEmail"}, ""]}]}
    assert template["Parameters"]["AlarmEmail"]["Default"] == ""


def test_both_readers_of_the_stream_are_watched(template: Template) -> None:
    readers = {each["FunctionName"]["Ref"] for each in resources(template, "AWS::Lambda::EventSourceMapping").values()}
    found = [
        each["Dimensions"][0]["Value"]["Ref"]
        for each in alarms(template).values()
        if each.get("MetricName") == "IteratorAge"
    ]

    assert sorted(found) == sorted(readers)


def test_a_renewal_is_overdue_when_the_auditor_says_so(template: Template) -> None:
    assert alarms(template)["OverdueRenewalAlarm"]["Threshold"] == OVERDUE.total_seconds()


def test_our_own_figures_are_those_of_this_stack_alone(template: Template) -> None:
    functions = resources(template, "AWS::Lambda::Function").values()

    assert all(each["Environment"]["Variables"]["POWERTOOLS_METRICS_NAMESPACE"] == OURS for each in functions)
    assert "PlusOne/${AWS::StackName}" in drawn(template, "What waits")


def test_every_figure_that_is_watched_or_drawn_is_emitted(template: Template) -> None:
    layer = ROOT / "layers/plus_one/plus_one"
    emitters = [*ROOT.glob("functions/*/app.py"), layer / "figures.py", layer / "store/waiting.py"]
    code = "".join(path.read_text(encoding="utf-8") for path in emitters)
    drawn_here = re.findall(r'"PlusOne/\$\{AWS::StackName\}", "(\w+)"', json.dumps(dashboard(template)))

    assert set(drawn_here) >= {"TimeToBooked", "OldestDueRenewal"}
    assert all(f'"{name}"' in code for name in drawn_here)


def test_the_dashboard_counts_renewals_by_every_reason_that_settling_gives(template: Template) -> None:
    """A completion is undone by a coach, not by settling, and a stop settles nothing."""
    chart = drawn(template, "Renewals, booked, skipped and held by reason").replace('\\\\\\"', '\\"')
    ended = set(Reason) - {Reason.COMPLETION_UNDONE, Reason.PROGRAM_STOPPED} - HOLDS
    for name in (*ended, *(f"HELD_{reason}" for reason in HOLDS)):
        assert f'\\"{name}\\"' in chart


def test_the_dashboard_counts_notices_by_state(template: Template) -> None:
    """None is left `sending` by whoever had its turn."""
    for state in set(NoticeState) - {NoticeState.SENDING}:
        assert f"Notice{state.capitalize()}" in drawn(template, "Notices and announcements by state")


def test_the_dashboard_counts_announcements_by_state(template: Template) -> None:
    """Nothing but being taken ends one."""
    for state in (NoticeState.PENDING, NoticeState.SENT):
        assert f"Announcement{state.capitalize()}" in drawn(template, "Notices and announcements by state")


def test_the_first_mail_that_cannot_be_written_rings_and_goes_on_ringing_while_it_is_tried(template: Template) -> None:
    alarm = alarms(template)["NoticeNotComposedAlarm"]

    assert (alarm["Statistic"], alarm["Threshold"], alarm["DatapointsToAlarm"]) == ("Sum", 0, 1)
    assert alarm["Period"] * alarm["EvaluationPeriods"] > LONGEST_PAUSE.total_seconds()


def test_the_third_mail_within_an_hour_that_ses_refuses_rings(template: Template) -> None:
    alarm = alarms(template)["NoticeRefusedAlarm"]

    assert (alarm["Statistic"], alarm["Period"], alarm["EvaluationPeriods"]) == ("Sum", 3600, 1)
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanOrEqualToThreshold", 3)


def test_every_429_counts_that_the_log_of_the_api_has(template: Template) -> None:
    """Those of API Gateway's own limits and those of our functions, and no answer else."""
    [counted] = resources(template, "AWS::Logs::MetricFilter").values()
    [told] = counted["MetricTransformations"]
    [stage] = resources(template, "AWS::ApiGatewayV2::Stage").values()
    alarm = alarms(template)["TooManyRequestsAlarm"]

    assert counted["LogGroupName"] == {"Ref": "ApiLog"}
    assert stage["AccessLogSettings"]["DestinationArn"] == {"Fn::GetAtt": ["ApiLog", "Arn"]}
    assert json.loads(stage["AccessLogSettings"]["Format"])["status"] == "$context.status"
    assert counted["FilterPattern"] == '{ $.status = "429" }'
    assert (told["MetricNamespace"], told["MetricName"], told["MetricValue"]) == (OURS, alarm["MetricName"], "1")
    assert (alarm["Statistic"], alarm["Period"], alarm["Threshold"]) == ("Sum", 300, 100)


def test_more_mails_within_an_hour_than_the_operator_expects_ring(template: Template) -> None:
    alarm, parameter = alarms(template)["ManyMailsAlarm"], template["Parameters"]["MailsPerHour"]

    assert (alarm["Statistic"], alarm["Period"], alarm["EvaluationPeriods"]) == ("Sum", 3600, 1)
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", {"Ref": "MailsPerHour"})
    assert parameter["Default"] == 1000


@pytest.mark.parametrize("name", ["NoticeNotComposedAlarm", "NoticeRefusedAlarm", "ManyMailsAlarm"])
def test_mails_are_counted_where_their_alarm_looks_whoever_sent_them(
    template: Template, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "PlusOne/any")
    waits, refused = Notice(feedback=Cause.NOT_COMPOSED), Notice().undeliverable("BadRequestException")
    sent = Notice(state=NoticeState.SENT)
    count_notices(Mock(Metrics), {Side.CLIENT: waits, Side.COACH: refused})
    count_notices(Mock(Metrics), {Side.CLIENT: sent, Bus.BUS: sent})
    counted = {json.dumps(line) for line in map(json.loads, capsys.readouterr().out.splitlines())}

    metric = alarms(template)[name]["MetricName"]
    [line] = [json.loads(line) for line in counted if metric in line]
    assert line[metric] == [1.0]
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["service"]]
    assert [{"Name": "service", "Value": line["service"]}] == alarms(template)[name]["Dimensions"]


def test_the_dashboard_counts_what_became_of_mails(template: Template) -> None:
    for verdict in Verdict:
        assert f"Mail{verdict.name.title().replace('_', '')}" in drawn(template, "What became of mails")


def test_the_dashboard_shows_median_and_tail_of_the_time_to_booked(template: Template) -> None:
    assert {"p50", "p99"} <= set(re.findall(r"p\d\d", drawn(template, "Time to booked (ms)")))


def test_every_alarm_has_its_entry_and_every_entry_its_alarm(template: Template) -> None:
    assert set(entries()) == set(alarms(template))


@pytest.mark.parametrize("part", ["**Means.**", "**Look at.**", "**Type.**", "**Over.**", "```"])
def test_an_entry_says_what_it_means_what_to_look_at_and_what_to_type(part: str) -> None:
    assert [name for name, text in entries().items() if part not in text] == []


def test_what_the_runbook_types_exists() -> None:
    """Commands of the operator's tools, and columns of our own logs."""
    from ops.__main__ import COMMANDS

    typed = set(re.findall(r"python -m ops ([a-z-]+)", RUNBOOK.read_text(encoding="utf-8")))
    assert typed
    assert typed <= set(COMMANDS)


def test_the_runbook_says_of_each_alarm_what_was_seen_of_it(template: Template) -> None:
    table = RUNBOOK.read_text(encoding="utf-8").split("## What was seen to ring")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]

    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row)) == sorted(alarms(template))


def test_the_bill_counts_the_metrics_that_alarms_watch(template: Template) -> None:
    bill = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    metrics = sum(len(watched(alarm)) for alarm in alarms(template).values())

    assert f"| metrics that alarms watch, 0.10 each | {metrics} | {metrics / 10:.2f} |" in bill
