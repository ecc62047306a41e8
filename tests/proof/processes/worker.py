"""A process of its own: it does the jobs that nobody has done yet, and some that others have, till it is killed."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from signal import SIGKILL
from time import sleep
from typing import Any
from unittest.mock import patch

from botocore.exceptions import BotoCoreError, ClientError

from plus_one.domain.profiles import Caller
from plus_one.domain.refusals import Busy, Refusal
from plus_one.store.table import Table
from tests.proof.processes import worker_journal
from tests.proof.processes.worker_claims import kept, lost
from tests.proof.processes.worker_desk import Desk, seconds
from tests.proof.processes.worker_jobs import VERBS, Job
from tests.proof.processes.worker_journal import Line

MOST_TRIES = 20
LONGEST_DELAY = 0.004
LATE = 60
FAILURES = (ClientError, BotoCoreError, Busy)


@dataclass(frozen=True)
class Shift:
    """`again`: how likely a job is done that was done by another. `in_order`: all are at the same job."""

    table: Table
    pairs: list[tuple[Caller, Caller]]
    jobs: list[Job]
    journal: int
    path: Path
    moment: int
    in_order: bool
    again: float


def work(shift: Shift, seed: float, number: int, fatal: float) -> None:
    """Called in a fork. Its clock is a little late; its pauses are short, for it has many jobs. `fatal`: how likely it
    dies at each point that matters."""
    random.seed(seed)
    die = partial(_die, fatal)
    events = shift.table.client.meta.events
    events.register("before-send.dynamodb", _delay)
    events.register("before-send.dynamodb", die)
    events.register("response-received.dynamodb", die)
    desks = [_desk(shift, pair, shift.moment - number % LATE, die) for pair in shift.pairs]
    try:
        with patch("time.sleep", lambda pause: sleep(pause / 50)):
            for number_of_job, job in _to_do(shift):
                _attempt(shift.journal, desks[job.pair], number_of_job, job)
    except Exception as error:
        worker_journal.note(shift.journal, broken=f"{type(error).__name__}: {error}")
        raise


def _desk(shift: Shift, pair: tuple[Caller, Caller], moment: int, die: Callable[[], None]) -> Desk:
    return Desk(shift.table, *pair, seconds=seconds(moment), journal=shift.journal, die=die)


def _to_do(shift: Shift) -> Iterator[tuple[int, Job]]:
    jobs, done = list(enumerate(shift.jobs)), set[int]()
    if not shift.in_order:
        random.shuffle(jobs)
    news = worker_journal.follow(shift.path)
    for number, job in jobs:
        done.update(line["done"] for line in next(news) if "done" in line)
        if number not in done or random.random() < shift.again:  # noqa: S311
            yield number, job


def _attempt(journal: int, desk: Desk, number: int, job: Job) -> None:
    """As a person repeats a request, and Lambda delivers again, until there is an answer."""
    line = {"done": number, "verb": job.verb, "client": desk.client.user_id}
    for _ in range(MOST_TRIES):
        try:
            answer = VERBS[job.verb](desk, job.target)
        except FAILURES as failure:
            worker_journal.note(journal, failed=job.verb, why=str(failure))
        except Refusal as refusal:
            return worker_journal.note(journal, **line, refused=refusal.code)
        else:
            worker_journal.note(journal, **line, **answer)
            return _look_at_once(journal, desk, line | answer)
    return None


def _look_at_once(journal: int, desk: Desk, line: Line) -> None:
    with suppress(*FAILURES):
        if claims := lost(line, kept(desk.items())):
            worker_journal.note(journal, lost=claims)


def _die(fatal: float, **_: Any) -> None:
    if random.random() < fatal:  # noqa: S311
        os.kill(os.getpid(), SIGKILL)


def _delay(**_: Any) -> None:
    sleep(random.uniform(0, LONGEST_DELAY))  # noqa: S311
