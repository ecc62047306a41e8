"""`make test-sam`: each sample of events/ in a container, by SAM, on a local stack of its own. Each must do its work.
In memory they do it in tests/integration/test_events.py."""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from local import sam
from local.samples import NOT_RUN, in_words, invoke, is_failure
from local.settings import PROJECT, CannotStart, Settings
from local.stack import running
from tests.conftest import free_port

# What the table says after each that it did not say before, and the status of the answer if it has one.
WORK: dict[str, tuple[int | None, dict[str, str]]] = {
    "account_api": (200, {"profile": "known"}),
    "client_api": (201, {"+1": "on"}),
    "coach_api": (200, {"on deck": "0", "renewal": "pending"}),
    "book_plus_one": (None, {"on deck": "1", "renewal": "booked"}),
    "send_notices": (None, {"told the client": "sent", "told the coach": "sent", "told the bus": "sent"}),
    "sweep": (None, {"on deck": "1", "renewal": "booked"}),
    "unsubscribe_get": (200, {}),
    "unsubscribe_post": (200, {"+1": "off"}),
    "mail_feedback_delivery": (None, {"told the client": "delivered"}),
    "mail_feedback_bounce": (None, {"profile": "gets no mail", "told the client": "bounced"}),
    "mail_feedback_complaint": (None, {"profile": "gets no mail", "told the client": "complained"}),
}


def main(*options: str) -> int:
    try:
        sam.needs_an_engine()
        sam.build()
        with tempfile.TemporaryDirectory() as folder, running(_settings(Path(folder))) as stack:
            results = [_works(stack.described, path, options) for path in sorted(PROJECT.glob("events/*.json"))]
    except CannotStart as problem:
        sys.stderr.write(f"{problem}\n")
        return NOT_RUN
    sys.stdout.write(f"{results.count(True)} passed, {results.count(False)} failed\n")
    return 0 if all(results) else 1


def _settings(folder: Path) -> Settings:
    return Settings(free_port(), free_port(), folder / "stack.json", docker=os.environ.get("DOCKER") or "1")


def _works(stack: Any, path: Path, options: tuple[str, ...]) -> bool:
    started = time.monotonic()
    done = invoke(stack, path, *options)
    works = (
        done.work == WORK[path.stem][1] and status(done.answer) == WORK[path.stem][0] and not is_failure(done.answer)
    )
    took = time.monotonic() - started
    sys.stdout.write(f"{'ok    ' if works else 'FAILED'} {path.stem:24} {took:5.1f} s  {in_words(done.work)}\n")
    if not works:
        sys.stdout.write(f"       {done.answer}\n")
    sys.stdout.flush()
    return works


def status(answer: str) -> int | None:
    body = json.loads(answer or "null")
    return body.get("statusCode") if isinstance(body, dict) else None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
