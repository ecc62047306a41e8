"""Imported before all else by each function: what a start makes stays, and looking in it for garbage costs a tenth."""

import gc

gc.disable()


def ready() -> None:
    """Said by a function when all is there: from now on only what is newer is looked at for cycles."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
