"""The items and events that every contender is measured with: made by the real actions."""

import copy
import json
from pathlib import Path
from typing import Any

from moto import mock_aws

from bench.stub import KINDS, Samples
from local.render import Template
from plus_one.http.claims import Role, caller_of
from plus_one.store.items import marshal
from plus_one.store.table import connect
from tests.conftest import create_table
from tests.integration.acting import Acting
from tests.kept import everything

PROJECT = Path(__file__).parents[1]

type Event = dict[str, Any]


def before_completion(template: Template) -> Samples:
    """A client who is enrolled, with one session on deck."""
    with mock_aws():
        acting = _acting(template)
        acting.booked(1)
        acting.enroll()
        return _samples(acting)


def after_completion(template: Template) -> Samples:
    """It is completed, and a renewal is pending."""
    with mock_aws():
        acting = _acting(template)
        [last] = acting.booked(1)
        acting.enroll()
        acting.complete(last)
        return _samples(acting)


def _acting(template: Template) -> Acting:
    """The coach is the one of the request."""
    table = connect("bench")
    create_table(table.client, template, table.name)
    return Acting(table, coach=caller_of(completion(), Role.COACH))


def _samples(acting: Acting) -> Samples:
    """One of each kind; of profiles, the coach's."""
    found: Samples = {}
    for item in everything(acting.table):
        kind = str(item["type"]).upper()
        if kind in KINDS and (kind != "PROFILE" or item["PK"].endswith(acting.coach.user_id)):
            found[kind] = marshal(item)
    return found


def completion() -> Event:
    """Without a key, which the peers do not know."""
    event: Event = json.loads((PROJECT / "events/coach_api.json").read_text())
    del event["headers"]["idempotency-key"]
    return event


def for_rest(event: Event) -> Event:
    """The same request as Chalice gets it: from a REST API."""
    path = event["routeKey"].partition(" ")[2]
    method = event["requestContext"]["http"]["method"]
    return event | {
        "httpMethod": method,
        "path": event["rawPath"],
        "multiValueQueryStringParameters": None,
        "stageVariables": None,
        "requestContext": event["requestContext"] | {"resourcePath": path, "httpMethod": method},
    }


def records(count: int) -> Event:
    """As many renewals, each of another client."""
    [record] = json.loads((PROJECT / "events/book_plus_one.json").read_text())["Records"]
    return {"Records": [_record(record, number) for number in range(count)]}


def _record(record: Any, number: int) -> Any:
    mine = copy.deepcopy(record)
    client_id = f"00000000-0000-4000-8000-{number:012}"
    for image in (mine["dynamodb"]["Keys"], mine["dynamodb"]["NewImage"]):
        image["PK"]["S"] = f"CLIENT#{client_id}"
    mine["dynamodb"]["NewImage"]["client_id"]["S"] = client_id
    mine["dynamodb"]["SequenceNumber"] = str(int(mine["dynamodb"]["SequenceNumber"]) + number)
    return mine
