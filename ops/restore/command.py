"""What `python -m ops restore` does with what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from ops.restore.restore import Restore
from ops.restore.told import Told, gone, read_log
from ops.stack import Stack
from ops.stopping import running
from ops.support import CannotHelp
from plus_one.domain.refusals import Busy
from plus_one.store.table import Table


@dataclass(frozen=True)
class Wanted:
    """`old`: the table that was lost, if it can still be read. `log`: a file of what the functions have logged."""

    source: str
    old: str | None
    log: str | None
    dry_run: bool
    yes: bool


def restore(stack: Stack, wanted: Wanted, now: datetime) -> Iterator[str]:
    _check(stack, wanted)
    try:
        yield from _restore(Restore(patient(wanted.source), patient(stack.table.name), _told(wanted), now), wanted)
    except (Busy, BotoCoreError, ClientError) as failure:
        raise CannotHelp(f"It broke off. Type it again, it adds what is still absent. {failure!r}") from failure


def _restore(plan: Restore, wanted: Wanted) -> Iterator[str]:
    """First without writing; then, if nothing would be mailed twice or that is accepted, in earnest."""
    if wanted.dry_run or not wanted.yes:
        yield from plan.run()
    if not wanted.dry_run:
        _accepted(plan)
        plan = Restore(plan.source, plan.target, plan.told, plan.now, dry_run=False)
        yield from plan.run()
    if plan.told.old:
        yield from gone(plan.told.old, plan.source, plan.target)
    if plan.apart:
        raise CannotHelp(f"{len(plan.apart)} pairings were left alone: see docs/deploying.md, Restoring.")


def _check(stack: Stack, wanted: Wanted) -> None:
    if wanted.source == stack.table.name:
        raise CannotHelp("That is the table of the stack itself.")
    if wanted.log and not Path(wanted.log).is_file():
        raise CannotHelp(f"There is no file {wanted.log}.")
    for name in (wanted.source, stack.table.name, *([wanted.old] if wanted.old else [])):
        _check_active(name)
    if not wanted.dry_run and (left := running(stack)):
        raise CannotHelp(f"Not while the stack is at work: {', '.join(left)}. Type `python -m ops stop` first.")


def _check_active(name: str) -> None:
    try:
        status = boto3.client("dynamodb").describe_table(TableName=name)["Table"]["TableStatus"]
    except ClientError as failure:
        raise CannotHelp(f"The table {name} cannot be read: {failure}") from failure
    if status != "ACTIVE":
        raise CannotHelp(f"The table {name} is still {status}.")


def _told(wanted: Wanted) -> Told:
    lines = Path(wanted.log).read_text().splitlines() if wanted.log else ()
    return Told(patient(wanted.old) if wanted.old else None, read_log(lines))


def _accepted(plan: Restore) -> None:
    if plan.mails or plan.announcements:
        raise CannotHelp("Nothing was copied. If that may be, type it again with --yes.")


def patient(name: str) -> Table:
    """Nobody waits for an answer as a person does, and a table that has just been made takes little at first."""
    config = Config(read_timeout=20, retries={"total_max_attempts": 10, "mode": "standard"}, parameter_validation=False)
    return Table(boto3.client("dynamodb", config=config), name)
