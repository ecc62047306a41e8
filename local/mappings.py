"""The event source mappings as they were deployed: read back from Lambda, so that template.yaml alone declares them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.aws import Aws
from local.event_source import FOREVER, Record, Rules
from local.filters import Pattern, matches, parse_pattern


@dataclass(frozen=True)
class EventSourceMapping:
    function_arn: str
    stream_arn: str
    lanes: int
    patterns: tuple[Pattern, ...]
    rules: Rules
    failure_queue_arn: str | None

    def lets_through(self, record: Record) -> bool:
        return not self.patterns or any(matches(record, pattern) for pattern in self.patterns)


def read_mappings(aws: Aws) -> list[EventSourceMapping]:
    answer = aws.client("lambda").list_event_source_mappings()
    return [parse_mapping(configuration) for configuration in answer["EventSourceMappings"]]


def parse_mapping(configuration: Mapping[str, Any]) -> EventSourceMapping:
    filters = configuration.get("FilterCriteria", {}).get("Filters", [])
    return EventSourceMapping(
        function_arn=configuration["FunctionArn"],
        stream_arn=configuration["EventSourceArn"],
        lanes=configuration.get("ParallelizationFactor", 1),
        patterns=tuple(parse_pattern(each["Pattern"]) for each in filters),
        rules=_rules(configuration),
        failure_queue_arn=configuration.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination"),
    )


def _rules(configuration: Mapping[str, Any]) -> Rules:
    return Rules(
        batch_size=configuration["BatchSize"],
        max_retries=configuration.get("MaximumRetryAttempts", FOREVER),
        max_age=configuration.get("MaximumRecordAgeInSeconds", FOREVER),
        bisect=configuration.get("BisectBatchOnFunctionError", False),
        report_item_failures="ReportBatchItemFailures" in configuration.get("FunctionResponseTypes", []),
    )
