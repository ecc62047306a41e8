"""The faults that microburst injects, by kind, and how many of each it has injected."""

import json
import urllib.request
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from tests.proof.processes.engine import Engine

type Rules = list[dict[str, Any]]

OFTEN = 0.2
FEW = 0.5
WRITES = ("TransactWriteItems", "UpdateItem", "PutItem")


def _error(code: str, status: int = 400, **fields: Any) -> dict[str, Any]:
    return {"error": {"code": code, "status": status, "message": "as planned", "fields": fields}}


def _cancelled(reason: str) -> dict[str, Any]:
    reasons = [{"Code": "None"}, {"Code": reason, "Message": "as planned"}]
    return _error("TransactionCanceledException", CancellationReasons=reasons)


def _on(operations: Iterable[str], effect: dict[str, Any], often: float = OFTEN) -> Rules:
    return [{"operation": operation, "probability": often, **effect} for operation in operations]


KINDS: dict[str, Rules] = {
    "answer lost after commit": _on(WRITES, {"response": {"abort_bytes": 0}}),
    "transaction conflict": [
        *_on(["TransactWriteItems"], _cancelled("TransactionConflict")),
        *_on(["UpdateItem", "PutItem"], _error("TransactionConflictException")),
    ],
    "throttled": [
        *_on(WRITES, _error("ProvisionedThroughputExceededException")),
        *_on(["BatchGetItem", "Query"], _error("ThrottlingException")),
    ],
    "throttled in a transaction": _on(["TransactWriteItems"], _cancelled("ThrottlingError"), FEW),
    "transaction in progress": _on(["TransactWriteItems"], _error("TransactionInProgressException"), FEW),
    "connection reset": [{"reset": True}],
    "server error": [_error("InternalServerError", 500)],
    "no answer": [{"timeout_ms": 20}],
    "answer cut short": [{"operation": "BatchGetItem", "response": {"abort_bytes": 40}}],
}


def inject(engine: Engine, kinds: Collection[str]) -> dict[int, str]:
    """From now on these, together about twice as often as one of them alone; each rule strikes once for sure. The
    answer says which kind each rule of the proxy is of."""
    named = [
        (kind, {"service": "dynamodb", **rule, **frequency})
        for kind in kinds
        for rule in KINDS[kind]
        for frequency in (
            {"probability": 1, "times": 1},
            {"probability": rule.get("probability", OFTEN) / max(1, len(kinds) / 2)},
        )
    ]
    kept = _ask(engine, "POST", "rules", [rule for _, rule in named])
    return {rule["id"]: kind for rule, (kind, _) in zip(kept, named, strict=True)}


def injected(engine: Engine, kinds: dict[int, str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for rule in _ask(engine, "GET", "stats")["by_rule"]:
        if rule["id"] in kinds:
            found[kinds[rule["id"]]] += rule["fired"]
    return found


def _ask(engine: Engine, method: str, path: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{engine.proxy_url}/_microburst/{path}", data, method=method)  # noqa: S310
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
        return json.load(answer)
