"""Is a deployed stack up, closed to strangers, protected, and of this version? python -m ops.smoke <stack> [url]

It changes nothing. `url` is the API's address, if it has a domain of its own. An ID token in PLUS_ONE_TOKEN is tried,
too. It needs cloudformation:DescribeStacks on the stack, dynamodb:BatchGetItem on its table, and dynamodb:Query on its
index GSI2.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from ops import bookings
from ops.audit.audit import OVERDUE
from ops.look import all_due, kind_of, named, stuck
from ops.stack import Stack
from plus_one import clock
from plus_one.domain.renewals import Due
from plus_one.http.openapi import DOCUMENT
from plus_one.store import keys
from plus_one.store.table import Table

FORGED = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."
STRANGE_ORIGIN = "https://stranger.example"
PATIENCE_SECONDS = 15


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes


def wrong(url: str, origin: str, token: str | None = None) -> Iterator[str]:
    """What is not as it must be, in sentences; nothing if all is well."""
    try:
        yield from _wrong(url, origin, token)
    except OSError as failure:
        yield f"{url} does not answer: {failure}"


def _wrong(url: str, origin: str, token: str | None) -> Iterator[str]:
    document = ask(url, "GET", "/v1/openapi.json")
    if document.status != 200 or json.loads(document.body) != json.loads(DOCUMENT.read_text()):  # noqa: PLR2004
        yield f"the API answers {document.status} for its document, or is not of this version"
    yield from _unlike(ask(url, "GET", "/v1/profile"), 401, "a request without a token")
    yield from _unlike(ask(url, "GET", "/v1/profile", authorization=f"Bearer {FORGED}"), 401, "a forged token")
    yield from _unlike(ask(url, "GET", "/v1/no-such-route"), 404, "a route that is none")
    yield from _unlike(ask(url, "GET", "/v1/unsubscribe/nonsense"), 200, "a link that is none")
    if _allowed(url, origin) != origin:
        yield f"a page at {origin} may not call the API"
    if _allowed(url, STRANGE_ORIGIN) in ("*", STRANGE_ORIGIN):
        yield "a page at any other origin may call the API"
    if token:
        yield from _unlike(ask(url, "GET", "/v1/profile", authorization=f"Bearer {token}"), 200, "a good token")


def unprotected(parameters: Mapping[str, str]) -> Iterator[str]:
    if not _is_local(parameters) and parameters.get("Protection") != "on":
        yield "table and user pool can be deleted; deploy once more, with Protection=on"


def warnings(parameters: Mapping[str, str], *, kept: bool) -> Iterator[str]:
    """What works today, and will not for long. `kept`: whether CloudFormation refuses to delete the stack."""
    if not parameters.get("SenderIdentityArn"):
        yield "Warning: SenderIdentityArn is empty, so Cognito mails some fifty codes a day for the whole account"
    if not kept and not _is_local(parameters):
        yield "Warning: one command deletes the stack; type python -m ops protect"


def _is_local(parameters: Mapping[str, str]) -> bool:
    return parameters.get("AllowPasswordAuth") == "true"


def unmarked(table: Table) -> Iterator[str]:
    if not table.has(keys.BACKFILLED):
        yield "Warning: lists of offers do not use their index yet; type python -m ops backfill"


def stopped(table: Table) -> Iterator[str]:
    if said := bookings.stopped(table):
        yield f"Warning: {said}; python -m ops start-bookings ends it"


def overdue(table: Table) -> Iterator[str]:
    """What the sweep did not come to, and what it came to in vain. Renewals wait while bookings are stopped."""
    now, are_stopped = clock.now(), bookings.stopped(table)
    for due_at, key in all_due(table):
        if due_at < now - OVERDUE and not (are_stopped and isinstance(named(key), Due)):
            yield f"{kind_of(key)} is due since {due_at}"
    yield from (f"waiting since {line}" for line in stuck(table, now))


def ask(url: str, method: str, path: str, **headers: str) -> Reply:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(url + path, method=method, headers=sent)  # noqa: S310  # nosec B310
    try:
        with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310  # nosec B310
            return Reply(answer.status, answer.headers, answer.read())
    except HTTPError as refused:
        with refused:
            return Reply(refused.code, refused.headers, refused.read())


def _allowed(url: str, origin: str) -> str | None:
    wanted = {"access_control_request_method": "GET", "access_control_request_headers": "authorization"}
    return ask(url, "OPTIONS", "/v1/profile", origin=origin, **wanted).headers["access-control-allow-origin"]


def _unlike(reply: Reply, status: int, what: str) -> Iterator[str]:
    if reply.status != status:
        yield f"{what} is answered with {reply.status} and not {status}"


def main(stack: Stack, url: str | None) -> int:
    found = [*wrong(url or stack.outputs["ApiUrl"], stack.outputs["WebOrigin"], os.environ.get("PLUS_ONE_TOKEN"))]
    found += [*unprotected(stack.parameters), *overdue(stack.table)]
    warned = [*warnings(stack.parameters, kept=stack.kept), *unmarked(stack.table), *stopped(stack.table)]
    said = [*found, *warned] if found else ["All is well.", *warned]
    sys.stdout.write("".join(f"{each}\n" for each in said))
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("python -m ops.smoke <stack> [url]")
    sys.exit(main(Stack(sys.argv[1]), sys.argv[2] if sys.argv[2:] else None))
