"""Runs ministack, closed to web pages, and ends with the process that started it, even a killed one: its end closes our
stdin."""

import os
import shutil
import signal
import sys
import threading

from ministack import app

from local.browsers import without_browsers
from local.settings import LOOPBACK


def end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    names = LOOPBACK | set(os.environ.pop("CONTAINER_HOST").split())
    app.app = without_browsers(app.app, os.environ.pop("PASSPHRASE"), names)  # `main` serves what has this name
    app.main()
