"""`.local/stack.json`: where everything is, for tests and scripts. It is there while the stack is ready.

Only its owner may read it: it has passwords."""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def written(path: Path, stack: Mapping[str, Any]) -> Iterator[None]:
    beside = path.with_suffix(f".{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(stack, indent=2) + "\n", encoding="utf-8")
    beside.replace(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def remove_stale(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
