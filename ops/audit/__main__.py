"""Reads the table of a stack and names every violation of what is promised: python -m ops.audit <stack name>

With `--table <name>` it reads a table beside the stack's own, for example one that AWS has restored.

It changes nothing and may run beside everything else, at the price of about three reads of the whole table. It exits
with 1 if anything is wrong. What it prints are ids and states, no names and no addresses.

It needs cloudformation:DescribeStacks on the stack, and dynamodb:Scan, dynamodb:Query, dynamodb:BatchGetItem on its
table.
"""

import argparse
import sys

from ops.audit.audit import audit
from ops.audit.people import audit_people
from ops.stack import Stack
from plus_one import clock
from plus_one.store.table import Table


def main(table: Table) -> int:
    pairings = violations = 0
    for audited in audit(table, clock.now()):
        pairings += 1
        violations += len(audited.wrong)
        for wrong in audited.wrong:
            print(f"client {audited.whose.client_id} with coach {audited.whose.coach_id}: {wrong}")  # noqa: T201
    for wrong in audit_people(table):
        violations += 1
        print(wrong)  # noqa: T201
    print(f"pairings {pairings}, violations {violations}")  # noqa: T201
    return 1 if violations else 0


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python -m ops.audit")
    whole.add_argument("stack")
    whole.add_argument("--table", help="a table beside the stack's own")
    return whole


if __name__ == "__main__":
    asked = parser().parse_args()
    sys.exit(main(Stack(asked.stack, asked.table).table))
