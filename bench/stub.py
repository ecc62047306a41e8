"""A DynamoDB that answers at once, in this process: a sample of each kind of item, under the key that is asked for."""

import json
import time
from typing import Any, cast

from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.compat import HTTPHeaders
from botocore.httpsession import URLLib3Session

type Attributes = dict[str, Any]
type Samples = dict[str, Attributes]

KINDS = ("PAIRING", "PACKAGE", "SESSION", "RENEWAL", "EVENT", "OFFER", "PROFILE")


def answer_requests(samples: Samples, seconds: float = 0) -> None:
    """Below all of boto3 but the socket. `seconds` is how long each call takes."""

    def send(_: URLLib3Session, request: Any) -> AWSResponse:
        time.sleep(seconds)
        target = request.headers["X-Amz-Target"]
        operation = (target.decode() if isinstance(target, bytes) else target).partition(".")[2]
        body = json.dumps(_answer(samples, operation, json.loads(request.body)))
        response: Any = AWSResponse(request.url, 200, HTTPHeaders.from_dict({}), None)
        response._content = body.encode()  # there is no socket to read it from
        return cast("AWSResponse", response)

    sessions: Any = URLLib3Session
    sessions.send = send


def answer_calls(samples: Samples) -> None:
    """In place of boto3: what is left is our own work."""

    def call(_: BaseClient, operation: str, parameters: Attributes) -> Attributes:
        return _answer(samples, operation, parameters)

    clients: Any = BaseClient
    clients._make_api_call = call


def _answer(samples: Samples, operation: str, asked: Attributes) -> Attributes:
    match operation:
        case "BatchGetItem":
            [(table, wanted)] = asked["RequestItems"].items()
            found = [_item(samples, key["PK"]["S"], key["SK"]["S"]) for key in wanted["Keys"]]
            return {"Responses": {table: [item for item in found if item]}, "UnprocessedKeys": {}}
        case "Query":
            starts = "".join(each.get("S", "") for each in asked["ExpressionAttributeValues"].values())
            kind = next((kind for kind in KINDS if f"{kind}#" in starts), "PAIRING")
            return {"Items": [samples[kind]] * 25, "Count": 25, "ScannedCount": 25}
    return {}


def _item(samples: Samples, pk: str, sk: str) -> Attributes | None:
    kind = next((kind for kind in KINDS if sk.startswith(kind) or f"#{kind}#" in sk), None)
    return {**samples[kind], "PK": {"S": pk}, "SK": {"S": sk}} if kind in samples else None
