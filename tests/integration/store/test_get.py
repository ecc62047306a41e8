from typing import Any

import pytest
from botocore.stub import Stubber

from plus_one.domain.refusals import Busy
from plus_one.store.items import marshal
from plus_one.store.table import Table
from tests.integration.store.rows import KEYS, new


def test_items_come_in_the_order_of_their_keys_and_none_for_what_is_not_there(table: Table) -> None:
    for key in (KEYS[1], KEYS[2], KEYS[0]):
        table.write(new(key))
    wanted = [KEYS[2], KEYS[7], KEYS[0], KEYS[1]]
    assert table.get(*wanted) == [key.item() if key is not KEYS[7] else None for key in wanted]


def test_a_key_may_be_asked_for_twice(table: Table) -> None:
    table.write(new(KEYS[0]))
    assert table.get(KEYS[0], KEYS[1], KEYS[0]) == [KEYS[0].item(), None, KEYS[0].item()]


def test_a_hundred_items_come_in_one_call(table: Table) -> None:
    for key in KEYS:
        table.write(new(key))
    assert table.get(*reversed(KEYS)) == [key.item() for key in reversed(KEYS)]


def test_integers_come_back_as_int_wherever_they_are(table: Table) -> None:
    table.write(new(KEYS[0], n=10**15, m={"n": 0, "l": [-1, True, "1"]}))
    [item] = table.get(KEYS[0])
    assert item
    assert (type(item["n"]), type(item["m"]["n"])) == (int, int)
    assert [type(value) for value in item["m"]["l"]] == [int, bool, str]


def test_what_is_none_is_not_stored(table: Table) -> None:
    table.write(new(KEYS[0], nothing=None, empty="", zero=0, no=False, none=[]))
    assert table.get(KEYS[0]) == [{**KEYS[0].item(), "empty": "", "zero": 0, "no": False, "none": []}]


def test_what_was_left_unprocessed_is_asked_for_again(stubbed: tuple[Table, Stubber], pauses: list[float]) -> None:
    table, stubber = stubbed
    first, second = (marshal({**key.item(), "n": 1}) for key in KEYS[:2])
    rest: Any = {"T": {"Keys": [marshal(KEYS[1].item())], "ConsistentRead": True}}
    stubber.add_response("batch_get_item", {"Responses": {"T": [first]}, "UnprocessedKeys": rest})
    stubber.add_response("batch_get_item", {"Responses": {}, "UnprocessedKeys": rest}, {"RequestItems": rest})
    answer = {"Responses": {"T": [second]}, "UnprocessedKeys": {}}
    stubber.add_response("batch_get_item", answer, {"RequestItems": rest})
    assert table.get(*KEYS[:2]) == [{**key.item(), "n": 1} for key in KEYS[:2]]
    assert len(pauses) == 2


def test_it_gives_up_on_what_is_never_processed(stubbed: tuple[Table, Stubber], pauses: list[float]) -> None:
    table, stubber = stubbed
    rest: Any = {"T": {"Keys": [marshal(KEYS[0].item())], "ConsistentRead": True}}
    for _ in range(10):
        stubber.add_response("batch_get_item", {"Responses": {}, "UnprocessedKeys": rest})
    with pytest.raises(Busy):
        table.get(KEYS[0])


def test_it_reads_consistently(stubbed: tuple[Table, Stubber]) -> None:
    table, stubber = stubbed
    asked = {"RequestItems": {"T": {"Keys": [marshal(KEYS[0].item())], "ConsistentRead": True}}}
    stubber.add_response("batch_get_item", {"Responses": {}, "UnprocessedKeys": {}}, asked)
    assert table.get(KEYS[0]) == [None]
