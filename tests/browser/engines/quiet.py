"""Browsers that listen on this machine only, ask nothing outside it, and end with the test."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# What is not for this machine goes to a proxy that is not there.
NOWHERE = "127.0.0.1:9"
PROXY = {"proxyType": "manual", "httpProxy": NOWHERE, "sslProxy": NOWHERE, "noProxy": ["localhost", "127.0.0.1"]}
UNHEARD: Any = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)


@contextmanager
def process(*command: str, **how: Any) -> Iterator[None]:
    started = subprocess.Popen(command, **UNHEARD, **how)
    try:
        yield
    finally:
        started.terminate()
        started.wait(timeout=30)
