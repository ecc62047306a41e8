"""Ids sort by time; those of a package's sessions and of a +1 follow from what they belong to (DECISIONS.md, 2)."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plus_one.domain.ids import PackageId, SessionId, moment_of, package_session_ids, plus_one_id, ulid
from tests.builders import MS, NOW
from tests.unit.domain.strategies import moments, sizes

CROCKFORD = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST = 2**79 - 1
of_79_bits = st.integers(0, LARGEST)
of_80_bits = st.integers(0, 2**80 - 1)
completions = st.integers(1, 1000)
session_ids = st.builds(ulid, moments, of_79_bits).map(SessionId)


def test_an_id_is_the_ulid_of_its_moment_and_its_randomness() -> None:
    moment = datetime.fromtimestamp(1_469_918_176, UTC) + 385 * MS  # the example of the ULID specification's package
    assert ulid(moment, 0) == "01ARYZ6S410000000000000000"
    assert ulid(moment, 2**80 - 1) == "01ARYZ6S41ZZZZZZZZZZZZZZZZ"


@given(moments, of_80_bits)
def test_an_id_is_26_characters_of_crockfords_alphabet(at: datetime, randomness: int) -> None:
    assert CROCKFORD.fullmatch(ulid(at, randomness))


@given(moments, of_80_bits)
@example(EPOCH + 1001 * MS, 0)  # 1.001 s as a float is a little less than 1001 ms
def test_an_id_begins_with_the_milliseconds_of_its_moment(at: datetime, randomness: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    digits = [alphabet.index(character) for character in ulid(at, randomness)[:10]]
    assert sum(digit << 5 * place for place, digit in enumerate(reversed(digits))) == (at - EPOCH) // MS


@given(moments, moments, of_80_bits, of_80_bits)
@example(NOW, NOW + MS, 2**80 - 1, 0)
def test_ids_sort_by_time_whatever_their_randomness(one: datetime, other: datetime, a: int, b: int) -> None:
    assert (ulid(one, a) < ulid(other, b)) == ((one, a) < (other, b))


@given(moments, of_79_bits, sizes)
@example(NOW, LARGEST, 50)
@example(NOW, 2**75 - 1, 50)
def test_session_ids_of_a_package_are_distinct_ordered_and_follow_its_own(
    at: datetime, randomness: int, sessions: int
) -> None:
    package_id = PackageId(ulid(at, randomness))
    ids = package_session_ids(package_id, sessions)
    assert ids == [ulid(at, randomness + n) for n in range(1, sessions + 1)]
    assert [package_id, *ids] == sorted({package_id, *ids})
    assert len(ids) == sessions


@given(moments, of_79_bits, sizes)
@example(NOW, LARGEST, 50)
def test_session_ids_of_a_package_never_overflow_into_its_time(at: datetime, randomness: int, sessions: int) -> None:
    ids = package_session_ids(PackageId(ulid(at, randomness)), sessions)
    assert {each[:10] for each in ids} == {ulid(at, 0)[:10]}
    assert all(CROCKFORD.fullmatch(each) for each in ids)


@given(session_ids, completions, moments)
def test_the_plus_one_of_a_completion_has_always_the_same_id(session_id: SessionId, n: int, at: datetime) -> None:
    assert plus_one_id(session_id, n, at) == plus_one_id(session_id, n, at)
    assert CROCKFORD.fullmatch(plus_one_id(session_id, n, at))


@given(st.lists(st.tuples(session_ids, completions), min_size=2, max_size=20, unique=True))
def test_the_plus_ones_of_different_completions_have_different_ids(origins: list[tuple[SessionId, int]]) -> None:
    assert len({plus_one_id(session_id, n, NOW) for session_id, n in origins}) == len(origins)


@given(session_ids, session_ids, completions)
def test_plus_ones_sort_by_the_moment_of_the_completion(one: SessionId, other: SessionId, n: int) -> None:
    assert plus_one_id(one, n, NOW) < plus_one_id(other, n, NOW + MS)
    assert plus_one_id(one, n, NOW)[:10] == ulid(NOW, 0)[:10]


@pytest.mark.parametrize(
    ("completion", "plus_one"), [(1, "01M83XJ8BVZRX2R2MSHPPAG7JA"), (2, "01M83XJ8BV0HCTBPN3017ZMYR0")]
)
def test_the_id_of_a_plus_one_stays_the_same_in_later_releases(completion: int, plus_one: str) -> None:
    """It is not stored with its renewal but derived again, for as long as the renewal is shown."""
    assert plus_one_id(SessionId("01M81B5HBV000000000000000A"), completion, NOW) == plus_one


@pytest.mark.parametrize("id_", ["", "01KASESS10N000000000000000"[:-1], "not an id", "U" * 26])
def test_what_is_no_id_has_no_moment(id_: str) -> None:
    assert moment_of(id_) is None


def test_an_id_has_the_moment_that_it_was_made_of() -> None:
    assert moment_of(ulid(NOW, LARGEST)) == NOW
