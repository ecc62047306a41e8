"""The operator's command line: python -m ops <command> <stack> ...

It works with the operator's own AWS credentials on a deployed stack, and prints ids and states, no names and no
addresses. What it changes is in the timeline of the pairing. docs/runbook.md says when to use which.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from itertools import chain

from ops import bookings, follow, look, pairing_forms, redrive, stopping, support
from ops.backfill import backfill
from ops.restore import command as restoring
from ops.stack import Stack
from plus_one import clock
from plus_one.domain.events import Side, Written
from plus_one.domain.refusals import NotFound
from plus_one.store.items import text

type Asked = argparse.Namespace
type Command = Callable[[Stack, Asked], Iterable[str]]


def timeline(stack: Stack, asked: Asked) -> Iterable[str]:
    """what happened to a pairing, newest first; by client and coach, or by any one id that the log knows"""
    return follow.timelines(stack, asked.ids, clock.now())


def due(stack: Stack, asked: Asked) -> Iterable[str]:
    """renewals and notices that wait, the longest first"""
    listed = look.stuck if asked.stuck else look.due_list
    return listed(stack.table, clock.now())


def redrive_due(stack: Stack, asked: Asked) -> Iterable[str]:
    """make what waits due at once; the sweep takes it within a minute"""
    hurried = redrive.redrive_due(stack.table, clock.now(), dry_run=asked.dry_run, to_old=asked.old_shards)
    return chain(hurried, pairing_forms.lengthen(stack.table, dry_run=asked.dry_run)) if asked.old_shards else hurried


def redrive_queue(stack: Stack, asked: Asked) -> Iterable[str]:
    """hand what is in the failure queue over again"""
    return redrive.redrive_queue(stack.outputs["FailureQueueUrl"], redrive.invoking(stack), dry_run=asked.dry_run)


def resend(stack: Stack, asked: Asked) -> Iterable[str]:
    """mail one notice again"""
    about = Written(asked.client, asked.coach, asked.event)
    support.resend(stack.table, about, Side(asked.side), support.helping(asked.why, clock.now()))
    return ["It is mailed within a minute."]


def drop(stack: Stack, asked: Asked) -> Iterable[str]:
    """end one notice that cannot be sent; `resend` brings it back"""
    about = Written(asked.client, asked.coach, asked.event)
    support.drop(stack.table, about, Side(asked.side), support.helping(asked.why, clock.now()))
    return ["It has ended as undeliverable."]


def end_enrollment(stack: Stack, asked: Asked) -> Iterable[str]:
    """turn +1 off for a client with a coach"""
    done = support.end_enrollment(stack.table, asked.client, asked.coach, support.helping(asked.why, clock.now()))
    stays = f" The +1 {done.last_plus_one.session_id} stays on deck." if done.last_plus_one else ""
    return [f"Off since {text(done.unenrolled_at)}.{stays}" if done.unenrolled_at else "It was never on."]


def clear_flag(stack: Stack, asked: Asked) -> Iterable[str]:
    """mail to a person whose address refused mail"""
    told = support.clear_flag(stack.table, asked.user, support.helping(asked.why, clock.now()))
    return [f"Mail goes there again; in the timeline of {len(told)} pairings."]


def backfill_offers(stack: Stack, asked: Asked) -> Iterable[str]:
    """put offers of 0.1.0 where lists look for them, and shorten pairings; once per table, after the deployment"""
    offers = backfill(stack.table, clock.now(), dry_run=asked.dry_run)
    return chain(offers, pairing_forms.shorten(stack.table, dry_run=asked.dry_run))


def suspend(stack: Stack, asked: Asked) -> Iterable[str]:
    """refuse all that a person writes, but for leaving and cancelling"""
    told = support.suspend(stack.table, asked.user, support.helping(asked.why, clock.now()))
    return [f"Suspended; in the timeline of {len(told)} pairings. Their +1s wait. `resume` ends it."]


def resume(stack: Stack, asked: Asked) -> Iterable[str]:
    """lift a suspension; what waited is settled within a minute"""
    told = support.resume(stack.table, asked.user, support.helping(asked.why, clock.now()))
    return [f"No longer suspended; in the timeline of {len(told)} pairings."]


def stop(stack: Stack, asked: Asked) -> Iterable[str]:
    """stop every function, so that nothing writes to the table; the API refuses every request"""
    return stopping.stop(stack)


def start(stack: Stack, asked: Asked) -> Iterable[str]:
    """start every function again"""
    return stopping.start(stack)


def stop_bookings(stack: Stack, asked: Asked) -> Iterable[str]:
    """book no +1 until `start-bookings`; everything else works, and renewals wait"""
    return bookings.stop(stack.table, asked.why, clock.now())


def start_bookings(stack: Stack, asked: Asked) -> Iterable[str]:
    """book +1s again; the sweep settles what waited, the oldest first"""
    return bookings.start(stack.table, clock.now())


def protect(stack: Stack, asked: Asked) -> Iterable[str]:
    """make CloudFormation refuse to delete the stack, until `--off`"""
    return [stack.protect(on=not asked.off)]


def restore(stack: Stack, asked: Asked) -> Iterable[str]:
    """copy a table that AWS has restored into the stack's own; `stop` first, as `stop-bookings` is not enough"""
    wanted = restoring.Wanted(asked.source, asked.old, asked.log, dry_run=asked.dry_run, yes=asked.yes)
    return restoring.restore(stack, wanted, clock.now())


PAIRING = ("client", "coach")
COMMANDS: dict[str, tuple[Command, tuple[str, ...]]] = {
    "timeline": (timeline, ("ids", "--table")),
    "due": (due, ("--stuck", "--table")),
    "redrive-due": (redrive_due, ("--dry-run", "--old-shards")),
    "redrive-queue": (redrive_queue, ("--dry-run",)),
    "resend": (resend, (*PAIRING, "event", "side", "--why")),
    "drop": (drop, (*PAIRING, "event", "side", "--why")),
    "end-enrollment": (end_enrollment, (*PAIRING, "--why")),
    "backfill": (backfill_offers, ("--dry-run",)),
    "clear-flag": (clear_flag, ("user", "--why")),
    "suspend": (suspend, ("user", "--why")),
    "resume": (resume, ("user", "--why")),
    "stop": (stop, ()),
    "start": (start, ()),
    "stop-bookings": (stop_bookings, ("--why",)),
    "start-bookings": (start_bookings, ()),
    "protect": (protect, ("--off",)),
    "restore": (restore, ("--from", "--old", "--log", "--dry-run", "--yes")),
}
OPTIONS: dict[str, dict[str, object]] = {
    "--dry-run": {"action": "store_true", "help": "only say what would be done"},
    "--stuck": {"action": "store_true", "help": "only what waits for longer than it should"},
    "--old-shards": {"action": "store_true", "help": "in the form and place that 0.1.0 knows: before going back to it"},
    "--why": {
        "required": True,
        "help": "the reason, which is in the timeline; why somebody was suspended, only they read",
    },
    "--table": {"help": "a table beside the stack's own, for example one that AWS has restored"},
    "--from": {"required": True, "dest": "source", "metavar": "TABLE", "help": "the table that AWS has restored"},
    "--old": {"metavar": "TABLE", "help": "the table that was lost, if it can be read: what it mailed is not repeated"},
    "--log": {"metavar": "FILE", "help": "log lines `mailed`, for the same"},
    "--off": {"action": "store_true", "help": "let it be deleted"},
    "--yes": {"action": "store_true", "help": "even if mails come a second time"},
    "ids": {"nargs": "+", "metavar": "ID", "help": "client and coach, or one of a person, session, event or request"},
    "side": {"choices": [side.value for side in Side], "help": "to whom"},
}


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python -m ops", description=__doc__)
    commands = whole.add_subparsers(required=True)
    for name, (command, arguments) in COMMANDS.items():
        one = commands.add_parser(name, help=command.__doc__)
        one.set_defaults(command=command)
        for argument in ("stack", *arguments):
            one.add_argument(argument, **OPTIONS.get(argument, {}))  # type: ignore[arg-type]
    return whole


def run(arguments: list[str]) -> Iterable[str]:
    asked = parser().parse_args(arguments)
    yield from asked.command(Stack(asked.stack, getattr(asked, "table", None)), asked)


def main(arguments: list[str]) -> int:
    told = False
    try:
        for line in run(arguments):
            sys.stdout.write(f"{line}\n")
            told = True
    except (support.CannotHelp, NotFound) as refusal:
        sys.stderr.write(f"{str(refusal) or refusal.__doc__}\n")
        return 1
    if not told:
        sys.stdout.write("Nothing.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
