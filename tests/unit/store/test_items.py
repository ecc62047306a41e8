"""What the table holds, as boto3's own serializer writes it; what it does not hold is refused."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from plus_one.domain.sessions import Outcome
from plus_one.store.items import NotStorable, marshal, unmarshal

LARGEST = 10**38 - 1

NUMBERS = st.integers(min_value=-LARGEST, max_value=LARGEST)
PLAIN = st.recursive(
    st.text() | st.booleans() | NUMBERS | st.sampled_from(Outcome),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
ITEMS = st.dictionaries(st.text(), PLAIN | st.none())


@given(ITEMS)
def test_items_are_written_as_boto3_writes_them(item: dict[str, Any]) -> None:
    serialize = TypeSerializer().serialize
    assert marshal(item) == {name: serialize(value) for name, value in item.items() if value is not None}


@given(ITEMS)
def test_items_are_read_as_boto3_reads_them(item: dict[str, Any]) -> None:
    deserialize, attributes = TypeDeserializer().deserialize, marshal(item)
    assert unmarshal(attributes) == {name: deserialize(attribute) for name, attribute in attributes.items()}


@given(ITEMS)
def test_what_was_written_is_read(item: dict[str, Any]) -> None:
    assert unmarshal(marshal(item)) == {name: value for name, value in item.items() if value is not None}


@pytest.mark.parametrize("value", [True, 1, 0, LARGEST, -LARGEST])
def test_numbers_and_booleans_keep_their_kind(value: int) -> None:
    assert type(unmarshal(marshal({"it": value}))["it"]) is type(value)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        Decimal(1),
        LARGEST + 1,
        -LARGEST - 1,
        b"",
        {1},
        {"one"},
        (1,),
        datetime(2026, 1, 1, tzinfo=UTC),
    ],
    ids=repr,
)
@pytest.mark.parametrize("within", [lambda it: it, lambda it: [it], lambda it: {"a": {"b": it}}])
def test_what_the_table_does_not_hold_is_refused(value: object, within: Any) -> None:
    with pytest.raises(NotStorable):
        marshal({"it": within(value)})


def test_nothing_is_left_out_inside() -> None:
    """Only an attribute may be absent; an element of a list may not be dropped without notice."""
    with pytest.raises(NotStorable):
        marshal({"it": [None]})


@pytest.mark.parametrize(
    "attribute", [{"B": b""}, {"SS": ["a"]}, {"NS": ["1"]}, {"BS": [b""]}, {"NULL": True}], ids=str
)
def test_what_we_never_wrote_is_not_read(attribute: dict[str, Any]) -> None:
    with pytest.raises(NotStorable):
        unmarshal({"it": attribute})


@pytest.mark.parametrize("attribute", [{}, {"S": "a", "N": "1"}, {"N": "1.5"}])
def test_what_is_no_attribute_value_is_not_read(attribute: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        unmarshal({"it": attribute})
