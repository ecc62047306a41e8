"""`make invoke`: a sample of events/ in a container, beside a running `make run DOCKER=1` and never without.

`sam local invoke` takes every answer for a success: we do not.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from local import sam, story
from local.aws import client
from local.deploy import STACK
from local.settings import CannotStart, read_settings
from plus_one.domain import tokens

UNSIGNED = "A" * 43
FAILED, NOT_RUN = 1, 2

type Json = Any


class Invoked(NamedTuple):
    """`work`: what the table says now that it did not say before."""

    answer: str
    work: dict[str, str]


def main(path: str = "", *options: str) -> int:
    try:
        event = Path(path)
        function_of(event)
        stack = running_stack(read_settings(os.environ).stack_file)
        sam.needs_an_engine()
        sam.build()
        done = invoke(stack, event, *options)
    except CannotStart as problem:
        sys.stderr.write(f"{problem}\n")
        return NOT_RUN
    failed = is_failure(done.answer)
    sys.stdout.write(f"{done.answer}\n\n{'FAILED' if failed else 'ok'}: {in_words(done.work)}\n")
    return FAILED if failed else 0


def in_words(work: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {now}" for name, now in work.items()) or "changed nothing"


def running_stack(file: Path) -> Json:
    """Of `make run`. It says where AWS is, so that no other is ever called."""
    try:
        stack = json.loads(file.read_text(encoding="utf-8"))
        urllib.request.urlopen(f"{stack['aws_endpoint_url']}/_ministack/health", timeout=5).close()  # noqa: S310
    except (FileNotFoundError, urllib.error.URLError, TimeoutError):
        raise CannotStart("No local stack is running. Type in another terminal: make run DOCKER=1") from None
    if not stack["container_host"]:
        raise CannotStart("The local stack lets no container in. Stop it, and start it with: make run DOCKER=1")
    return stack


def function_of(path: Path) -> str:
    """The one whose name the file's name begins with: events/mail_feedback_bounce.json is one of mail_feedback."""
    if not path.is_file():
        raise CannotStart(f"There is no event {str(path)!r}. For example: make invoke EVENT=events/coach_api.json")
    for name in story.BEFORE:
        if path.stem == name or path.stem.startswith(f"{name}_"):
            return name
    raise CannotStart(f"The name of an event's file begins with its function: {', '.join(story.BEFORE)}.")


def invoke(stack: Json, path: Path, *options: str) -> Invoked:
    """All that comes before it in the story is told first, in an empty table."""
    name, aws_url, running = function_of(path), stack["aws_endpoint_url"], stack["table_name"]
    table = story.new_table(client(aws_url, "dynamodb"), f"{running}-samples", like=running)
    story.tell(table, name)
    before = story.look(table)
    function = f"{name.title().replace('_', '')}Function"
    variables = variables_of(stack, function) | {"TABLE_NAME": table.name}
    text = path.read_text(encoding="utf-8")
    event = signed(text, lambda: _link_keys(aws_url, variables["LINK_KEYS_ARN"]))
    answer = sam.invoke(function, event, variables, *options)
    return Invoked(answer, story.changes(before, story.look(table)))


def variables_of(stack: Json, function: str) -> dict[str, str]:
    """What it has in the running stack, names and key ARNs among them; and where a container finds that stack."""
    url = stack["aws_endpoint_url"]
    found = client(url, "cloudformation").describe_stack_resource(StackName=STACK, LogicalResourceId=function)
    deployed = found["StackResourceDetail"]["PhysicalResourceId"]
    known: dict[str, str] = client(url, "lambda").get_function_configuration(FunctionName=deployed)["Environment"][
        "Variables"
    ]
    seen = [_from_a_container(each, stack["container_host"]) for each in (url, stack["api_url"])]
    return known | dict(zip(sam.ENDPOINTS, seen, strict=True))


def _from_a_container(url: str, host: str) -> str:
    return urlsplit(url)._replace(netloc=f"{host}:{urlsplit(url).port}").geturl()


def signed(event: str, read_keys: Callable[[], tokens.Keys]) -> str:
    """The keys of the links are new in each run of the stack, so a link that nobody signed is signed now."""
    token = (json.loads(event).get("pathParameters") or {}).get("token", "")
    if not token.endswith(UNSIGNED):
        return event
    today = datetime.now(UTC).date()
    return event.replace(token, tokens.sign(story.ALEX.user_id, story.CASEY.user_id, today, read_keys()))


def _link_keys(aws_url: str, arn: str) -> tokens.Keys:
    keys: tokens.Keys = json.loads(client(aws_url, "secretsmanager").get_secret_value(SecretId=arn)["SecretString"])
    return keys


def is_failure(answer: str) -> bool:
    """An error, a refusal, or a record that has to come again; or no answer, as when the time was up."""
    try:
        body = json.loads(answer)
    except ValueError:
        return True
    if not isinstance(body, dict):
        return False
    refused = body.get("statusCode", HTTPStatus.OK) >= HTTPStatus.BAD_REQUEST
    return refused or bool({"errorType", "errorMessage"} & body.keys()) or bool(body.get("batchItemFailures"))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
