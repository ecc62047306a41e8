"""What a scenario is played on: enrolled clients of one coach, what there is to do, and what has been written down."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from plus_one.domain.notices import LONGEST_PAUSE
from plus_one.domain.profiles import Caller
from plus_one.store.items import Item
from plus_one.store.table import Table
from tests.integration.acting import caller
from tests.kept import everything
from tests.proof.processes import worker_journal
from tests.proof.processes.plans import Plan
from tests.proof.processes.worker_desk import Desk, seconds
from tests.proof.processes.worker_jobs import Job, enroll
from tests.proof.processes.worker_journal import Line

LATER = int((2 * LONGEST_PAUSE).total_seconds())
SWEEPS = [Job(0, "sweep")] * 2


@dataclass
class Stage:
    """`table` is the examiner's own. Each round is hours after the one before, so whatever waits has its turn."""

    table: Table
    folder: Path
    pairs: list[tuple[Caller, Caller]]
    jobs: list[Job] = field(default_factory=list)
    round: int = 0

    @property
    def moment(self) -> int:
        return self.round * LATER

    @property
    def path(self) -> Path:
        return self.folder / f"round-{self.round}"

    def next_round(self) -> None:
        """What nobody has done yet, and what the table is waiting for. Numbers of jobs hold for one round."""
        if self.round:
            waiting = {item["client_id"] for item in self.items() if "due_at" in item and "client_id" in item}
            late = [number for number, (client, _) in enumerate(self.pairs) if client.user_id in waiting]
            self.jobs = [*self.undone(), *[Job(pair, verb) for pair in late for verb in ("settle", "send")], *SWEEPS]
        self.round += 1

    def undone(self) -> list[Job]:
        done = {line["done"] for line in worker_journal.read(self.path) if "done" in line}
        return [job for number, job in enumerate(self.jobs) if number not in done]

    def items(self) -> list[Item]:
        return sorted(everything(self.table), key=lambda item: (item["PK"], item["SK"]))

    def journal(self) -> list[Line]:
        return [line for path in sorted(self.folder.iterdir()) for line in worker_journal.read(path)]


@contextmanager
def set_up(table: Table, plan: Plan) -> Iterator[Stage]:
    chance, coach = random.Random(plan.seed), caller("Casey")  # noqa: S311
    with TemporaryDirectory() as folder:
        stage = Stage(table, Path(folder), [(caller("Alex"), coach) for _ in range(plan.pairs)])
        with worker_journal.opened(stage.path) as journal:
            desks = [Desk(table, *pair, seconds=seconds(0), journal=journal) for pair in stage.pairs]
            first, other = (desks[0].offer(sessions) for sessions in (plan.sessions, 2))
            for number, desk in enumerate(desks):
                booking = desk.book(first, f"book-{first.offer_id}")
                enroll(desk, "")
                sessions = [str(session.session_id) for session in booking.sessions]
                stage.jobs += plan.jobs(chance, number, sessions, other.offer_id)
        stage.jobs += [] if plan.what == "late" else SWEEPS
        yield stage
