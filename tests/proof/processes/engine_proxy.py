"""Runs microburst in front of a DynamoDB, on this machine only, and ends with the process that started it.

python -m tests.proof.processes.engine_proxy <upstream> <port> <seed>
"""

import logging
import os
import random
import sys
import threading

from aiohttp import web
from microburst.app import make_app  # type: ignore[import-untyped]
from microburst.core.pipeline import Microburst  # type: ignore[import-untyped]

from local.settings import HOST


def end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    upstream, port, seed = sys.argv[1:]
    random.seed(int(seed))
    logging.disable()  # it would tell of every connection that it has cut
    threading.Thread(target=end_with_parent, daemon=True).start()
    app = make_app(Microburst(upstream, resign=False))
    web.run_app(app, host=HOST, port=int(port), access_log=None, print=None)
