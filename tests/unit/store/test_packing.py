"""Full minutes as one short text."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plus_one.store.packing import packed, unpacked

NOON, MINUTE = datetime(2026, 11, 23, 12, tzinfo=UTC), timedelta(minutes=1)


@given(st.lists(st.integers(0, 4095).map(lambda later: NOON + later * MINUTE), max_size=24))
def test_what_is_packed_comes_back_in_order(moments: list[datetime]) -> None:
    kept = [NOON, *moments]
    assert unpacked(packed(kept)) == tuple(sorted(kept))


def test_nothing_is_nothing() -> None:
    assert packed([]) is None
    assert unpacked(None) == ()


def test_24_moments_are_51_characters() -> None:
    assert len(packed([NOON + n * MINUTE for n in range(24)]) or "") == 51


def test_milliseconds_are_rounded_up() -> None:
    assert unpacked(packed([NOON + timedelta(milliseconds=1)])) == (NOON + MINUTE,)


def test_what_is_days_after_the_first_is_left_out() -> None:
    assert unpacked(packed([NOON, NOON + timedelta(days=3)])) == (NOON,)
