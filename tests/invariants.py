"""What must be true of a table between any two transactions, whatever happened to it."""

from plus_one.audit.audit import unfinished, violations
from plus_one.store.table import Table
from tests.kept import everything


def check(table: Table, *, drained: bool = False) -> None:
    """`drained`: all that was written has been delivered, so nothing may be left to do."""
    items = everything(table)
    wrong = violations(items) + (unfinished(items) if drained else [])
    assert not wrong, "\n".join(wrong)
