"""One scenario: jobs, processes that are killed and a wire that fails, until nothing is left to do."""

import random
from collections import Counter
from dataclasses import dataclass, field

from local.render import Template
from ops.audit.audit import violations
from plus_one.store.table import Table
from tests.began import BEGAN
from tests.integration.acting import event_records, renewal_records
from tests.kept import unfinished
from tests.proof.processes import round as one_round
from tests.proof.processes import worker_journal
from tests.proof.processes.engine import Engine, new_table
from tests.proof.processes.engine_faults import inject, injected
from tests.proof.processes.history import contradictions
from tests.proof.processes.mails import mails, unmarked, wrong_mails
from tests.proof.processes.plans import Plan
from tests.proof.processes.stage import Stage, set_up
from tests.proof.processes.worker import Shift
from tests.proof.processes.worker_desk import Desk, seconds
from tests.proof.processes.worker_jobs import send_written, settle_due, sweep

MOST_ROUNDS = 8
ROUNDS_WITH_TROUBLE = 2
LONGEST_ROUND = 120.0


@dataclass
class Tally:
    jobs: int = 0
    processes: int = 0
    killed: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    records: int = 0
    failed: int = 0
    mails: int = 0
    spare_mails: int = 0


def play(engine: Engine, template: Template, plan: Plan) -> tuple[str, list[str]]:
    tally = Tally()
    with new_table(engine, template) as name, set_up(Table(engine.client, name), plan) as stage:
        rules = inject(engine, plan.faults)
        wrong = _until_done(engine, plan, stage, tally)
        tally.faults = injected(engine, rules)
        wrong = wrong or _when_done(stage, tally.killed) or _after_spare_deliveries(stage)
        _count(stage, tally)
    return _name(plan, tally), wrong + _not_injected(plan, tally)


def _until_done(engine: Engine, plan: Plan, stage: Stage, tally: Tally) -> list[str]:
    """What is wrong after any round: it is examined before the next round can repair it."""
    chance, tally.jobs = random.Random(plan.seed), len(stage.jobs)  # noqa: S311
    for number in range(MOST_ROUNDS):
        stage.next_round()
        wrong = _round(engine, plan, stage, tally, chance, trouble=number < ROUNDS_WITH_TROUBLE)
        items = stage.items()
        wrong += violations(items) + contradictions(items, stage.journal())
        if wrong or not (unfinished(items) or stage.undone()):
            return wrong
    return [f"after {MOST_ROUNDS} rounds still to be done: {stage.undone()}", *unfinished(stage.items())]


def _round(
    engine: Engine, plan: Plan, stage: Stage, tally: Tally, chance: random.Random, *, trouble: bool
) -> list[str]:
    client = engine.faulty if plan.faults and trouble else engine.plain
    kills = (plan.kills * 2 // 3 if stage.round == 1 else plan.kills - tally.killed) if trouble else 0
    with worker_journal.opened(stage.path) as journal:
        shift = Shift(
            table=Table(client, stage.table.name),
            pairs=stage.pairs,
            jobs=stage.jobs,
            journal=journal,
            path=stage.path,
            moment=stage.moment,
            in_order=plan.in_order,
            again=plan.again,
        )
        done = one_round.run(shift, chance, plan.processes, kills, LONGEST_ROUND)
    tally.processes += done.started
    tally.killed += done.killed
    ended = {"did not end": done.hung, "ended with an error": done.crashed}
    return [f"{number} processes {how}" for how, number in ended.items() if number]


def _when_done(stage: Stage, killed: int) -> list[str]:
    items = stage.items()
    return unfinished(items) + list(wrong_mails(items, stage.journal(), killed))


def _after_spare_deliveries(stage: Stage) -> list[str]:
    """All that the stream ever had comes twice more, and the sweep: nothing changes."""
    items, sent = stage.items(), mails(stage.journal())
    stage.next_round()
    with worker_journal.opened(stage.path) as journal:
        desk = Desk(stage.table, *stage.pairs[0], seconds=seconds(stage.moment), journal=journal)
        for _ in range(2):
            for due in renewal_records(items):
                settle_due(desk, due)
            for written in event_records(items):
                send_written(desk, written)
            sweep(desk, "")
    same = items == stage.items(), sent == mails(stage.journal())
    return [] if all(same) else [f"spare deliveries changed something (table, mails the same: {same})"]


def _not_injected(plan: Plan, tally: Tally) -> list[str]:
    missing = [kind for kind in plan.faults if not tally.faults[kind]]
    if (plan.kills and not tally.killed) or (missing and len(missing) == len(plan.faults)):
        return [f"nothing was injected: {tally.killed} kills, {dict(tally.faults)}"]
    return []


def _count(stage: Stage, tally: Tally) -> None:
    items, journal = stage.items(), stage.journal()
    tally.records = len(items)
    tally.failed = sum("failed" in line for line in journal)
    tally.mails, tally.spare_mails = len(mails(journal)), unmarked(items, journal)


def _name(plan: Plan, tally: Tally) -> str:
    faults = ", ".join(f"{number} x {kind}" for kind, number in sorted(tally.faults.items()))
    parts = [
        f"{plan.pairs} pairings",
        f"{tally.jobs} jobs",
        f"{tally.processes} processes",
        f"{tally.killed} kills",
        f"{sum(tally.faults.values())} faults" + (f" ({faults})" if faults else ""),
        f"{tally.failed} attempts failed",
        f"{tally.records} records",
        f"{tally.mails} notices mailed, {tally.spare_mails} mails more",
    ]
    return f"processes {plan.what}, seed {plan.seed}, from {BEGAN:%Y-%m-%dT%H:%M:%SZ}: {', '.join(parts)}"
