"""A deployed function, called as an event source mapping calls it: synchronously, and once."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.aws import Aws
from local.console import Tell, line
from local.event_source import Answered, Failed, Outcome, Record, Unreached

LONGEST_RUN = 900
MOST_AT_ONCE = 10


def name_of(function_arn: str) -> str:
    """The name in template.yaml: CloudFormation makes it `<stack>-<name>-<random>`."""
    return function_arn.split(":")[6].split("-")[-2]


@dataclass
class Function:
    aws: Aws
    arn: str
    tell: Tell
    _client: Any = field(init=False)

    def __post_init__(self) -> None:
        # A retry by the SDK would be a second delivery that the event source knows nothing of.
        self._client = self.aws.client(
            "lambda", read_timeout=LONGEST_RUN, retries={"total_max_attempts": 1}, max_pool_connections=MOST_AT_ONCE
        )

    def call(self, records: Sequence[Record]) -> Outcome:
        event = json.dumps({"Records": records})
        try:
            answer = self._client.invoke(FunctionName=self.arn, Payload=event, LogType="Tail")
        except (BotoCoreError, ClientError) as error:
            self.tell(line("unreached", f"{name_of(self.arn)}: {type(error).__name__}"))
            return Unreached()
        if "FunctionError" in answer:
            self.tell(line("failed", f"{name_of(self.arn)}: {_error_type(answer)}"))
            return Failed()
        payload = json.load(answer["Payload"])
        if payload and payload.get("batchItemFailures"):
            count = len(payload["batchItemFailures"])
            self.tell(line("failed", f"{name_of(self.arn)}: {count} record(s) of the batch"))
        return Answered(payload)


def _error_type(answer: Mapping[str, Any]) -> str:
    """ministack says `Runtime.HandlerError` to all. The log ends with the real name, and a text that may be private."""
    log = base64.b64decode(answer.get("LogResult", "")).decode(errors="replace").strip()
    last = log.splitlines()[-1] if log else ""
    return last.partition(":")[0] or str(json.load(answer["Payload"]).get("errorType"))
