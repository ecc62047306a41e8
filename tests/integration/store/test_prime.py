"""What is done before Lambda takes a snapshot (decision 66)."""

import pytest

from plus_one.store.keys import Key
from plus_one.store.table import connect
from tests.empty_table import empty_table


def test_priming_makes_the_first_call_and_leaves_no_connection_to_those_after_the_snapshot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with empty_table() as empty:
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", empty.url)
        table = connect("any")
        table.prime()
        assert empty.requests == [1]
        table.get(Key("ANYTHING", "ANYTHING"))
        assert empty.requests == [1, 1]


def test_a_dynamodb_that_cannot_be_read_keeps_no_function_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    with empty_table() as empty:
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", empty.url)
        table = connect("any")
    table.prime()
    assert empty.requests == []
