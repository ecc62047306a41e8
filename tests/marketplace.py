"""The whole system in one process: HTTP requests and stream records reach the real handlers, and DynamoDB is moto's."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest

from local.filters import matches, parse_pattern
from local.mails import Mail, Mails
from local.render import Template, resources
from plus_one import clock
from tests import handed, tables
from tests.conftest import TABLE
from tests.documented import check_answer
from tests.tables import Record

type Json = Any

FUNCTION = re.compile(r"functions/(\w+)")


@dataclass(frozen=True)
class Person:
    user_id: str
    name: str
    email: str
    groups: tuple[str, ...]

    def claims(self, **changes: str | None) -> dict[str, str]:
        """As API Gateway passes them: all values are text."""
        claims = {
            "sub": self.user_id,
            "name": self.name,
            "email": self.email,
            "email_verified": "true",
            "token_use": "id",
            "cognito:groups": f"[{' '.join(self.groups)}]",
        } | changes
        return {name: value for name, value in claims.items() if value is not None}


def client(name: str = "Alex") -> Person:
    return Person(str(uuid4()), name, f"{name.split(maxsplit=1)[0].lower()}@example.com", ("client",))


def coach(name: str = "Casey") -> Person:
    return Person(str(uuid4()), name, f"{name.split(maxsplit=1)[0].lower()}@example.com", ("coach",))


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: Json


@dataclass
class Marketplace:
    template: Template
    all_mails: Mails
    mails_before: int
    _read: int = 0

    def call(self, person: Person, method: str, path: str, body: Json = None, **headers: str) -> Reply:
        """One HTTP request, answered by the function that the template routes it to."""
        return self.call_as(person.claims(), method, path, None if body is None else json.dumps(body), **headers)

    def call_as(self, claims: dict[str, str], method: str, path: str, body: str | None = None, **headers: str) -> Reply:
        """The same with a token and a text of one's own."""
        return self.send(self.http_event(claims, method, path, body, headers))

    def http_event(
        self, claims: dict[str, str] | None, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> Json:
        key = self.route_key(method, path.partition("?")[0])
        return handed.http_event(claims, key, path, body, headers)

    def send(self, event: Json) -> Reply:
        answer = self.handler(self.routes[event["routeKey"]])(event, handed.context())
        headers = {k.lower(): v for k, v in answer["headers"].items()}
        is_json = "json" in headers.get("content-type", "")
        body = json.loads(answer["body"]) if is_json and answer.get("body") else answer.get("body")
        reply = Reply(answer["statusCode"], headers, body or None)
        check_answer(event, reply)
        return reply

    @cached_property
    def routes(self) -> dict[str, str]:
        """Route key -> name of the function, from the rendered template."""
        [api] = resources(self.template, "AWS::ApiGatewayV2::Api").values()
        return {
            f"{method.upper()} {path}": function_name(self.template, operation)
            for path, operations in api["Body"]["paths"].items()
            for method, operation in operations.items()
            if "x-amazon-apigateway-integration" in operation
        }

    def route_key(self, method: str, path: str) -> str:
        for key in self.routes:
            verb, pattern = key.split()
            if verb == method and handed.path_parameters(pattern, path) is not None:
                return key
        raise LookupError(f"no route for {method} {path}")

    def handler(self, name: str) -> Callable[[Json, Any], Json]:
        handle: Callable[[Json, Any], Json] = import_module(f"functions.{name}.app").handler
        return handle

    def new_records(self) -> list[Record]:
        """What the stream has that nobody has read yet."""
        fresh = tables.records(TABLE, self._read)
        self._read += len(fresh)
        return fresh

    def deliver(self, records: list[Record], only: str | None = None) -> None:
        """Each function (or only one) gets the records that its filter lets through."""
        for name, patterns in self.readers().items():
            wanted = [record for record in records if any(matches(record, pattern) for pattern in patterns)]
            if wanted and only in (None, name):
                answer = self.handler(name)({"Records": wanted}, handed.context())
                assert answer == {"batchItemFailures": []}, answer

    def readers(self) -> dict[str, list[Any]]:
        return {
            function_name(self.template, mapping["FunctionName"]): [
                parse_pattern(each["Pattern"]) for each in mapping["FilterCriteria"]["Filters"]
            ]
            for mapping in resources(self.template, "AWS::Lambda::EventSourceMapping").values()
        }

    def publish(self, event: Json) -> None:
        """An event of an AWS service: each rule that it matches hands it to its function."""
        for rule in resources(self.template, "AWS::Events::Rule").values():
            pattern = json.dumps(rule.get("EventPattern")).replace('{"Ref": "MailConfigurationSet"}', '"mail"')
            if "EventPattern" in rule and matches(event, parse_pattern(pattern)):
                for target in rule["Targets"]:
                    self.handler(function_name(self.template, target["Arn"]))(event, handed.context())

    def settle(self, times: int = 1, only: str | None = None) -> None:
        """Until the stream is drained; each batch is delivered `times` times."""
        while records := self.new_records():
            for _ in range(times):
                self.deliver(records, only)

    def tell_the_other_side(self) -> None:
        """Three hours later all copies to the other side have left."""
        then = clock.now() + timedelta(hours=3)
        self.settle()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", lambda: then)
            self.handler("sweep")({}, handed.context(remaining_ms=60_000))

    def items(self) -> list[Json]:
        return tables.items(TABLE)

    @contextmanager
    def writing_nothing(self) -> Iterator[None]:
        before = self.items()
        yield
        assert self.items() == before

    def mails(self) -> list[Mail]:
        return self.all_mails.oldest_first()[self.mails_before :]

    def mails_of(self, kind: str) -> list[Mail]:
        return [mail for mail in self.mails() if mail.tags["kind"] == kind]


def function_name(template: Template, reference: Json) -> str:
    said, functions = json.dumps(reference), resources(template, "AWS::Lambda::Function")
    [logical_id] = {name for name in functions if f'"{name}' in said or f"${{{name}." in said}
    key = template["Resources"][logical_id]["Properties"]["Code"]["S3Key"]
    found = FUNCTION.search(key)
    assert found
    return found[1]
