"""Open offers of an older version are where they were, before and after they have got their keys."""

from collections.abc import Iterator
from typing import Any

from ops.audit.audit import violations
from ops.backfill import backfill
from plus_one.store.items import Item
from plus_one.store.table import Table
from tests.conftest import TABLE, aws
from tests.marketplace import Marketplace, Person
from tests.upgrade.conftest import DEPLOYED
from tests.upgrade.test_upgrade import kept, pairings, person


def test_offers_of_the_older_version_are_listed_before_and_after_the_backfill(
    before: list[Item], marketplace: Marketplace
) -> None:
    def listed() -> list[Any]:
        replies = [marketplace.call(*asked) for asked in offer_lists(before)]
        return [reply.body["items"] for reply in replies]

    was = listed()
    assert len([offer for offers in was for offer in offers]) >= 10
    done = list(backfill(Table(aws("dynamodb"), TABLE), DEPLOYED, dry_run=False))
    assert done[-1].startswith("The table is marked")
    assert listed() == was
    assert violations(kept(marketplace)) == []
    assert list(backfill(Table(aws("dynamodb"), TABLE), DEPLOYED, dry_run=False)) == []


def offer_lists(items: list[Item]) -> Iterator[tuple[Person, str, str]]:
    for pairing in pairings(items):
        found = person(items, pairing.client_name)
        reader = Person(found.user_id, found.name or "", found.email or "", ("client",))
        yield reader, "GET", f"/v1/coaches/{pairing.coach_id}/offers"
