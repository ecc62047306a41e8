from collections.abc import Callable, Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from plus_one.domain.refusals import Busy
from plus_one.store.items import Item, marshal
from plus_one.store.keys import Key
from plus_one.store.table import ABSENT, AlreadyCommitted, Contended, Table, Write, put, until_committed, update

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEYS = [Key("P", f"S{number:03}") for number in range(100)]
REFUSED_ALWAYS = ["ValidationError", "ItemCollectionSizeLimitExceeded", "AccessDenied"]
LOST_RACES = ["ConditionalCheckFailed", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]


def new(key: Key, **values: Any) -> Write:
    return put(key, values, ABSENT)


def everything(table: Table) -> list[Item | None]:
    return [item for item in table.get(*KEYS) if item]


@pytest.fixture
def stubbed(clients: dict[str, "DynamoDBClient"]) -> Iterator[tuple[Table, Stubber]]:
    with Stubber(clients["moto"]) as stubber:
        yield Table(clients["moto"], "T"), stubber


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    made: list[float] = []
    monkeypatch.setattr("plus_one.store.table.time.sleep", made.append)
    return made


class TestGet:
    def test_items_come_in_the_order_of_their_keys_and_none_for_what_is_not_there(self, table: Table) -> None:
        for key in (KEYS[1], KEYS[2], KEYS[0]):
            table.write(new(key))
        wanted = [KEYS[2], KEYS[7], KEYS[0], KEYS[1]]
        assert table.get(*wanted) == [key.item() if key is not KEYS[7] else None for key in wanted]

    def test_a_key_may_be_asked_for_twice(self, table: Table) -> None:
        table.write(new(KEYS[0]))
        assert table.get(KEYS[0], KEYS[1], KEYS[0]) == [KEYS[0].item(), None, KEYS[0].item()]

    def test_a_hundred_items_come_in_one_call(self, table: Table) -> None:
        for key in KEYS:
            table.write(new(key))
        assert table.get(*reversed(KEYS)) == [key.item() for key in reversed(KEYS)]

    def test_integers_come_back_as_int_wherever_they_are(self, table: Table) -> None:
        table.write(new(KEYS[0], n=10**15, m={"n": 0, "l": [-1, True, "1"]}))
        [item] = table.get(KEYS[0])
        assert item
        assert (type(item["n"]), type(item["m"]["n"])) == (int, int)
        assert [type(value) for value in item["m"]["l"]] == [int, bool, str]

    def test_what_is_none_is_not_stored(self, table: Table) -> None:
        table.write(new(KEYS[0], nothing=None, empty="", zero=0, no=False, none=[]))
        assert table.get(KEYS[0]) == [{**KEYS[0].item(), "empty": "", "zero": 0, "no": False, "none": []}]

    def test_what_was_left_unprocessed_is_asked_for_again(
        self, stubbed: tuple[Table, Stubber], pauses: list[float]
    ) -> None:
        table, stubber = stubbed
        first, second = (marshal({**key.item(), "n": 1}) for key in KEYS[:2])
        rest: Any = {"T": {"Keys": [marshal(KEYS[1].item())], "ConsistentRead": True}}
        stubber.add_response("batch_get_item", {"Responses": {"T": [first]}, "UnprocessedKeys": rest})
        stubber.add_response("batch_get_item", {"Responses": {}, "UnprocessedKeys": rest}, {"RequestItems": rest})
        answer = {"Responses": {"T": [second]}, "UnprocessedKeys": {}}
        stubber.add_response("batch_get_item", answer, {"RequestItems": rest})
        assert table.get(*KEYS[:2]) == [{**key.item(), "n": 1} for key in KEYS[:2]]
        assert len(pauses) == 2

    def test_it_gives_up_on_what_is_never_processed(self, stubbed: tuple[Table, Stubber], pauses: list[float]) -> None:
        table, stubber = stubbed
        rest: Any = {"T": {"Keys": [marshal(KEYS[0].item())], "ConsistentRead": True}}
        for _ in range(10):
            stubber.add_response("batch_get_item", {"Responses": {}, "UnprocessedKeys": rest})
        with pytest.raises(Busy):
            table.get(KEYS[0])

    def test_it_reads_consistently(self, stubbed: tuple[Table, Stubber]) -> None:
        table, stubber = stubbed
        asked = {"RequestItems": {"T": {"Keys": [marshal(KEYS[0].item())], "ConsistentRead": True}}}
        stubber.add_response("batch_get_item", {"Responses": {}, "UnprocessedKeys": {}}, asked)
        assert table.get(KEYS[0]) == [None]


class TestCommit:
    def test_all_is_written(self, table: Table) -> None:
        table.commit(*[new(key, n=1) for key in KEYS])
        assert len(everything(table)) == 100

    @pytest.mark.parametrize("position", [1, 2, 3])
    def test_one_refused_write_lets_nothing_be_written(self, table: Table, position: int) -> None:
        table.write(new(KEYS[position], n=1))
        before = everything(table)
        with pytest.raises(Contended) as lost:
            table.commit(*[new(key, n=2) for key in KEYS[:4]])
        assert not isinstance(lost.value, AlreadyCommitted)
        assert everything(table) == before

    def test_a_refused_update_lets_nothing_be_written(self, table: Table) -> None:
        table.write(new(KEYS[1], n=1))
        before = everything(table)
        with pytest.raises(Contended):
            table.commit(new(KEYS[0]), update(KEYS[1], "SET n = :n", "n = :read", n=3, read=2), new(KEYS[2]))
        assert everything(table) == before

    def test_the_own_item_already_there_means_that_it_has_succeeded(self, table: Table) -> None:
        table.commit(new(KEYS[0]), new(KEYS[1]))
        before = everything(table)
        with pytest.raises(AlreadyCommitted):
            table.commit(new(KEYS[0]), new(KEYS[2]))
        assert everything(table) == before

    def test_already_committed_wins_over_what_else_is_refused(self, table: Table) -> None:
        table.commit(new(KEYS[0]), new(KEYS[1]))
        with pytest.raises(AlreadyCommitted):
            table.commit(new(KEYS[0]), new(KEYS[1]))

    @pytest.mark.parametrize("code", LOST_RACES)
    @pytest.mark.parametrize("position", [1, 2])
    def test_every_way_to_lose_a_race_is_one(self, stubbed: tuple[Table, Stubber], code: str, position: int) -> None:
        with pytest.raises(Contended) as lost:
            _cancelled(stubbed, ["None" if n != position else code for n in range(3)])
        assert type(lost.value) is Contended

    @pytest.mark.parametrize("code", LOST_RACES[1:])
    def test_a_conflict_over_the_own_item_says_nothing_of_its_success(
        self, stubbed: tuple[Table, Stubber], code: str
    ) -> None:
        with pytest.raises(Contended) as lost:
            _cancelled(stubbed, [code, "ConditionalCheckFailed"])
        assert type(lost.value) is Contended

    @pytest.mark.parametrize("code", REFUSED_ALWAYS)
    @pytest.mark.parametrize("other", ["None", "TransactionConflict", "ConditionalCheckFailed"])
    def test_what_will_never_succeed_is_raised_as_it_is(
        self, stubbed: tuple[Table, Stubber], code: str, other: str
    ) -> None:
        with pytest.raises(ClientError) as error:
            _cancelled(stubbed, ["None", other, code])
        assert error.value.response["Error"]["Code"] == "TransactionCanceledException"

    def test_a_transaction_still_in_progress_is_a_lost_race(self, stubbed: tuple[Table, Stubber]) -> None:
        table, stubber = stubbed
        stubber.add_client_error("transact_write_items", "TransactionInProgressException")
        with pytest.raises(Contended):
            table.commit(new(KEYS[0]))

    @pytest.mark.parametrize("code", ["ValidationException", "ResourceNotFoundException", "ThrottlingException"])
    def test_other_errors_are_raised_as_they_are(self, stubbed: tuple[Table, Stubber], code: str) -> None:
        table, stubber = stubbed
        stubber.add_client_error("transact_write_items", code)
        with pytest.raises(ClientError, match=code):
            table.commit(new(KEYS[0]))


def _cancelled(stubbed: tuple[Table, Stubber], codes: list[str]) -> None:
    table, stubber = stubbed
    reasons = {"CancellationReasons": [{"Code": code} for code in codes]}
    stubber.add_client_error("transact_write_items", "TransactionCanceledException", modeled_fields=reasons)
    table.commit(*[new(key) for key in KEYS[: len(codes)]])


class TestWrite:
    def test_a_put_and_an_update_whose_condition_fails_are_lost_races(self, table: Table) -> None:
        table.write(new(KEYS[0], n=1))
        for write in (new(KEYS[0], n=2), update(KEYS[0], "SET n = :n", "n = :read", n=3, read=2)):
            with pytest.raises(Contended):
                table.write(write)
        assert everything(table) == [{**KEYS[0].item(), "n": 1}]

    def test_an_update_under_its_condition_is_written(self, table: Table) -> None:
        table.write(new(KEYS[0], n=1))
        table.write(update(KEYS[0], "SET #n = :n", "#n = :read", {"#n": "n"}, n=2, read=1))
        assert everything(table) == [{**KEYS[0].item(), "n": 2}]

    @pytest.mark.parametrize("code", ["ConditionalCheckFailedException", "TransactionConflictException"])
    def test_a_conflict_with_a_transaction_is_a_lost_race(self, stubbed: tuple[Table, Stubber], code: str) -> None:
        table, stubber = stubbed
        stubber.add_client_error("put_item", code)
        with pytest.raises(Contended):
            table.write(new(KEYS[0]))

    @pytest.mark.parametrize("code", ["ValidationException", "ProvisionedThroughputExceededException"])
    def test_other_errors_are_raised_as_they_are(self, stubbed: tuple[Table, Stubber], code: str) -> None:
        table, stubber = stubbed
        stubber.add_client_error("put_item", code)
        with pytest.raises(ClientError, match=code):
            table.write(new(KEYS[0]))


class TestUntilCommitted:
    def test_after_a_lost_race_it_reads_again_and_still_knows_the_first_read(self, pauses: list[float]) -> None:
        seen: list[tuple[int, int]] = []
        assert until_committed(count(1).__next__, _losing(3, seen)) == 4
        assert seen == [(1, 1), (2, 1), (3, 1), (4, 1)]
        assert len(pauses) == 3

    def test_it_gives_up_after_ten_lost_races(self, pauses: list[float]) -> None:
        seen: list[tuple[int, int]] = []
        with pytest.raises(Busy):
            until_committed(count(1).__next__, _losing(99, seen))
        assert len(seen) == 10

    def test_it_can_be_told_never_to_give_up(self, pauses: list[float]) -> None:
        assert until_committed(count(1).__next__, _losing(99, []), most=None) == 100
        assert max(pauses) <= 0.5

    def test_what_is_no_lost_race_ends_it(self) -> None:
        with pytest.raises(ZeroDivisionError):
            until_committed(lambda: 0, lambda seen, _: 1 // seen)


def _losing(races: int, seen: list[tuple[int, int]]) -> Callable[[int, int], int]:
    def act(current: int, first: int) -> int:
        seen.append((current, first))
        if len(seen) <= races:
            raise Contended
        return current

    return act
