"""What Lambda makes of the records that a function names as failed (ReportBatchItemFailures)."""

import pytest

from local.event_source import Answered, Outcome, Rules
from tests.local.driving import REPORTING, drive, reporting, source


def test_it_resumes_at_the_lowest_record_that_was_named() -> None:
    run = drive(source(REPORTING, "abcde"), reporting("c", "e"), most_calls=2)
    assert run.calls == ["abcde", "cde"]


def test_records_after_the_lowest_failure_come_again_though_they_were_done() -> None:
    seen: list[str] = []

    def first_time_bad(batch: str) -> Outcome:
        seen.append(batch)
        return reporting("b")(batch) if len(seen) == 1 else Answered({"batchItemFailures": []})

    assert drive(source(REPORTING, "abcd"), first_time_bad).calls == ["abcd", "bcd"]


@pytest.mark.parametrize(
    "nothing_failed", [None, {}, {"batchItemFailures": []}, {"batchItemFailures": None}, {"statusCode": 200}]
)
def test_an_answer_without_failures_is_a_success(nothing_failed: object) -> None:
    assert drive(source(REPORTING, "ab"), lambda _: Answered(nothing_failed)).calls == ["ab"]


@pytest.mark.parametrize(
    "malformed",
    [
        {"batchItemFailures": [{"itemIdentifier": ""}]},
        {"batchItemFailures": [{"itemIdentifier": None}]},
        {"batchItemFailures": [{"itemIdentifier": "z"}]},
        {"batchItemFailures": [{"itemIdentifier": ["b"]}]},
        {"batchItemFailures": [{"sequenceNumber": "b"}]},
        {"batchItemFailures": [{"itemIdentifier": "b"}, {}]},
        {"batchItemFailures": ["b"]},
        {"batchItemFailures": True},
        "done",
    ],
)
def test_an_answer_that_names_anything_but_its_records_is_a_failure_of_all(malformed: object) -> None:
    run = drive(source(REPORTING, "abc"), lambda _: Answered(malformed))
    assert run.calls == ["abc", "abc", "abc"]
    assert run.given_up == [("abc", "RetryAttemptsExhausted")]


def test_named_failures_count_for_nothing_where_the_mapping_does_not_ask_for_them() -> None:
    assert drive(source(Rules(max_retries=2), "abc"), reporting("b")).calls == ["abc"]


def test_without_bisecting_each_resume_uses_up_a_retry() -> None:
    run = drive(source(REPORTING, "abc"), lambda batch: reporting("c" if "b" not in batch else "b")(batch))
    assert run.calls == ["abc", "bc", "bc"]
    assert run.given_up == [("bc", "RetryAttemptsExhausted")]


def test_with_bisecting_a_resume_is_a_split_and_uses_up_no_retry() -> None:
    rules = Rules(max_retries=0, bisect=True, report_item_failures=True)
    run = drive(source(rules, "abcd"), reporting("c"))
    assert run.calls == ["abcd", "cd", "c", "d"]
    assert run.given_up == [("c", "RetryAttemptsExhausted")]
