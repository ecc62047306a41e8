from dataclasses import replace

import pytest

from plus_one.domain.packages import Offer, OfferState
from plus_one.store import keys, offers
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table
from tests.integration.samples import CLIENT, OFFER, STANDARD_OFFER, left_at_default


def stored(table: Table, offer: Offer) -> Item | None:
    [item] = table.get(keys.offer(offer.coach_id, offer.offer_id))
    return item


def read(table: Table, offer: Offer) -> Offer:
    item = stored(table, offer)
    assert item
    return offers.from_item(item)


@pytest.mark.parametrize("offer", [OFFER, STANDARD_OFFER])
def test_an_offer_comes_back_as_it_was_put(table: Table, offer: Offer) -> None:
    table.write(offers.put_new(offer))
    assert read(table, offer) == offer


def test_the_sample_sets_every_field() -> None:
    assert left_at_default(OFFER) == []


def test_only_a_custom_offer_is_in_an_inbox(table: Table) -> None:
    for offer in (OFFER, STANDARD_OFFER):
        table.write(offers.put_new(offer))
    custom, standard = stored(table, OFFER), stored(table, STANDARD_OFFER)
    assert custom
    assert standard
    assert custom["GSI1PK"] == f"CLIENT#{CLIENT}"
    assert "GSI1PK" not in standard


def test_the_same_offer_cannot_be_put_twice(table: Table) -> None:
    table.write(offers.put_new(OFFER))
    with pytest.raises(Contended):
        table.write(offers.put_new(replace(OFFER, title="Another")))
    assert read(table, OFFER) == OFFER


@pytest.mark.parametrize("state", [OfferState.BOOKED, OfferState.WITHDRAWN])
def test_only_the_first_closes_an_offer(table: Table, state: OfferState) -> None:
    table.write(offers.put_new(OFFER))
    table.write(offers.close(OFFER, state))
    for other in (OfferState.BOOKED, OfferState.WITHDRAWN):
        with pytest.raises(Contended):
            table.write(offers.close(OFFER, other))
    assert read(table, OFFER) == replace(OFFER, written_state=state)


def test_an_offer_that_is_not_there_is_not_closed_into_being(table: Table) -> None:
    with pytest.raises(Contended):
        table.write(offers.close(OFFER, OfferState.BOOKED))
    assert stored(table, OFFER) is None
