"""A window as one short text."""

from datetime import UTC, datetime

import pytest

from plus_one.domain.limits import NEVER, Window
from plus_one.store.windows import read, written

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize("count", [1, 9, 10, 20])
def test_what_is_written_comes_back(count: int) -> None:
    assert read(written(Window(NOON, count))) == Window(NOON, count)


def test_what_never_happened_is_nothing() -> None:
    assert written(NEVER) is None
    assert read(None) == NEVER
