"""Who reads the stream, and what gets through to them."""

import json
from collections.abc import Mapping
from itertools import product
from typing import Any, NamedTuple

import pytest

from local.filters import Pattern, matches, parse_pattern
from local.render import Template, resources

MAPPING = "AWS::Lambda::EventSourceMapping"
STREAM = {"Fn::GetAtt": ["Table", "StreamArn"]}
NAMES = ["INSERT", "MODIFY", "REMOVE"]
TYPES = ["pairing", "package", "session", "renewal", "event", "receipt", "offer", "profile"]
STATES = [None, "pending", "booked", "skipped"]


class Change(NamedTuple):
    name: str
    kind: str
    state: str | None
    due: bool

    def item(self) -> dict[str, str]:
        state = {"state": self.state} if self.state else {}
        return {"type": self.kind} | state | ({"due_shard": "3"} if self.due else {})


CHANGES = [Change(*each) for each in product(NAMES, TYPES, STATES, [False, True])]

# What each function writes: the stream brings it back to both.
PAIRING = ("MODIFY", {"type": "pairing", "on_deck": 1})
BOOKED = ("INSERT", {"type": "session", "status": "booked"})
WRITTEN_EVENT = ("INSERT", {"type": "event", "due_shard": "3", "due_at": "2026-11-23T10:00:00.123Z"})
WRITES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "BookPlusOneFunction": [
        ("MODIFY", {"type": "renewal", "state": "booked"}),
        ("MODIFY", {"type": "renewal", "state": "skipped"}),
        PAIRING,
        BOOKED,
        WRITTEN_EVENT,
    ],
    "SendNoticesFunction": [
        ("MODIFY", {"type": "event", "due_shard": "3", "due_at": "2026-11-23T10:00:00.123Z"}),
        ("MODIFY", {"type": "event"}),
    ],
}


def record(name: str, item: Mapping[str, Any]) -> dict[str, Any]:
    image = {key: {"N": str(value)} if isinstance(value, int) else {"S": value} for key, value in item.items()}
    keys = {"PK": {"S": "CLIENT#c"}, "SK": {"S": "COACH#k"}}
    return {"eventName": name, "dynamodb": {"Keys": keys} | ({} if name == "REMOVE" else {"NewImage": keys | image})}


def readers(template: Template) -> dict[str, Any]:
    return {each["FunctionName"]["Ref"]: each for each in resources(template, MAPPING).values()}


def patterns(template: Template, function: str) -> list[Pattern]:
    return [parse_pattern(each["Pattern"]) for each in readers(template)[function]["FilterCriteria"]["Filters"]]


def wakes(template: Template, function: str, event: Mapping[str, Any]) -> bool:
    return any(matches(event, pattern) for pattern in patterns(template, function))


def test_exactly_two_functions_read_the_stream_and_nothing_else(template: Template) -> None:
    assert sorted(readers(template)) == ["BookPlusOneFunction", "SendNoticesFunction"]
    assert len(resources(template, MAPPING)) == 2
    assert all(each["EventSourceArn"] == STREAM for each in readers(template).values())


def test_filters_are_lists_of_json_text(template: Template) -> None:
    for mapping in readers(template).values():
        filters = mapping["FilterCriteria"]["Filters"]
        assert isinstance(filters, list)
        assert filters
        assert all(isinstance(json.loads(each["Pattern"]), dict) for each in filters)


def woken_by(template: Template, function: str) -> set[Change]:
    return {change for change in CHANGES if wakes(template, function, record(change.name, change.item()))}


def test_only_a_new_pending_renewal_wakes_book_plus_one(template: Template) -> None:
    assert woken_by(template, "BookPlusOneFunction") == {
        Change("INSERT", "renewal", "pending", due=False),
        Change("INSERT", "renewal", "pending", due=True),
    }


def test_only_a_new_event_with_unsent_notices_wakes_send_notices(template: Template) -> None:
    assert woken_by(template, "SendNoticesFunction") == {Change("INSERT", "event", state, due=True) for state in STATES}


@pytest.mark.parametrize("function", sorted(WRITES))
def test_no_function_is_woken_by_what_it_writes_itself(template: Template, function: str) -> None:
    assert [write for write in WRITES[function] if wakes(template, function, record(*write))] == []


def test_the_event_that_book_plus_one_writes_wakes_send_notices(template: Template) -> None:
    assert wakes(template, "SendNoticesFunction", record(*WRITTEN_EVENT))


def test_what_is_given_up_goes_to_the_arn_of_the_failure_queue(template: Template) -> None:
    for mapping in readers(template).values():
        assert mapping["DestinationConfig"] == {"OnFailure": {"Destination": {"Fn::GetAtt": ["FailureQueue", "Arn"]}}}


def test_somebody_is_alarmed_when_a_record_is_given_up(template: Template) -> None:
    alarm = resources(template, "AWS::CloudWatch::Alarm")["FailureQueueAlarm"]

    assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": {"Fn::GetAtt": ["FailureQueue", "QueueName"]}}]
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"


def test_executions_are_kept_for_the_readers_only_where_a_parameter_says_how_many(template: Template) -> None:
    """New accounts can keep none."""
    reserved = {"Fn::If": ["ReservesConcurrency", {"Ref": "ReservedConcurrency"}, {"Ref": "AWS::NoValue"}]}
    functions = resources(template, "AWS::Lambda::Function")
    keeping = {name for name, each in functions.items() if "ReservedConcurrentExecutions" in each}

    assert keeping == set(readers(template))
    assert all(functions[name]["ReservedConcurrentExecutions"] == reserved for name in keeping)
    assert template["Parameters"]["ReservedConcurrency"]["Default"] == 0
    assert template["Conditions"]["ReservesConcurrency"] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "ReservedConcurrency"}, 0]}]
    }


def test_one_bad_record_neither_loses_its_batch_nor_stops_its_shard(template: Template) -> None:
    for mapping in readers(template).values():
        assert mapping["StartingPosition"] == "TRIM_HORIZON"
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert mapping["BisectBatchOnFunctionError"] is True
        assert 0 < mapping["MaximumRetryAttempts"] <= 100
        assert 0 < mapping["MaximumRecordAgeInSeconds"] < 24 * 3600
