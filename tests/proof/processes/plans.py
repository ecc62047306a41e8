"""What the scenarios are: how many people, which jobs, how much trouble."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.proof.processes.engine_faults import KINDS
from tests.proof.processes.worker_jobs import Job

type Jobs = Callable[[random.Random, int, list[str], str], list[Job]]

WHATEVER = ("complete any", "complete any", "reopen", "cancel", "book", "enroll", "unenroll", "settle", "send")
MEANWHILE = ("complete any", "reopen", "book", "enroll", "unenroll", "unenroll")

LATE_OR_LOST = ("answer lost after commit", "transaction conflict")


def a_life(chance: random.Random, pair: int, sessions: list[str], offer: str) -> list[Job]:
    """Both sessions are completed, and more happens; in any order."""
    verbs = chance.choices(WHATEVER, k=4) if pair % 3 else ["settle", "send"]
    targets = {"reopen": chance.choice(sessions), "book": offer}
    jobs = [Job(pair, "complete", session) for session in sessions] + [Job(pair, "settle"), Job(pair, "send")]
    return jobs + [Job(pair, verb, targets.get(verb, "")) for verb in verbs]


def a_last_session(chance: random.Random, pair: int, sessions: list[str], offer: str) -> list[Job]:
    """The last session is completed while something else happens."""
    verb = chance.choice(MEANWHILE)
    meanwhile = Job(pair, verb, {"reopen": sessions[-1], "book": offer}.get(verb, ""))
    first, *others = [Job(pair, "complete", session) for session in sessions]
    jobs = [*others, Job(pair, "settle"), *([meanwhile] if pair % 3 else []), Job(pair, "send")]
    chance.shuffle(jobs)
    return [first, *jobs]


def a_late_stream(chance: random.Random, pair: int, sessions: list[str], offer: str) -> list[Job]:
    """When the renewal is delivered, hours later, much has happened: it is of an enrollment that has ended."""
    since = chance.choice([["unenroll", "enroll"], ["unenroll"], ["reopen", "unenroll", "enroll", "complete"]])
    return [Job(pair, "complete", sessions[0]), *(Job(pair, verb, sessions[0]) for verb in since)]


@dataclass(frozen=True)
class Plan:
    """`sessions`: how many each client has on deck at first, being enrolled."""

    seed: int
    what: str
    pairs: int
    sessions: int
    jobs: Jobs
    kills: int = 0
    faults: tuple[str, ...] = ()
    processes: int = 4
    in_order: bool = False
    again: float = 0.3


def plans(full: bool) -> Iterator[Plan]:
    """The seed of each is its own, so that it can be run alone."""
    if not full:
        yield from (_killed(0, pairs=3, kills=20), _racing(100, pairs=6, kills=15))
        yield from (_failing(200, LATE_OR_LOST, pairs=3), _all_at_once(2000, pairs=2, kills=8))
        yield _late(3000, pairs=4, kills=4)
        return
    for seed in range(8):
        yield _killed(1 + seed, pairs=6, kills=40)
        yield _all_at_once(2001 + seed, pairs=4, kills=25)
    for seed in range(3):
        yield _racing(101 + seed, pairs=30, kills=60)
        yield _late(3001 + seed, pairs=15, kills=20)
    for number, kind in enumerate(KINDS):
        for seed in range(2):
            yield _failing(201 + 100 * number + seed, (kind,), pairs=4)


def _killed(seed: int, pairs: int, kills: int) -> Plan:
    return Plan(seed, "killed", pairs, 2, a_life, kills)


def _racing(seed: int, pairs: int, kills: int) -> Plan:
    return Plan(seed, "racing", pairs, 1, a_last_session, kills, in_order=True, again=0.1)


def _late(seed: int, pairs: int, kills: int) -> Plan:
    return Plan(seed, "late", pairs, 1, a_late_stream, kills, in_order=True, again=0.1)


def _failing(seed: int, kinds: tuple[str, ...], pairs: int) -> Plan:
    return Plan(seed, f"failing ({' and '.join(kinds)})", pairs, 2, a_life, faults=kinds, processes=3)


def _all_at_once(seed: int, pairs: int, kills: int) -> Plan:
    return Plan(seed, "killed and failing", pairs, 2, a_life, kills, tuple(KINDS))
