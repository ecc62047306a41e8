"""What operators see of +1s on hold, and what they can do to them."""

from typing import Any

import pytest

from functions.sweep import app as sweeper
from tests.integration.api.pair import Pair
from tests.kept import everything


@pytest.fixture
def paused(pair: Pair) -> Pair:
    """On hold until the pause is over."""
    pair.book(sessions=1)
    pair.enroll()
    pair.adjust(paused_until="2099-01-10")
    return pair


def the_hold() -> Any:
    [item] = [item for item in everything(sweeper.table) if item["type"] == "renewal"]
    return item
