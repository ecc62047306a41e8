"""Runs ministack, and ends with the process that started it, even a killed one: its end closes our stdin."""

import os
import shutil
import signal
import sys
import threading

from ministack.app import main


def end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    main()
