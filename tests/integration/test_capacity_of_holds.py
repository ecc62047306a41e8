"""Round trips and capacity units of what holds cost (R11 to R14)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from local.aws import Aws
from local.render import Template
from plus_one.domain.settings import Settings
from tests.integration.acting import Acting
from tests.integration.conftest import new_table
from tests.integration.meter import Meter
from tests.integration.starts import held, held_and_offered, in_a_pause, late, paused

PROLONGED = timedelta(days=3)


def reminded(acting: Acting) -> Any:
    """A pause of ten days, seen three days before its end."""
    due = in_a_pause(acting)
    acting.enroll(Settings(paused_until=acting.now().date() + timedelta(days=10)))
    acting.settle(due)
    acting.begins += timedelta(days=8)
    return due


def until(acting: Acting) -> Settings:
    return Settings(paused_until=acting.now().date() + PROLONGED)


# What is done, the most round trips, the most write units.
COSTS: list[tuple[str, Callable[[Acting], Any], Callable[[Acting, Any], Any], int, int]] = [
    ("hold", in_a_pause, lambda acting, due: acting.settle(due), 2, 6),
    ("resume", paused, lambda acting, due: acting.settle(due, resumes=True), 2, 8),
    ("remind", reminded, lambda acting, due: acting.settle(due, resumes=True), 2, 6),
    ("redelivery of a hold", held, lambda acting, due: acting.settle(due), 1, 0),
    ("tap", held, lambda acting, due: acting.tap(due.session_id), 3, 8),
    ("tap, enrolled too late", late, lambda acting, last: acting.tap(last), 3, 8),
    ("save, and book", held, lambda acting, _: acting.enroll(), 2, 10),
    ("save, and move the moment", paused, lambda acting, _: acting.enroll(until(acting)), 2, 6),
    ("save, and leave the hold as it is", held, lambda acting, _: acting.enroll(Settings(stop_after=0)), 2, 4),
    ("un-enroll, and end the hold", held, lambda acting, _: acting.unenroll(), 2, 6),
    ("reopen, and end the hold", held, lambda acting, due: acting.reopen(due.session_id), 2, 8),
    ("book a package of 3, and end the hold", held_and_offered, lambda acting, offer: acting.book(offer), 2, 14),
]


@pytest.mark.parametrize(
    ("prepare", "act", "trips", "writes"), [row[1:] for row in COSTS], ids=[row[0] for row in COSTS]
)
def test_it_costs_no_more_than_its_goal(
    prepare: Callable[[Acting], Any],
    act: Callable[[Acting, Any], Any],
    trips: int,
    writes: int,
    ministack: Aws,
    template: Template,
) -> None:
    watched, other = ministack.client("dynamodb"), ministack.client("dynamodb")
    acting = Acting(new_table(watched, template))
    subject, meter = prepare(acting), Meter(watched, other)
    with meter.measuring() as cost:
        act(acting, subject)
    assert (cost.round_trips, cost.writes) == (trips, writes)
