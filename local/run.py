"""`make run`: everything, in the foreground, until Ctrl-C."""

import os
import signal
import sys
import time
from typing import NoReturn

from local.aws import Aws
from local.settings import CannotStart, read_settings
from local.stack import running
from local.try_this import welcome

# A run under nohup keeps ignoring that its terminal is closed.
STOPPING = [signal.SIGINT, signal.SIGTERM]
if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
    STOPPING.append(signal.SIGHUP)
A_MOMENT = 0.01


def main() -> int:
    stop_when_asked()
    sys.stdout.write("Starting a local AWS and deploying template.yaml to it ...\n")
    sys.stdout.flush()
    try:
        with running(read_settings(os.environ)) as stack:
            sys.stdout.write(welcome(stack.described, stack.people, stack.aws.log))
            sys.stdout.flush()
            _watch(stack.aws)
    except CannotStart as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        sys.stdout.write("\nStopped.\n")
        return 0


def stop_when_asked() -> None:
    """By KeyboardInterrupt in the main thread, wherever that is."""
    for signum in [*STOPPING, signal.SIGALRM]:
        signal.signal(signum, _stop)
    sys.unraisablehook = _not_heard


def _watch(aws: Aws) -> NoReturn:
    while aws.process.poll() is None:
        time.sleep(0.5)
    raise CannotStart(f"The local AWS ended by itself. Its log: {aws.log}")


def _stop(_signum: int, _frame: object) -> NoReturn:
    # Once is enough: a second Ctrl-C would leave half of it running.
    for signum in STOPPING:
        signal.signal(signum, signal.SIG_IGN)
    raise KeyboardInterrupt


def _not_heard(lost: "sys.UnraisableHookArgs") -> None:
    """Python goes on after what a finalizer or an import's clean-up raises; so the stop comes once more."""
    if lost.exc_type is KeyboardInterrupt:
        signal.setitimer(signal.ITIMER_REAL, A_MOMENT)
    else:
        sys.__unraisablehook__(lost)
