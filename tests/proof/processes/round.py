"""Real processes at the same jobs, and who kills them: for each that dies at its work another one takes over."""

import random
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from signal import SIGKILL
from time import monotonic

from tests.proof.processes.worker import Shift, work

SECONDS_BETWEEN_KILLS = (0.02, 0.15)
FATAL = 0.05


@dataclass
class Round:
    """`hung`: processes that did not end in time; `crashed`: with an error."""

    started: int = 0
    killed: int = 0
    hung: int = 0
    crashed: int = 0


def run(shift: Shift, chance: random.Random, processes: int, kills: int, limit: float) -> Round:
    """Some kills come at any moment, some just before or after a call: most moments are of no interest."""
    done, deadline = Round(), monotonic() + limit
    alive = [_start(shift, chance, done, kills) for _ in range(processes)]
    while alive and monotonic() < deadline:
        pause = chance.uniform(*SECONDS_BETWEEN_KILLS) if done.killed < kills else deadline - monotonic()
        if not wait([process.sentinel for process in alive], max(0, pause)) and done.killed < kills:
            chance.choice(alive).kill()
        alive = [after for each in alive if (after := _after(each, shift, chance, done, kills))]
    done.hung = len(alive)
    for process in alive:
        process.kill()
        process.join()
    return done


def _start(shift: Shift, chance: random.Random, done: Round, kills: int) -> ForkProcess:
    done.started += 1
    fatal = FATAL if done.killed < kills else 0
    fork = get_context("fork").Process
    process = fork(target=work, args=(shift, chance.random(), done.started, fatal), daemon=True)
    process.start()
    return process


def _after(process: ForkProcess, shift: Shift, chance: random.Random, done: Round, kills: int) -> ForkProcess | None:
    """The same process, or who takes over when it was killed; nobody, if it was done."""
    process.join(0)
    ended = process.exitcode  # asked once: it may end at any moment
    if ended == -SIGKILL:
        done.killed += 1
        return _start(shift, chance, done, kills)
    done.crashed += ended not in (None, 0)
    return process if ended is None else None
