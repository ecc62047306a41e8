import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from plus_one.store.table import Contended, Table, update
from tests.integration.store.rows import KEYS, everything, new

REFUSED_ALWAYS = ["ValidationError", "ItemCollectionSizeLimitExceeded", "AccessDenied"]
LOST_RACES = ["ConditionalCheckFailed", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]


def test_all_is_written(table: Table) -> None:
    table.commit(*[new(key, n=1) for key in KEYS])
    assert len(everything(table)) == 100


@pytest.mark.parametrize("position", [1, 2, 3])
def test_one_refused_write_lets_nothing_be_written(table: Table, position: int) -> None:
    table.write(new(KEYS[position], n=1))
    before = everything(table)
    with pytest.raises(Contended):
        table.commit(*[new(key, n=2) for key in KEYS[:4]])
    assert everything(table) == before


def test_a_refused_update_lets_nothing_be_written(table: Table) -> None:
    table.write(new(KEYS[1], n=1))
    before = everything(table)
    with pytest.raises(Contended):
        table.commit(new(KEYS[0]), update(KEYS[1], "SET n = :n", "n = :read", n=3, read=2), new(KEYS[2]))
    assert everything(table) == before


def test_the_own_item_already_there_means_that_it_has_succeeded(table: Table) -> None:
    table.commit(new(KEYS[0]), new(KEYS[1]))
    before = everything(table)
    with pytest.raises(Contended):
        table.commit(new(KEYS[0]), new(KEYS[2]))
    assert everything(table) == before


@pytest.mark.parametrize("code", LOST_RACES)
@pytest.mark.parametrize("position", [1, 2])
def test_every_way_to_lose_a_race_is_one(stubbed: tuple[Table, Stubber], code: str, position: int) -> None:
    with pytest.raises(Contended) as lost:
        _cancelled(stubbed, ["None" if n != position else code for n in range(3)])
    assert type(lost.value) is Contended


@pytest.mark.parametrize("code", LOST_RACES[1:])
def test_a_conflict_over_the_own_item_says_nothing_of_its_success(stubbed: tuple[Table, Stubber], code: str) -> None:
    with pytest.raises(Contended) as lost:
        _cancelled(stubbed, [code, "ConditionalCheckFailed"])
    assert type(lost.value) is Contended


@pytest.mark.parametrize("code", REFUSED_ALWAYS)
@pytest.mark.parametrize("other", ["None", "TransactionConflict", "ConditionalCheckFailed"])
def test_what_will_never_succeed_is_raised_as_it_is(stubbed: tuple[Table, Stubber], code: str, other: str) -> None:
    with pytest.raises(ClientError) as error:
        _cancelled(stubbed, ["None", other, code])
    assert error.value.response["Error"]["Code"] == "TransactionCanceledException"


def test_a_transaction_still_in_progress_is_a_lost_race(stubbed: tuple[Table, Stubber]) -> None:
    table, stubber = stubbed
    stubber.add_client_error("transact_write_items", "TransactionInProgressException")
    with pytest.raises(Contended):
        table.commit(new(KEYS[0]))


@pytest.mark.parametrize("code", ["ValidationException", "ResourceNotFoundException", "ThrottlingException"])
def test_other_errors_are_raised_as_they_are(stubbed: tuple[Table, Stubber], code: str) -> None:
    table, stubber = stubbed
    stubber.add_client_error("transact_write_items", code)
    with pytest.raises(ClientError, match=code):
        table.commit(new(KEYS[0]))


def _cancelled(stubbed: tuple[Table, Stubber], codes: list[str]) -> None:
    table, stubber = stubbed
    reasons = {"CancellationReasons": [{"Code": code} for code in codes]}
    stubber.add_client_error("transact_write_items", "TransactionCanceledException", modeled_fields=reasons)
    table.commit(*[new(key) for key in KEYS[: len(codes)]])
