"""The backfill, as it is typed. What it does to each offer: test_bounded_lists.py."""

from ops import smoke
from plus_one.store import keys, offers
from plus_one.store.items import marshal
from plus_one.store.table import Table
from tests import builders
from tests.conftest import TABLE, aws
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import typed
from tests.integration.store.listed import put


def test_the_backfill_says_what_it_does_and_marks_the_table_which_smoke_asks_for(pair: Pair) -> None:
    table = Table(aws("dynamodb"), TABLE)
    table.client.delete_item(TableName=TABLE, Key=marshal(keys.BACKFILLED.item()))
    old = builders.offer(coach_id=pair.coach.user_id)
    put(table, [offers.put_new(old)])
    with pair.marketplace.writing_nothing():
        assert typed("backfill", "--dry-run") == [f"would be put into the list: offer {old.offer_id}"]
    assert len(list(smoke.unmarked(table))) == 1

    marked = "The table is marked: lists find open offers by their keys from now on."
    assert typed("backfill") == [f"put into the list: offer {old.offer_id}", marked]
    assert typed("backfill") == []
    assert list(smoke.unmarked(table)) == []
