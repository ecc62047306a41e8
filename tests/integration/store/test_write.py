import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from plus_one.store.table import Contended, Table, update
from tests.integration.store.rows import KEYS, everything, new


def test_a_put_and_an_update_whose_condition_fails_are_lost_races(table: Table) -> None:
    table.write(new(KEYS[0], n=1))
    for write in (new(KEYS[0], n=2), update(KEYS[0], "SET n = :n", "n = :read", n=3, read=2)):
        with pytest.raises(Contended):
            table.write(write)
    assert everything(table) == [{**KEYS[0].item(), "n": 1}]


def test_an_update_under_its_condition_is_written(table: Table) -> None:
    table.write(new(KEYS[0], n=1))
    table.write(update(KEYS[0], "SET #n = :n", "#n = :read", {"#n": "n"}, n=2, read=1))
    assert everything(table) == [{**KEYS[0].item(), "n": 2}]


@pytest.mark.parametrize("code", ["ConditionalCheckFailedException", "TransactionConflictException"])
def test_a_conflict_with_a_transaction_is_a_lost_race(stubbed: tuple[Table, Stubber], code: str) -> None:
    table, stubber = stubbed
    stubber.add_client_error("put_item", code)
    with pytest.raises(Contended):
        table.write(new(KEYS[0]))


@pytest.mark.parametrize("code", ["ValidationException", "ProvisionedThroughputExceededException"])
def test_other_errors_are_raised_as_they_are(stubbed: tuple[Table, Stubber], code: str) -> None:
    table, stubber = stubbed
    stubber.add_client_error("put_item", code)
    with pytest.raises(ClientError, match=code):
        table.write(new(KEYS[0]))
