"""Imported before all else by each function: what a start makes stays, and looking in it for garbage costs a tenth."""

import gc
import os
from collections.abc import Callable

gc.disable()


def ready(*prime: Callable[[], object]) -> None:
    """Said by a function when all is there: from now on only what is newer is looked at for cycles.
    If Lambda takes a snapshot now, `prime` first does what the first request would do for those after it."""
    if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        for each in prime:
            each()
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
