"""What a list, and what is made for it, costs beside 60 things and beside 900: the same (attack F, in small)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import boto3
import pytest
from moto import mock_aws

from local.render import Template
from plus_one.actions import browse
from plus_one.actions.browse import Paging
from plus_one.actions.save_profile import save_profile
from plus_one.domain.ids import SessionId, ulid
from plus_one.domain.packages import OfferState
from plus_one.domain.sessions import SessionStatus
from plus_one.store import keys, lists, offers, sessions
from plus_one.store.table import Table
from tests.conftest import create_table
from tests.integration.acting import Acting, caller
from tests.integration.meter import Cost, Meter
from tests.integration.samples import BOOKED_SESSION
from tests.integration.store.listed import put
from tests.integration.test_bounded_lists import some

FEW, MANY = 60, 900

# Operation: the most round trips, write units and read units that it may cost.
GOALS = {  # what writes also reads whether its caller is suspended; a client's offers, whether the two have a pairing
    "one open offer": (3, 0, 4.5),
    "a page of open offers": (3, 0, 4.5),
    "the inbox": (3, 0, 4.5),
    "one completed session": (1, 0, 1),
    "one booked session": (1, 0, 1),
    "make a standard offer": (2, 4, 4),
    "make a standard offer, with a key": (2, 6, 5),
    "withdraw a standard offer": (2, 4, 3),
    "save a name": (2, 1, 2),
}


def costs_beside(number: int, template: Template) -> dict[str, Cost]:
    with mock_aws():
        watched, other = boto3.client("dynamodb"), boto3.client("dynamodb")
        create_table(watched, template, "beside")
        acting = Acting(Table(watched, "beside"))
        assert acting.table.has(keys.BACKFILLED)
        acting.booked()
        acting.offer(custom=True)
        lie_beside(acting, number)
        return measured(acting, Meter(watched, other))


def lie_beside(acting: Acting, number: int) -> None:
    """Newer than what is open: a third each of withdrawn offers, of booked custom ones of this coach, and of another.
    And completed sessions."""
    client_id, other = acting.client.user_id, caller("Robin").user_id
    closed = some(acting, number, days=1, written_state=OfferState.WITHDRAWN)
    custom = [replace(each, client_id=client_id, written_state=OfferState.BOOKED) for each in closed[number // 3 :]]
    inbox = [*custom[: number // 3], *[replace(each, coach_id=other) for each in custom[number // 3 :]]]
    put(acting.table, [offers.put_new(each) for each in [*closed[: number // 3], *inbox]])
    ids = [SessionId(ulid(acting.now(), n)) for n in range(number // 3)]
    done = [replace(BOOKED_SESSION, session_id=id_, status=SessionStatus.COMPLETED) for id_ in ids]
    put(acting.table, [sessions.put_new(client_id, acting.coach.user_id, each) for each in done])


def measured(acting: Acting, meter: Meter) -> dict[str, Cost]:
    costs = dict[str, Cost]()

    def measure[Done](operation: str, act: Callable[..., Done], *arguments: Any) -> Done:
        with meter.measuring() as costs[operation]:
            return act(*arguments)

    both, table = (acting.client.user_id, acting.coach.user_id), acting.table
    standard = measure("make a standard offer", acting.offer)
    measure("make a standard offer, with a key", acting.offer, 1, "a key")
    for operation, limit in (("one open offer", 1), ("a page of open offers", 25)):
        page = measure(operation, browse.open_offers, table, *both[::-1], acting.now(), Paging(limit, None))
        assert len(page.things) == min(limit, 4)
    measure("the inbox", browse.inbox, table, both[0], Paging(10, None))
    measure("one completed session", browse.sessions_of, table, *both, SessionStatus.COMPLETED, Paging(1, None))
    measure("one booked session", lambda: of_one_query(table, *both))
    measure("withdraw a standard offer", acting.withdraw, standard)
    measure("save a name", save_profile, table, acting.request(acting.coach), "Professor Casey", "UTC")
    return costs


def of_one_query(table: Table, client_id: Any, coach_id: Any) -> None:
    """Nothing is booked among the newest; the page says that there is more."""
    page = lists.page(table, lists.pair_sessions(client_id, coach_id, SessionStatus.BOOKED), 1, None)
    assert page.items == []
    assert page.next


@pytest.fixture(scope="module")
def few(template: Template) -> dict[str, Cost]:
    return costs_beside(FEW, template)


@pytest.fixture(scope="module")
def many(template: Template) -> dict[str, Cost]:
    return costs_beside(MANY, template)


@pytest.mark.parametrize("operation", GOALS)
def test_it_costs_no_more_than_its_goal_and_the_same_beside_900_things(
    few: dict[str, Cost], many: dict[str, Cost], operation: str
) -> None:
    cost, (round_trips, writes, reads) = few[operation], GOALS[operation]
    assert many[operation] == cost
    assert cost.round_trips <= round_trips
    assert cost.writes <= writes
    assert cost.reads <= reads
