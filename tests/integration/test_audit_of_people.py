"""The auditor on what belongs to one person: open standard offers with their count, and a profile that is due."""

from ops.audit.audit import violations
from ops.audit.people import audit_people
from plus_one.store import keys
from plus_one.store.table import Table, update
from tests.integration.acting import Acting
from tests.integration.test_bounded_lists import set_count
from tests.kept import everything


def wrong(table: Table) -> list[str]:
    """Live, and of a whole table: the same."""
    live = list(audit_people(table))
    assert live == violations(everything(table))
    return live


def test_a_story_is_right_and_a_wrong_count_is_named(table: Table) -> None:
    acting = Acting(table)
    acting.withdraw(acting.offer())
    acting.offer()
    acting.live_in("Europe/Paris")
    assert wrong(table) == []
    set_count(acting, 2)
    [said] = wrong(table)
    assert said.endswith("has a count of 2 open standard offers, and 1 have the keys")


def test_a_closed_offer_that_has_kept_its_keys_is_named(table: Table) -> None:
    acting = Acting(table)
    offer = acting.offer()
    key = keys.offer(acting.coach.user_id, offer.offer_id)
    changed = "SET #s = :w, GSI1SK = :other"
    table.write(update(key, changed, "attribute_exists(PK)", {"#s": "state"}, w="withdrawn", other="OFFER#other"))
    assert [said.split(": ")[1] for said in wrong(table)] == [
        f"offer {offer.offer_id} is in the index under {keys.open_offers(acting.coach.user_id)}",
        f"offer {offer.offer_id} is withdrawn and among the open ones",
    ]


def test_a_profile_that_is_half_due_is_named(table: Table) -> None:
    acting = Acting(table)
    acting.live_in("Europe/Paris")
    key = keys.profile(acting.client.user_id)
    place = {"seq": 2, "list": 0}
    table.write(update(key, "SET renewed = :place REMOVE due_at", "attribute_exists(PK)", place=place))
    [said] = wrong(table)
    assert "is due by ['due_shard']" in said
    table.write(update(key, "REMOVE due_shard", "attribute_exists(PK)"))
    [said] = wrong(table)
    assert said.endswith("remembers how far copies are renewed, and is not due")
