"""What must be true of a table between any two transactions, whatever happened to it."""

from ops.audit.audit import violations
from plus_one.store.table import Table
from tests.kept import everything, unfinished


def check(table: Table, *, drained: bool = False) -> None:
    """`drained`: all that was written has been delivered, so nothing may be left to do."""
    items = everything(table)
    wrong = violations(items) + (unfinished(items) if drained else [])
    assert not wrong, "\n".join(wrong)
