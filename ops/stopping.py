"""Stops all of a stack, so that nothing but the operator writes to its table, and starts it again.

A function whose share of Lambda's concurrency is zero does not run, so the API refuses every request. Records of the
stream and feedback of SES wait, at most six hours: what is older goes to the failure queue, and the sweep settles it
from the table. The rule of the sweep is disabled too, so that its calls do not pile up. To stop only the booking of
+1s, see ops/bookings.py.
"""

from collections.abc import Iterator
from typing import Any

import boto3

from ops.stack import Stack

STREAM_READERS = ("BookPlusOneFunction", "SendNoticesFunction")
FUNCTIONS = (
    *("ClientApiFunction", "CoachApiFunction", "AccountApiFunction", "UnsubscribeFunction", "MailFeedbackFunction"),
    *(*STREAM_READERS, "SweepFunction"),
)
SCHEDULE = "SweepFunctionEveryMinute"


def stop(stack: Stack) -> Iterator[str]:
    boto3.client("events").disable_rule(Name=stack.resource(SCHEDULE))
    for name in FUNCTIONS:
        _lambda().put_function_concurrency(FunctionName=stack.resource(name), ReservedConcurrentExecutions=0)
        yield f"{name} is stopped."
    yield "A call that was under way ends within a minute. Then nothing of this stack writes to its table."


def start(stack: Stack) -> Iterator[str]:
    """As the template has it: the readers of the stream have the share that the parameter says."""
    reserved = int(stack.parameters.get("ReservedConcurrency", "0"))
    for name in FUNCTIONS:
        function = stack.resource(name)
        if reserved and name in STREAM_READERS:
            _lambda().put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=reserved)
        else:
            _lambda().delete_function_concurrency(FunctionName=function)
        yield f"{name} runs."
    boto3.client("events").enable_rule(Name=stack.resource(SCHEDULE))


def running(stack: Stack) -> list[str]:
    """The functions that are not stopped."""
    return [name for name in FUNCTIONS if _share(stack.resource(name)) != 0]


def _share(function: str) -> int | None:
    answer = _lambda().get_function_concurrency(FunctionName=function)
    share: int | None = answer.get("ReservedConcurrentExecutions")
    return share


def _lambda() -> Any:
    return boto3.client("lambda")
