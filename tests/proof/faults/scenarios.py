"""Every AWS call of every action fails in every way, once and again and again.

What was begun is repeated until it is done. Then, before any spare delivery could repair it, all must be as if nothing
had failed.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product

from local.render import render
from ops.audit import audit
from plus_one.actions.send_notices import send_notices
from plus_one.domain.refusals import Refusal
from plus_one.mail.compose import Mail
from tests.conftest import ROOT
from tests.integration.faults import (
    FAULTS,
    PASSING,
    Fault,
    answer_lost,
    can_strike,
    conflict,
    crash_after,
    crash_before,
    entry_failed,
    nothing_matches,
    out_of_room,
    still_under_way,
    unprocessed,
)
from tests.integration.steps import MAIL, MAILS, STEPS, Step
from tests.integration.world import NeverDone, World, new_world

ONCE = (answer_lost, crash_after, crash_before, conflict, out_of_room, unprocessed, entry_failed, nothing_matches)
TELLING: list[tuple[Fault, int]] = [*((fault, 1) for fault in ONCE), (still_under_way, 2)]
FIRST_MAIL = 2  # before it the event is read and claimed
LONGER_THAN_A_LEASE = timedelta(minutes=3)
WITHIN_THE_PAUSE = timedelta(seconds=50)
type Plan = dict[int, Fault]


def scenarios(full: bool) -> Iterator[tuple[str, list[str]]]:
    with new_world(render(ROOT / "template.yaml")) as world:
        for step in STEPS:
            for name, plan in single_faults(world, step, FAULTS if full else TELLING):
                yield f"{step}: {name}", violations(world, step, plan)
            if step is MAIL:
                yield f"{step}: the lease runs out while SES is slow, then SES fails", slow_failure(world)
                yield f"{step}: nothing is taken, and the record comes again at once", failure_and_again(world)


def single_faults(world: World, step: Step, faults: list[tuple[Fault, int]]) -> Iterator[tuple[str, Plan]]:
    for (fault, times), (number, call) in product(faults, enumerate(world.calls(step))):
        if can_strike(fault, call):
            plan = dict.fromkeys(range(number, number + times), fault)
            yield f"{fault.__name__} x {times} at call {number}, {call}", plan


def violations(world: World, step: Step, plan: Plan) -> list[str]:
    subject, before = world.prepared(step)
    try:
        with world.wire.planned(plan):
            answer = world.until_done(partial(step.act, world, subject))
        seen = [*_seen_by_the_caller(world, step, plan), *audit.violations(world.items())]
        world.deliver(before)
    except (NeverDone, Refusal) as error:
        return [repr(error)]
    may_mail_twice = step in MAILS and max(plan) >= FIRST_MAIL
    wrong = world.wrong(step, answer, before, may_mail_twice=may_mail_twice)
    return [*seen, *wrong, *world.wrong_after_more(before)]


def slow_failure(world: World) -> list[str]:
    """Another sender has taken over, and its marks stand."""
    written, before = world.prepared(MAIL)
    sent_by_others: list[Mail] = []

    def slow(mail: Mail) -> str:
        if not sent_by_others:
            sent_by_others.append(mail)
            send_notices(world.acting.table, written, world.post, world.acting.now() + LONGER_THAN_A_LEASE)
        raise ConnectionError

    send_notices(world.acting.table, written, replace(world.post, send=slow), world.acting.now())
    return [*world.wrong(MAIL, None, before, may_mail_twice=False), *world.wrong_after_more(before)]


def _seen_by_the_caller(world: World, step: Step, plan: Plan) -> Iterator[str]:
    [fault, *others] = set(plan.values())
    passes = not others and (fault, len(plan)) in PASSING
    if passes and step not in MAILS and world.attempts != 1:
        yield "the caller saw what passes by itself"


def failure_and_again(world: World) -> list[str]:
    """What failed waits a minute, whoever comes before."""
    written, before = world.prepared(MAIL)
    tried: list[object] = []

    def fail(what: object) -> str:
        tried.append(what)
        raise ConnectionError

    now, failing = world.acting.now(), replace(world.post, send=fail, announce=fail)
    send_notices(world.acting.table, written, failing, now)
    at_first = len(tried)
    send_notices(world.acting.table, written, failing, now + WITHIN_THE_PAUSE)
    send_notices(world.acting.table, written, world.post, now + LONGER_THAN_A_LEASE)
    hasty = ["what failed was tried again before its pause was over"] * (len(tried) > at_first)
    wrong = world.wrong(MAIL, None, before, may_mail_twice=False)
    return [*hasty, *wrong, *world.wrong_after_more(before)]
