"""Run by a bare interpreter (-I -S -B): one measurement of one bundle, in a process of its own. Prints its figures."""

import json
import os
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

asked = json.loads(sys.argv[1])
sys.path[:0] = asked["folders"]
context: Any = SimpleNamespace(get_remaining_time_in_millis=lambda: 60_000, aws_request_id="bench")
event = json.loads(Path(asked["event"]).read_text())
samples = json.loads(Path(asked["samples"]).read_text())


def cpu_ms(act: Callable[[], Any]) -> tuple[float, Any]:
    before = time.process_time()
    done = act()
    return (time.process_time() - before) * 1000, done


def stub(name: str) -> Any:
    """Loaded after the bundle, so that nothing of boto3 is imported for it."""
    sys.path.append(asked["bench"])
    return getattr(import_module("stub"), name)


def cold() -> dict[str, float]:
    """Import, then the first request."""
    importing, app = cpu_ms(lambda: import_module("app"))
    stub("answer_requests")(samples)
    first, answer = cpu_ms(lambda: app.handler(event, context))
    return {"import": importing, "first": first, "cold": importing + first, "ok": succeeded(answer)}


def snapshot() -> dict[str, float]:
    """The first request after a start that Lambda keeps as a snapshot."""
    os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "snap-start"
    stub("answer_requests")(samples)
    app = import_module("app")
    first, answer = cpu_ms(lambda: app.handler(event, context))
    return {"first": first, "ok": succeeded(answer)}


def warm() -> dict[str, float]:
    """Microseconds of CPU per request, the median of twenty series: with boto3, and without it."""
    app = import_module("app")
    stub("answer_requests")(samples)
    whole = series(app.handler, 25)
    stub("answer_calls")(samples)
    return {"whole": whole, "own": series(app.handler, 100)}


def series(handler: Callable[[Any, Any], Any], length: int) -> float:
    for _ in range(length):
        handler(event, context)
    return median(cpu_ms(lambda: [handler(event, context) for _ in range(length)])[0] for _ in range(20)) / length * 1e3


def stream() -> dict[str, float]:
    """Records per second at 5 ms per call, and CPU milliseconds per record."""
    app: Any = import_module("app")
    app.LANES = asked["lanes"]
    stub("answer_requests")(samples, 0.005)
    app.handler(event, context)
    before = time.perf_counter()
    cpu, answer = cpu_ms(lambda: app.handler(event, context))
    count = len(event["Records"])
    return {"per_second": count / (time.perf_counter() - before), "cpu": cpu / count, "ok": succeeded(answer)}


def succeeded(answer: Any) -> bool:
    return not answer["batchItemFailures"] if "batchItemFailures" in answer else answer["statusCode"] == HTTPStatus.OK


out, sys.stdout = sys.stdout, Path(os.devnull).open("w")  # noqa: SIM115  its log lines are written, and seen by nobody
measures = {"cold": cold, "snapshot": snapshot, "warm": warm, "stream": stream}
print(json.dumps(measures[asked["what"]]()), file=out, flush=True)
