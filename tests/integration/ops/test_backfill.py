"""The backfill, as it is typed. What it does to each offer: test_bounded_lists.py."""

from ops import smoke
from plus_one import clock
from plus_one.domain.ids import OfferId, ulid
from plus_one.store import keys, offers
from plus_one.store.items import marshal
from plus_one.store.table import Table
from tests import builders
from tests.conftest import TABLE, aws
from tests.integration.api.pair import Pair, refused
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


def test_custom_offers_of_0_1_0_leave_a_coach_room_for_three_new_ones(pair: Pair) -> None:
    """They are listed until they are closed. (That the auditor is content is checked after each test.)"""
    table, made = Table(aws("dynamodb"), TABLE), [OfferId(ulid(clock.now(), n)) for n in range(4)]
    ids = {"coach_id": pair.coach.user_id, "client_id": pair.client.user_id}
    put(table, [offers.put_new(builders.offer(offer_id=offer_id, **ids)) for offer_id in made])
    assert len(typed("backfill")) == 4

    new = [pair.offer(client_id=pair.client.user_id)["offer_id"] for _ in range(3)]
    refused(pair.try_to_offer(client_id=pair.client.user_id), 409, "TOO_MANY_OPEN_OFFERS")
    assert set(listed(pair)) >= {*made, *new}
    assert pair.marketplace.call(pair.coach, "DELETE", f"/v1/offers/{made[0]}").status == 204
    assert not {made[0]} & {*listed(pair)}
    refused(pair.try_to_offer(client_id=pair.client.user_id), 409, "TOO_MANY_OPEN_OFFERS")


def listed(pair: Pair) -> list[str]:
    return [offer["offer_id"] for offer in pair.by_client("GET", "/offers").body["items"]]
