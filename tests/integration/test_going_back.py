"""What version 0.1.0 makes of what today's code has written: its stream settles it, its sweep does not see it."""

from datetime import timedelta

import pytest

from plus_one.actions.send_notices import send_notices
from plus_one.mail.compose import Mail
from plus_one.mail.sender import MailPostponed
from plus_one.store import keys
from plus_one.store.table import Table
from tests.integration.acting import Acting, deliver_renewals, event_records, post_to
from tests.kept import everything

# It compares all notices of an event with what it makes of them: one attribute more, and it could never mark any.
KNOWN = {"state", "attempts", "not_before", "message_id", "sent_at", "feedback"}
SHARDS = tuple(f"DUE#{number}" for number in range(16))


def paused(mail: Mail) -> str:
    raise MailPostponed("AccountSuspendedException")


@pytest.fixture
def under_way(table: Table) -> Table:
    """A renewal is booked, another one is pending, and no mail has left for two days."""
    acting = Acting(table)
    [last] = acting.booked()
    acting.enroll()
    acting.complete(last)
    [booked] = deliver_renewals(acting)
    for written in event_records(each for each in everything(table) if "notices" in each):
        send_notices(table, written, post_to(paused), acting.now() + timedelta(days=2))
    assert booked
    acting.complete(booked.plus_one_id)
    return table


def test_a_notice_has_no_attribute_that_it_does_not_know(under_way: Table) -> None:
    told = [notice for item in everything(under_way) for notice in item.get("notices", {}).values()]

    assert told
    assert {name for notice in told for name in notice} <= KNOWN


def test_its_sweep_looks_into_other_shards_and_ours_into_them_too(under_way: Table) -> None:
    """So what waits is moved before going back (docs/deploying.md), and nothing is lost by it."""
    waits = {item["due_shard"] for item in everything(under_way) if "due_shard" in item}

    assert waits
    assert not waits & set(SHARDS)
    assert keys.OLD_SHARDS == SHARDS
